using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Warren.Engine.Catalogue;
using Warren.Engine.Errors;
using Warren.Engine.Instances;
using Warren.Engine.Pool;
using Warren.Engine.Reconcile;
using Warren.Engine.Recovery;
using Warren.Engine.Runtimes;
using Warren.Engine.Runtimes.Local;
using Warren.Engine.Security;
using Warren.Engine.Store;
using Warren.Engine.Tasks;
using Warren.Engine.Tests.Hosting;

namespace Warren.Engine.Tests.Recovery;

/// <summary>A store that is put back to an earlier moment, over brokers that have moved on: what is said, what is left alone, and what an operator can do.</summary>
public abstract class OlderStoreTests(StoreProvider provider) : IAsyncLifetime
{
    private readonly RetryState retry = new();
    private TestEngine engine = null!;

    public async ValueTask InitializeAsync() => engine = await TestEngine.StartAsync(provider);

    public ValueTask DisposeAsync() => engine.DisposeAsync();

    [Fact]
    public async Task Nothing_is_an_orphan_while_store_and_brokers_agree()
    {
        var id = await RunningAsync();
        await OrderAsync(id, changes => changes.RestartAsync(engine.Caller, id, CancellationToken.None));
        await SettleAsync(id);
        await OrderAsync(id, changes => changes.ExtendAsync(engine.Caller, id, new ExtendOrder { StorageGb = 200 }, CancellationToken.None));

        Assert.Empty(await OrphansAsync());
        await SettleAsync(id);
        Assert.Empty(await OrphansAsync());
        Assert.Equal(InstanceStatus.Running, await StatusAsync(id));
    }

    [Fact]
    public async Task An_instance_that_was_ordered_since_is_an_orphan_which_runs_on_until_it_is_adopted()
    {
        var older = await OlderStore.TakeAsync(engine);
        var id = await RunningAsync(engine.Order() with { AclEnabled = true });
        var before = (await engine.FindAsync(id))!;
        var nodes = engine.Brokers.Running[id];
        await older.RestoreAsync(engine);

        var orphan = Assert.Single(await OrphansAsync());
        Assert.Equal((id, OrphanKind.Unknown, 1, 1), (orphan.Id, orphan.Kind, orphan.Nodes, orphan.RunningNodes));
        Assert.Same(nodes, engine.Brokers.Running[id]);

        await AdoptAsync(id);

        Assert.Empty(await OrphansAsync());
        await SettleAsync(id);
        Assert.Same(nodes, engine.Brokers.Running[id]);
        var after = (await engine.FindAsync(id))!;
        Assert.Equal(InstanceRecord.Write(before), InstanceRecord.Write(after));
        Assert.Equal(InstanceStatus.Running, InstanceStatusRules.Of(after));

        // What follows is a later order of the same instance, and its addresses are its own.
        await OrderAsync(id, changes => changes.RestartAsync(engine.Caller, id, CancellationToken.None));
        await SettleAsync(id);
        Assert.Equal(InstanceStatus.Running, await StatusAsync(id));
        await using var store = engine.OpenStore();
        Assert.Equal(id, (await store.NodeAddresses.SingleAsync()).InstanceId);
    }

    [Fact]
    public async Task An_orphan_is_removed_by_an_explicit_order_alone()
    {
        var older = await OlderStore.TakeAsync(engine);
        var id = await RunningAsync();
        await older.RestoreAsync(engine);
        await OrphansAsync();
        await OrphansAsync();
        Assert.Contains(id, engine.Brokers.Running.Keys);

        await OperateAsync(orphans => orphans.RemoveAsync(engine.Caller, "", id, CancellationToken.None));

        Assert.Empty(await OrphansAsync());
        Assert.Empty(engine.Brokers.Running);
        Assert.Null(await engine.Brokers.RecordAsync(id, CancellationToken.None));
    }

    [Fact]
    public async Task One_that_is_being_removed_is_not_adopted()
    {
        var older = await OlderStore.TakeAsync(engine);
        var id = await RunningAsync();
        await older.RestoreAsync(engine);
        await OrphansAsync();
        await OperateAsync(orphans => orphans.RemoveAsync(engine.Caller, "", id, CancellationToken.None));

        await RefusedAsync(DmsErrors.ParameterInvalid, () => AdoptAsync(id));
    }

