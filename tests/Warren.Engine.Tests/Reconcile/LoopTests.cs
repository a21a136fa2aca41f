using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Warren.Engine.Instances;
using Warren.Engine.Reconcile;
using Warren.Engine.Runtimes;
using Warren.Engine.Store;
using Warren.Engine.Tests.Hosting;

namespace Warren.Engine.Tests.Reconcile;

/// <summary>The whole loop: from an order to a running instance, and from a deletion to nothing, without anybody's help.</summary>
public abstract class LoopTests(StoreProvider provider) : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(100);

    private TestEngine engine = null!;
    private ReconcileLoop loop = null!;

    public async ValueTask InitializeAsync()
    {
        engine = await TestEngine.StartAsync(provider);
        loop = engine.All<IHostedService>().OfType<ReconcileLoop>().Single();
        await loop.StartAsync(CancellationToken.None);
    }

    public async ValueTask DisposeAsync()
    {
        await loop.StopAsync(CancellationToken.None);
        await engine.DisposeAsync();
    }

    [Fact]
    public async Task An_order_runs()
    {
        var id = await engine.CreateAsync();

        await UntilAsync(id, InstanceStatus.Running);

        Assert.Contains(id, engine.Brokers.Running.Keys);
    }

    [Fact]
    public async Task A_broker_that_dies_is_back_before_the_next_regular_look()
    {
        var id = await engine.CreateAsync();
        await UntilAsync(id, InstanceStatus.Running);
        await UntilAsync(async () => (await engine.FindAsync(id))!.LeaseOwner is null);
        var died = engine.Clock.GetUtcNow();

        engine.Brokers.Kill(id);

        await UntilAsync(() => Task.FromResult(engine.Brokers.Running.ContainsKey(id)));
        await UntilAsync(id, InstanceStatus.Running);
        Assert.InRange(engine.Clock.GetUtcNow() - died, TimeSpan.Zero, TimeSpan.FromSeconds(29));
    }

    [Fact]
    public async Task A_deletion_is_carried_out()
    {
        var id = await engine.CreateAsync();
        await UntilAsync(id, InstanceStatus.Running);

        await engine.DeleteAsync(id);

        await UntilAsync(async () => await engine.FindAsync(id) is null);
        Assert.DoesNotContain(id, engine.Brokers.Running.Keys);
    }

    [Fact]
    public async Task A_lost_wake_up_costs_time_and_nothing_else()
    {
        var id = await engine.CreateAsync();
        await UntilAsync(id, InstanceStatus.Running);
        await UntilAsync(async () => (await engine.FindAsync(id))!.LeaseOwner is null);
        await using (var store = engine.OpenStore())
        {
            // As the API writes a deletion, and as if it had died before it could wake the loop.
            var now = engine.Clock.GetUtcNow();
            await store.Instances.ExecuteUpdateAsync(set => set.SetProperty(i => i.DeletionRequestedAt, now).SetProperty(i => i.Generation, 2).SetProperty(i => i.DueAt, now));
        }

        await UntilAsync(async () => await engine.FindAsync(id) is null);
    }

    [Fact]
    public async Task Work_that_another_copy_left_is_taken_over_when_its_lease_has_run_out()
    {
        engine.Brokers.CheckAnswer = ServiceCheck.Failed("held");
        var id = await engine.CreateAsync();
        await using (var store = engine.OpenStore())
        {
            var until = engine.Clock.GetUtcNow() + TimeSpan.FromSeconds(15);
            await store.Instances.ExecuteUpdateAsync(
                set => set.SetProperty(i => i.LeaseOwner, "a copy that died").SetProperty(i => i.LeaseUntil, until).SetProperty(i => i.LeaseFence, i => i.LeaseFence + 1));
        }

        engine.Brokers.CheckAnswer = null;

        await UntilAsync(id, InstanceStatus.Running);
    }

    [Fact]
    public async Task Stopping_gives_the_work_back_so_that_the_next_start_goes_on_at_once()
    {
        engine.Brokers.CheckAnswer = ServiceCheck.Failed("it boots");
        var id = await engine.CreateAsync();
        await UntilAsync(() => Task.FromResult(engine.Brokers.Running.ContainsKey(id)));

        await loop.StopAsync(CancellationToken.None);

        var row = (await engine.FindAsync(id))!;
        Assert.Null(row.LeaseOwner);
        Assert.True(row.DueAt <= engine.Clock.GetUtcNow());
    }

    [Fact]
    public async Task Many_orders_all_run()
    {
        var ids = new List<string>();
        for (var order = 0; order < 100; order++)
        {
            ids.Add(await engine.CreateAsync());
        }

        foreach (var id in ids)
        {
            await UntilAsync(id, InstanceStatus.Running);
        }
    }

    private Task UntilAsync(string id, InstanceStatus status) =>
        UntilAsync(async () => await engine.FindAsync(id) is { } row && InstanceStatusRules.Of(row) == status);

    /// <summary>Lets the clock run, in steps, until something holds.</summary>
    private async Task UntilAsync(Func<Task<bool>> holds)
    {
        var started = Stopwatch.GetTimestamp();
        while (!await holds())
        {
            Assert.True(Stopwatch.GetElapsedTime(started) < Patience, "It does not come about.");
            engine.Clock.Advance(Tick);
            await Task.Delay(10);
        }
    }
}

public sealed class LoopTestsOnSqlite() : LoopTests(StoreProvider.Sqlite);

public sealed class LoopTestsOnPostgres() : LoopTests(StoreProvider.Postgres);
