using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Warren.Engine.Instances;
using Warren.Engine.Reconcile;
using Warren.Engine.Runtimes.Fake;
using Warren.Engine.Store;
using Warren.Engine.Tasks;
using Warren.Engine.Tests.Hosting;

namespace Warren.Engine.Tests.Reconcile;

/// <summary>Several copies of Warren share one table of work.</summary>
public abstract class WorkQueueTests(StoreProvider provider) : IAsyncLifetime
{
    private TestEngine engine = null!;

    public async ValueTask InitializeAsync() => engine = await TestEngine.StartAsync(provider);

    public ValueTask DisposeAsync() => engine.DisposeAsync();

    [Fact]
    public async Task Of_several_copies_that_take_at_once_each_instance_goes_to_one()
    {
        for (var order = 0; order < 20; order++)
        {
            await engine.CreateAsync();
        }

        var taken = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => Copy().TakeAsync([], 20, CancellationToken.None))));

        var leases = taken.SelectMany(t => t).ToList();
        Assert.Equal(20, leases.Count);
        Assert.Distinct(leases.Select(l => l.Lease.InstanceId));
    }

    [Fact]
    public async Task A_lease_holds_for_its_time_and_as_long_as_it_is_renewed()
    {
        var id = await engine.CreateAsync();
        var (one, other) = (Copy(), Copy());
        var lease = await TakeAsync(one, id);
        engine.Clock.Advance(TimeSpan.FromSeconds(14));
        Assert.True(await one.RenewAsync(lease, CancellationToken.None));
        engine.Clock.Advance(TimeSpan.FromSeconds(14));

        Assert.Empty(await other.TakeAsync([id], 10, CancellationToken.None));
    }

    [Fact]
    public async Task A_lease_that_ran_out_goes_to_another_copy_and_cannot_be_renewed_or_given_back()
    {
        var id = await engine.CreateAsync();
        var (one, other) = (Copy(), Copy());
        var old = await TakeAsync(one, id);
        engine.Clock.Advance(TimeSpan.FromSeconds(16));

        var lease = await TakeAsync(other, id);

        Assert.Equal(old.Fence + 1, lease.Fence);
        Assert.False(await one.RenewAsync(old, CancellationToken.None));
        await one.ReleaseAsync(old, 1, engine.Clock.GetUtcNow(), CancellationToken.None);
        Assert.True(await other.RenewAsync(lease, CancellationToken.None));
    }

    [Fact]
    public async Task What_is_given_back_falls_due_at_the_time_said_and_a_hint_takes_it_before()
    {
        var id = await engine.CreateAsync();
        var queue = Copy();
        var later = engine.Clock.GetUtcNow() + TimeSpan.FromSeconds(30);
        await queue.ReleaseAsync(await TakeAsync(queue, id), 1, later, CancellationToken.None);

        Assert.Equal(later, await queue.NextDueAsync(CancellationToken.None));
        Assert.Empty(await queue.TakeAsync([], 10, CancellationToken.None));
        Assert.Single(await queue.TakeAsync([id], 10, CancellationToken.None));
    }

    [Fact]
    public async Task What_was_changed_while_it_was_worked_on_falls_due_at_once()
    {
        var id = await engine.CreateAsync();
        var queue = Copy();
        var lease = await TakeAsync(queue, id);
        await using (var store = engine.OpenStore())
        {
            await store.Instances.ExecuteUpdateAsync(set => set.SetProperty(i => i.Generation, i => i.Generation + 1));
        }

        await queue.ReleaseAsync(lease, seenGeneration: 1, engine.Clock.GetUtcNow() + TimeSpan.FromHours(1), CancellationToken.None);

        Assert.Single(await queue.TakeAsync([], 10, CancellationToken.None));
    }

    [Fact]
    public async Task What_is_given_back_together_is_looked_at_later_but_what_was_changed_meanwhile_at_once_and_what_another_holds_stays_its_own()
    {
        var (one, other) = (Copy(), Copy());
        var foreign = await engine.CreateAsync();
        var others = await TakeAsync(other, foreign);
        var ids = new[] { await engine.CreateAsync(), await engine.CreateAsync() };
        Assert.Equal(ids.Length, (await one.TakeAsync([], 10, CancellationToken.None)).Count);
        await using (var store = engine.OpenStore())
        {
            await store.Instances.ExecuteUpdateAsync(set => set.SetProperty(i => i.ObservedGeneration, i => i.Generation));
            await store.Instances.Where(i => i.Id == ids[1]).ExecuteUpdateAsync(set => set.SetProperty(i => i.Generation, i => i.Generation + 1));
        }

        await one.ReleaseAsync([.. ids, foreign], engine.Clock.GetUtcNow() + TimeSpan.FromHours(1), CancellationToken.None);

        Assert.Equal(ids[1], Assert.Single(await one.TakeAsync([], 10, CancellationToken.None)).Lease.InstanceId);
        Assert.True(await other.RenewAsync(others, CancellationToken.None));
        Assert.Single(await one.TakeAsync([ids[0]], 10, CancellationToken.None));
    }

    [Fact]
    public async Task Whoever_lost_its_lease_writes_neither_a_result_nor_progress()
    {
        var id = await engine.CreateAsync();
        var old = await TakeAsync(Copy(), id);
        var seen = (await engine.FindAsync(id))!;
        engine.Clock.Advance(TimeSpan.FromSeconds(16));
        await TakeAsync(Copy(), id);
        var report = engine.Get<InstanceReport>();

        await report.ProgressAsync(seen, "written by a copy that was paused", 50, CancellationToken.None);
        await Assert.ThrowsAsync<LeaseLostException>(() => report.ServesAsync(old, seen, "3.10.8", 1, refusal: null, CancellationToken.None));

        var row = (await engine.FindAsync(id))!;
        Assert.Equal((0, null), (row.ObservedGeneration, row.BrokerVersion));
        await using var store = engine.OpenStore();
        var task = await store.Tasks.AsNoTracking().SingleAsync(CancellationToken.None);
        Assert.Equal((TaskState.Created, ""), (task.State, task.Step));
    }

    [Fact]
    public async Task An_instance_is_worked_on_by_its_host_s_copy_alone_and_one_of_nobody_s_by_the_first()
    {
        engine.Brokers.Host = "here";
        var accepted = await engine.CreateAsync();
        engine.Brokers.Host = null;
        var nobodys = await engine.CreateAsync();

        var there = await Copy(Elsewhere()).TakeAsync([accepted], 10, CancellationToken.None);

        Assert.Equal([nobodys], there.Select(l => l.Lease.InstanceId));
        Assert.Equal(("here", "elsewhere"), ((await engine.FindAsync(accepted))!.Host, (await engine.FindAsync(nobodys))!.Host));
        engine.Brokers.Host = "here";
        Assert.Equal([accepted], (await Copy().TakeAsync([], 10, CancellationToken.None)).Select(l => l.Lease.InstanceId));
    }

    [Fact]
    public async Task Instances_of_a_host_that_is_silent_show_as_unreachable_until_it_looks_at_them_again()
    {
        engine.Brokers.Host = "here";
        var id = await engine.CreateAsync();
        var (here, elsewhere) = (Copy(), Copy(Elsewhere()));
        var report = engine.Get<InstanceReport>();
        await report.ServesAsync(await TakeAsync(here, id), (await engine.FindAsync(id))!, "3.10.8", 1, refusal: null, CancellationToken.None);
        engine.Clock.Advance(TimeSpan.FromSeconds(110));
        Assert.Equal(0, await elsewhere.MarkLostAsync(CancellationToken.None));

        engine.Clock.Advance(TimeSpan.FromSeconds(30));
        Assert.Equal((0, 1, 0), (await here.MarkLostAsync(CancellationToken.None), await elsewhere.MarkLostAsync(CancellationToken.None), await elsewhere.MarkLostAsync(CancellationToken.None)));

        var lost = (await engine.FindAsync(id))!;
        Assert.Equal((InstanceHealth.Faulty, FaultCodes.Unreachable), (lost.Health, lost.FaultCode));
        Assert.Contains("here", lost.FaultReason, StringComparison.Ordinal);
        await report.ServesAsync(await TakeAsync(here, id), lost, "3.10.8", 1, refusal: null, CancellationToken.None);
        Assert.Equal((InstanceHealth.Healthy, null), ((await engine.FindAsync(id))!.Health, (await engine.FindAsync(id))!.FaultCode));
    }

    [Fact]
    public async Task An_order_that_nobody_has_begun_goes_to_another_host_after_the_lease_time_and_is_lost_to_its_own()
    {
        engine.Brokers.Host = "here";
        var (here, elsewhere) = (Copy(), Copy(Elsewhere()));
        var begun = await engine.CreateAsync();
        var old = await TakeAsync(here, begun);
        engine.Clock.Advance(TimeSpan.FromMilliseconds(1)); // the copies saw both being accepted
        var waiting = await engine.CreateAsync();
        engine.Clock.Advance(TimeSpan.FromSeconds(15));
        Assert.Empty(await elsewhere.TakeAsync([waiting, begun], 10, CancellationToken.None));

        engine.Clock.Advance(TimeSpan.FromMilliseconds(1));
        var late = Copy(Elsewhere()); // it may be over a store that was restored

        Assert.Empty(await late.TakeAsync([], 10, CancellationToken.None));
        var taken = Assert.Single(await elsewhere.TakeAsync([], 10, CancellationToken.None));
        Assert.Equal((waiting, 1L), (taken.Lease.InstanceId, taken.Lease.Fence));
        Assert.Equal(("elsewhere", "here"), ((await engine.FindAsync(waiting))!.Host, (await engine.FindAsync(begun))!.Host));
        engine.Clock.Advance(TimeSpan.FromMinutes(1));
        var again = Assert.Single(await here.TakeAsync([waiting, begun], 10, CancellationToken.None));
        Assert.Equal((begun, old.Fence + 1), (again.Lease.InstanceId, again.Lease.Fence));
    }

    [Fact]
    public async Task A_creation_that_a_silent_host_has_begun_is_given_up_after_its_time_unless_the_host_is_at_work()
    {
        engine.Brokers.Host = "here";
        var (here, elsewhere) = (Copy(), Copy(Elsewhere()));
        var id = await engine.CreateAsync();
        var lease = await TakeAsync(here, id);
        engine.Clock.Advance(TimeSpan.FromMinutes(11));
        Assert.True(await here.RenewAsync(lease, CancellationToken.None));
        Assert.Equal(0, await elsewhere.GiveUpLostAsync(CancellationToken.None));
        engine.Clock.Advance(TimeSpan.FromMinutes(3));
        Assert.Equal(0, await here.GiveUpLostAsync(CancellationToken.None)); // its own may still be made

        Assert.Equal((1, 0), (await elsewhere.GiveUpLostAsync(CancellationToken.None), await elsewhere.GiveUpLostAsync(CancellationToken.None)));

        var row = (await engine.FindAsync(id))!;
        Assert.Equal((InstanceStatus.CreateFailed, FaultCodes.DeploymentFailed), (InstanceStatusRules.Of(row), row.FaultCode));
        await using var store = engine.OpenStore();
        var task = await store.Tasks.AsNoTracking().SingleAsync(CancellationToken.None);
        Assert.Equal((TaskState.Failed, true), (task.State, task.Cause!.EndsWith(": here", StringComparison.Ordinal)));
    }

    private FakeRuntime Elsewhere() => new(Options.Create(new FakeOptions()), engine.Clock) { Host = "elsewhere" };

    private static async Task<Lease> TakeAsync(WorkQueue queue, string id) => Assert.Single(await queue.TakeAsync([id], 10, CancellationToken.None)).Lease;

    /// <summary>The queue of another copy of Warren over the same store.</summary>
    private WorkQueue Copy(FakeRuntime? runtime = null) => new(engine.Get<IDbContextFactory<StoreContext>>(), runtime ?? engine.Brokers, engine.Get<IOptions<ReconcileOptions>>(), engine.Clock);
}

public sealed class WorkQueueTestsOnSqlite() : WorkQueueTests(StoreProvider.Sqlite);

public sealed class WorkQueueTestsOnPostgres() : WorkQueueTests(StoreProvider.Postgres);