    [Fact]
    public async Task An_instance_that_was_changed_since_is_faulty_and_nothing_is_done_to_it_whatever_is_ordered()
    {
        var id = await RunningAsync();
        var older = await OlderStore.TakeAsync(engine);
        await OrderAsync(id, changes => changes.ExtendAsync(engine.Caller, id, new ExtendOrder { StorageGb = 200 }, CancellationToken.None));
        await SettleAsync(id);
        await older.RestoreAsync(engine);
        var record = await engine.Brokers.RecordAsync(id, CancellationToken.None);

        Assert.IsType<StepResult.Stuck>(await PassAsync(id));
        Assert.Equal(InstanceStatus.Faulty, await StatusAsync(id));
        Assert.Contains("carry order 2", (await engine.FindAsync(id))!.FaultReason, StringComparison.Ordinal);
        Assert.Equal(OrphanKind.Ahead, Assert.Single(await OrphansAsync()).Kind);

        // As many orders again as it is behind, and more, do not let it be forgotten.
        for (var orders = 0; orders < 2; orders++)
        {
            await OrderAsync(id, async _ =>
            {
                await using var store = engine.OpenStore();
                var row = await store.Instances.SingleAsync(i => i.Id == id);
                (row.Generation, row.Change, row.ChangeRequestedAt) = (row.Generation + 1, ChangeKind.Restart, engine.Clock.GetUtcNow());
                store.Tasks.Add(BackgroundTask.For(engine.Caller, row, TaskNames.Restart, engine.Clock.GetUtcNow()));
                await store.SaveChangesAsync();
            });
            Assert.IsType<StepResult.Stuck>(await PassAsync(id));
        }

        Assert.Equal(record, await engine.Brokers.RecordAsync(id, CancellationToken.None));
        Assert.Equal(OrphanKind.Ahead, Assert.Single(await OrphansAsync()).Kind);
        await RefusedAsync(DmsErrors.ParameterInvalid, () => OperateAsync(orphans => orphans.RemoveAsync(engine.Caller, "", id, CancellationToken.None)));

        await AdoptAsync(id);
        await SettleAsync(id);
        Assert.Empty(await OrphansAsync());
        var adopted = (await engine.FindAsync(id))!;
        Assert.Equal((InstanceStatus.Running, 200, 2), (InstanceStatusRules.Of(adopted), adopted.StorageGb, adopted.Generation));
        await OrderAsync(id, changes => changes.RestartAsync(engine.Caller, id, CancellationToken.None));
        await SettleAsync(id);
        Assert.Equal(InstanceStatus.Running, await StatusAsync(id));
    }

