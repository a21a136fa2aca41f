using Microsoft.EntityFrameworkCore;
using Warren.Engine.Instances;
using Warren.Engine.Maintenance;
using Warren.Engine.Reconcile;
using Warren.Engine.Tasks;
using Warren.Engine.Tests.Hosting;

namespace Warren.Engine.Tests.Maintenance;

/// <summary>Upkeep waits for the maintenance window, which is 02:00 to 06:00 UTC unless another was ordered.</summary>
public sealed class MaintenanceTests : IAsyncLifetime
{
    private TestEngine engine = null!;
    private string id = null!;
    private Lease lease = null!;

    public async ValueTask InitializeAsync()
    {
        engine = await TestEngine.StartAsync();
        engine.Clock.SetUtcNow(DateTimeOffset.Parse("2026-03-01T12:00:00Z"));
        id = await engine.CreateAsync();
        lease = Assert.Single(await engine.Get<WorkQueue>().TakeAsync([id], 10, CancellationToken.None)).Lease;
        await PassAsync();
        Assert.IsType<StepResult.Done>(await PassAsync());
    }

    public ValueTask DisposeAsync() => engine.DisposeAsync();

    [Fact]
    public async Task A_certificate_is_renewed_in_the_next_window_and_the_task_then_succeeds()
    {
        engine.Brokers.Maintenance = [MaintenanceKind.RenewCertificate];
        await PassAsync();
        Assert.Equal((ScheduledState.Created, At("2026-03-02T02:00:00Z")), await TaskAsync());
        Assert.Empty(engine.Brokers.Renewed);

        engine.Clock.SetUtcNow(At("2026-03-02T02:00:10Z"));
        await PassAsync();
        Assert.Contains(id, engine.Brokers.Renewed.Keys);

        engine.Brokers.Maintenance = [];
        await PassAsync();
        Assert.Equal((ScheduledState.Success, At("2026-03-02T02:00:00Z")), await TaskAsync());
    }

    [Fact]
    public async Task An_upgrade_restarts_the_instance_in_its_window_once_with_a_task_of_its_own()
    {
        engine.Brokers.Maintenance = [MaintenanceKind.UpgradeBroker];
        await PassAsync();
        Assert.Equal(InstanceStatus.Running, InstanceStatusRules.Of((await engine.FindAsync(id))!));

        engine.Clock.SetUtcNow(At("2026-03-02T03:00:00Z"));
        Assert.IsType<StepResult.Wait>(await PassAsync());
        Assert.Equal(InstanceStatus.Restarting, InstanceStatusRules.Of((await engine.FindAsync(id))!));

        engine.Brokers.Maintenance = []; // as nodes that have started again with the newer release need nothing
        while (await PassAsync() is not StepResult.Done)
        {
            engine.Clock.Advance(TimeSpan.FromSeconds(1));
        }

        await PassAsync();
        Assert.Equal(ScheduledState.Success, (await TaskAsync()).State);
        await using var store = engine.OpenStore();
        var restart = await store.Tasks.SingleAsync(t => t.InstanceId == id && t.Name == TaskNames.Restart);
        Assert.Equal((TaskState.Success, "warren"), (restart.State, restart.UserName));
    }

    [Fact]
    public async Task A_task_that_was_put_off_comes_again_in_the_window_after()
    {
        engine.Brokers.Maintenance = [MaintenanceKind.UpgradeBroker];
        await PassAsync();

        await using var store = engine.OpenStore();
        await store.ScheduledTasks.ExecuteUpdateAsync(set => set.SetProperty(t => t.State, ScheduledState.Cancelled));
        await PassAsync();

        Assert.Equal(
            [(ScheduledState.Cancelled, At("2026-03-02T02:00:00Z")), (ScheduledState.Created, At("2026-03-03T02:00:00Z"))],
            (await store.ScheduledTasks.AsNoTracking().OrderBy(t => t.ScheduledAt).ToListAsync()).Select(t => (t.State, t.ScheduledAt)));
    }

    [Theory]
    [InlineData("02:00", "06:00", "2026-03-01T12:00:00Z", "2026-03-02T02:00:00Z")]
    [InlineData("02:00", "06:00", "2026-03-01T00:30:00Z", "2026-03-01T02:00:00Z")]
    [InlineData("02:00", "06:00", "2026-03-01T05:59:59Z", "2026-03-01T05:59:59Z")]
    [InlineData("02:00", "06:00", "2026-03-01T06:00:00Z", "2026-03-02T02:00:00Z")]
    [InlineData("22", "02", "2026-03-01T01:00:00Z", "2026-03-01T01:00:00Z")]
    [InlineData("22:00:00", "02:00:00", "2026-03-01T02:00:00Z", "2026-03-01T22:00:00Z")]
    public void The_next_window_begins_now_when_now_lies_in_one(string begin, string end, string from, string expected) =>
        Assert.Equal(At(expected), MaintainWindow.Next(begin, end, At(from)));

    private static DateTimeOffset At(string time) => DateTimeOffset.Parse(time);

    private async Task<StepResult> PassAsync() =>
        await engine.Get<InstanceReconciler>().ReconcileAsync(lease, (await engine.FindAsync(id))!, new RetryState(), CancellationToken.None);

    private async Task<(ScheduledState State, DateTimeOffset At)> TaskAsync()
    {
        await using var store = engine.OpenStore();
        var task = await store.ScheduledTasks.AsNoTracking().SingleAsync();
        return (task.State, task.ScheduledAt);
    }
}