    [Fact]
    public async Task The_deletion_of_an_instance_that_was_changed_since_leaves_its_brokers_as_an_orphan()
    {
        var id = await RunningAsync();
        var older = await OlderStore.TakeAsync(engine);
        await OrderAsync(id, changes => changes.ExtendAsync(engine.Caller, id, new ExtendOrder { StorageGb = 200 }, CancellationToken.None));
        await SettleAsync(id);
        await older.RestoreAsync(engine);
        await PassAsync(id);

        await engine.DeleteAsync(id);
        Assert.IsType<StepResult.Gone>(await PassAsync(id));

        Assert.Null(await engine.FindAsync(id));
        Assert.Contains(id, engine.Brokers.Running.Keys);
        Assert.Equal(OrphanKind.Unknown, Assert.Single(await OrphansAsync()).Kind);
        await AdoptAsync(id);
        await SettleAsync(id);
        Assert.Equal(InstanceStatus.Running, await StatusAsync(id));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_instance_that_had_not_served_yet_is_not_given_up_with_its_data_however_long_ago_it_was_ordered(bool anotherHostWasFirst)
    {
        var id = await engine.CreateAsync();
        var older = await OlderStore.TakeAsync(engine);
        await SettleAsync(id);
        await older.RestoreAsync(engine);
        engine.Clock.Advance(TimeSpan.FromDays(1));
        if (anotherHostWasFirst)
        {
            await using var store = engine.OpenStore();
            await store.Instances.ExecuteUpdateAsync(set => set.SetProperty(i => i.Health, InstanceHealth.CreateFailed));
        }

        engine.Brokers.CheckAnswer = ServiceCheck.Failed("it does not answer");

        await PassAsync(id);
        await PassAsync(id);

        Assert.Contains(id, engine.Brokers.Running.Keys);
        Assert.Equal(InstanceStatus.Faulty, await StatusAsync(id));
        engine.Brokers.CheckAnswer = null;
        await SettleAsync(id);
        Assert.Equal(InstanceStatus.Running, await StatusAsync(id));
    }

    [Fact]
    public async Task A_blank_instance_that_was_given_since_is_neither_given_again_nor_removed()
    {
        var pool = Pool(1);
        await pool.LookAsync(CancellationToken.None);
        await pool.LookAsync(CancellationToken.None);
        var older = await OlderStore.TakeAsync(engine);
        var id = await RunningAsync();
        await older.RestoreAsync(engine);

        var next = await engine.CreateAsync();
        Assert.NotEqual(id, next);
        await Pool(0).LookAsync(CancellationToken.None);
        await Pool(0).LookAsync(CancellationToken.None);

        Assert.Contains(id, engine.Brokers.Running.Keys);
        Assert.Equal(id, Assert.Single(await OrphansAsync()).Id);
        await AdoptAsync(id);
        await SettleAsync(id);
        Assert.Equal(InstanceStatus.Running, await StatusAsync(id));
    }

    [Fact]
    public async Task What_is_in_the_way_of_an_adoption_is_named_and_changes_nothing()
    {
        var older = await OlderStore.TakeAsync(engine);
        var order = engine.Order();
        var id = await RunningAsync(order);
        await older.RestoreAsync(engine);
        await OrphansAsync();
        var other = await engine.CreateAsync(order);

        await RefusedAsync(DmsErrors.NameExists, () => AdoptAsync(id));
        Assert.Contains("project_id", (await RefusedAsync(DmsErrors.ParameterInvalid, () => AdoptAsync(id, new Adoption { ProjectId = "none" }))).Arguments);
        Assert.Contains("subnet_id", (await RefusedAsync(DmsErrors.ParameterInvalid, () => AdoptAsync(id, new Adoption { Name = "free", SubnetId = "none" }))).Arguments);
        await RefusedAsync(DmsErrors.SecurityGroupUnknown, () => AdoptAsync(id, new Adoption { Name = "free", SecurityGroupId = "none" }));
        await RefusedAsync(DmsErrors.InstanceUnknown, () => AdoptAsync(Guid.NewGuid().ToString()));
        var address = (await engine.FindAsync(other))!.Addresses;
        var taken = await RefusedAsync(DmsErrors.ParameterInvalid, () => AdoptAsync(id, new Adoption { Name = "free" }));
        Assert.Contains(address, (string)taken.Arguments[1], StringComparison.Ordinal); // the store gave it again, since it did not know

        Assert.Null(await engine.FindAsync(id));
        Assert.Single(await OrphansAsync());
    }

    [Fact]
    public async Task Only_the_first_account_operates()
    {
        var stranger = engine.Caller with { AccountId = "another" };

        await RefusedAsync(DmsErrors.Forbidden, () => OperateAsync(orphans => orphans.ListAsync(stranger, "warren:orphans:list", CancellationToken.None)));
        await RefusedAsync(DmsErrors.Forbidden, () => OperateAsync(orphans => orphans.RemoveAsync(stranger, "", Guid.NewGuid().ToString(), CancellationToken.None)));
    }

    private async Task<string> RunningAsync(InstanceOrder? order = null)
    {
        engine.Clock.Advance(TimeSpan.FromSeconds(1)); // two orders of one moment would look like one
        var id = await engine.CreateAsync(order);
        await SettleAsync(id);
        return id;
    }

    private async Task OrderAsync(string id, Func<InstanceChanges, Task> order)
    {
        engine.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.NotNull(await engine.FindAsync(id));
        await using var scope = engine.Get<IServiceScopeFactory>().CreateAsyncScope();
        await order(scope.ServiceProvider.GetRequiredService<InstanceChanges>());
    }

    private async Task OperateAsync(Func<OrphanService, Task> order)
    {
        await using var scope = engine.Get<IServiceScopeFactory>().CreateAsyncScope();
        await order(scope.ServiceProvider.GetRequiredService<OrphanService>());
    }

    private Task AdoptAsync(string id, Adoption? adoption = null) =>
        OperateAsync(orphans => orphans.AdoptAsync(engine.Caller, "", id, adoption ?? new Adoption(), CancellationToken.None));

    private static async Task<WarrenException> RefusedAsync(ErrorCode code, Func<Task> call)
    {
        var refusal = await Assert.ThrowsAsync<WarrenException>(call);
        Assert.Equal(code, refusal.Code);
        return refusal;
    }

    /// <summary>Looks, and returns what is listed then.</summary>
    private async Task<List<Orphan>> OrphansAsync()
    {
        await engine.All<Microsoft.Extensions.Hosting.IHostedService>().OfType<OrphanWatch>().Single().LookAsync(CancellationToken.None);
        await using var store = engine.OpenStore();
        return await store.Orphans.AsNoTracking().ToListAsync();
    }

    private async Task<StepResult> PassAsync(string id)
    {
        engine.Clock.Advance(engine.Get<IOptions<ReconcileOptions>>().Value.LeaseTime + TimeSpan.FromSeconds(1));
        var (lease, _) = Assert.Single(await engine.Get<WorkQueue>().TakeAsync([id], 1, CancellationToken.None), t => t.Lease.InstanceId == id);
        return await engine.Get<InstanceReconciler>().ReconcileAsync(lease, (await engine.FindAsync(id))!, retry, CancellationToken.None);
    }

    /// <summary>Passes until there is nothing to do.</summary>
    private async Task SettleAsync(string id)
    {
        for (var passes = 0; await PassAsync(id) is not StepResult.Done; passes++)
        {
            Assert.True(passes < 20, "it does not settle");
        }
    }

    private async Task<InstanceStatus> StatusAsync(string id) => InstanceStatusRules.Of((await engine.FindAsync(id))!);

    private WarmPool Pool(int singles) => new(
        engine.Get<IDbContextFactory<StoreContext>>(), engine.Brokers, engine.Get<ProductCatalogue>(), engine.Get<SecretProtector>(), engine.Get<FaultPoints>(),
        Options.Create(new LocalOptions { WarmPool = singles }), engine.Clock, NullLogger<WarmPool>.Instance);
}

public sealed class OlderStoreTestsOnSqlite() : OlderStoreTests(StoreProvider.Sqlite);

public sealed class OlderStoreTestsOnPostgres() : OlderStoreTests(StoreProvider.Postgres);
