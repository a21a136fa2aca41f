using Microsoft.EntityFrameworkCore;
using Warren.Engine.Instances;
using Warren.Engine.Reconcile;
using Warren.Engine.Runtimes;
using Warren.Engine.Store;
using Warren.Engine.Tasks;
using Warren.Engine.Tests.Hosting;

namespace Warren.Engine.Tests.Reconcile;

/// <summary>One pass of the reconciler at a time: what it does, and what it writes.</summary>
public abstract class PassTests(StoreProvider provider) : IAsyncLifetime
{
    private readonly RetryState retry = new();
    private TestEngine engine = null!;

    public async ValueTask InitializeAsync() => engine = await TestEngine.StartAsync(provider);

    public ValueTask DisposeAsync() => engine.DisposeAsync();

    [Fact]
    public async Task A_new_instance_is_started_by_the_first_pass_and_found_running_by_the_second()
    {
        var id = await engine.CreateAsync();
        var lease = await LeaseAsync(id);

        Assert.IsType<StepResult.Wait>(await PassAsync(lease));
        Assert.Contains(id, engine.Brokers.Running.Keys);
        await AssertShownAsync(id, InstanceStatus.Creating, null);
        Assert.Equal((TaskState.Executing, "starting the brokers"), await TaskAsync(id, TaskNames.Create));

        Assert.IsType<StepResult.Done>(await PassAsync(lease));
        await AssertShownAsync(id, InstanceStatus.Running, null);
        Assert.Equal((TaskState.Success, ""), await TaskAsync(id, TaskNames.Create));
        Assert.Equal("none (fake)", (await engine.FindAsync(id))!.BrokerVersion);
    }

    [Fact]
    public async Task Brokers_that_do_not_serve_yet_are_waited_for()
    {
        engine.Brokers.CheckAnswer = ServiceCheck.Failed("it boots");
        var id = await engine.CreateAsync();
        var lease = await LeaseAsync(id);
        await PassAsync(lease);

        var wait = Assert.IsType<StepResult.Wait>(await PassAsync(lease));

        Assert.Equal("it boots", wait.Why);
        await AssertShownAsync(id, InstanceStatus.Creating, null);
        Assert.Equal((TaskState.Executing, "waiting for the brokers to serve"), await TaskAsync(id, TaskNames.Create));
    }

    [Fact]
    public async Task A_broker_that_died_is_faulty_until_it_serves_again()
    {
        var (id, lease) = await RunningAsync();
        engine.Brokers.Kill(id);

        Assert.IsType<StepResult.Wait>(await PassAsync(lease));
        await AssertShownAsync(id, InstanceStatus.Faulty, FaultCodes.Unreachable);

        Assert.IsType<StepResult.Done>(await PassAsync(lease));
        await AssertShownAsync(id, InstanceStatus.Running, null);
    }

    [Fact]
    public async Task A_broker_that_is_silent_is_faulty_until_it_serves_again()
    {
        var (id, lease) = await RunningAsync();
        engine.Brokers.CheckAnswer = ServiceCheck.Failed("it is silent");

        Assert.IsType<StepResult.Wait>(await PassAsync(lease));
        await AssertShownAsync(id, InstanceStatus.Faulty, FaultCodes.Unreachable);
        Assert.Equal("it is silent", (await engine.FindAsync(id))!.FaultReason);

        engine.Brokers.CheckAnswer = null;
        Assert.IsType<StepResult.Done>(await PassAsync(lease));
        await AssertShownAsync(id, InstanceStatus.Running, null);
    }

    [Fact]
    public async Task A_creation_that_takes_too_long_is_given_up_and_leaves_no_brokers()
    {
        engine.Brokers.CheckAnswer = ServiceCheck.Failed("it never boots");
        var id = await engine.CreateAsync();
        var lease = await LeaseAsync(id);
        await PassAsync(lease);
        engine.Clock.Advance(TimeSpan.FromMinutes(10));
        Assert.IsType<StepResult.Wait>(await PassAsync(lease)); // the last moment of its time

        engine.Clock.Advance(TimeSpan.FromMilliseconds(1));

        Assert.IsType<StepResult.Stuck>(await PassAsync(lease));
        Assert.DoesNotContain(id, engine.Brokers.Running.Keys);
        await AssertShownAsync(id, InstanceStatus.CreateFailed, FaultCodes.DeploymentFailed);
        Assert.Equal(TaskState.Failed, (await TaskAsync(id, TaskNames.Create)).State);
        Assert.IsType<StepResult.Stuck>(await PassAsync(lease)); // and is not tried again
        Assert.DoesNotContain(id, engine.Brokers.Running.Keys);
    }

    [Fact]
    public async Task What_there_is_of_a_creation_that_another_copy_has_given_up_is_removed()
    {
        engine.Brokers.CheckAnswer = ServiceCheck.Failed("it boots");
        var id = await engine.CreateAsync();
        var lease = await LeaseAsync(id);
        await PassAsync(lease);
        Assert.Contains(id, engine.Brokers.Running.Keys);
        await using (var store = engine.OpenStore())
        {
            await store.Instances.ExecuteUpdateAsync(set => set.SetProperty(i => i.Health, InstanceHealth.CreateFailed));
        }

        Assert.IsType<StepResult.Stuck>(await PassAsync(lease));

        Assert.DoesNotContain(id, engine.Brokers.Running.Keys);
    }

    [Fact]
    public async Task A_broker_that_cannot_be_started_is_tried_again_after_growing_pauses()
    {
        engine.Brokers.ApplyFailure = new IOException("no space left");
        var id = await engine.CreateAsync();
        var lease = await LeaseAsync(id);
        var waits = new List<string>();
        for (var pass = 0; pass < 4; pass++)
        {
            var wait = Assert.IsType<StepResult.Wait>(await PassAsync(lease));
            waits.Add(wait.Why);
            engine.Clock.Advance(wait.Pause);
        }

        Assert.Equal(["no space left", "the broker keeps failing, waiting before the next try", "no space left", "the broker keeps failing, waiting before the next try"], waits);
        await AssertShownAsync(id, InstanceStatus.Creating, null);
    }

    [Fact]
    public async Task A_creation_whose_broker_ends_after_every_start_is_given_up_with_its_last_words()
    {
        engine.Brokers.BrokenNodes.Add(0);
        var id = await engine.CreateAsync();
        var lease = await LeaseAsync(id);

        Assert.Equal(6, await StartsUntilStuckAsync(lease));

        await AssertShownAsync(id, InstanceStatus.CreateFailed, FaultCodes.DeploymentFailed);
        Assert.Contains("it broke", await CauseAsync(id, TaskNames.Create), StringComparison.Ordinal);
        Assert.DoesNotContain(id, engine.Brokers.Running.Keys);
    }

    [Fact]
    public async Task A_broker_that_ends_after_every_start_is_left_alone_for_a_while_and_then_tried_again()
    {
        var (id, lease) = await RunningAsync();
        engine.Brokers.BrokenNodes.Add(0);
        engine.Brokers.Kill(id, 0);

        Assert.Equal(6, await StartsUntilStuckAsync(lease));
        await AssertShownAsync(id, InstanceStatus.Faulty, FaultCodes.Unreachable);
        Assert.Contains("it broke", (await engine.FindAsync(id))!.FaultReason, StringComparison.Ordinal);

        engine.Brokers.BrokenNodes.Clear();
        Assert.IsType<StepResult.Stuck>(await PassAsync(lease));
        engine.Clock.Advance(TimeSpan.FromMinutes(10));
        Assert.IsType<StepResult.Wait>(await PassAsync(lease));
        Assert.IsType<StepResult.Done>(await PassAsync(lease));
        await AssertShownAsync(id, InstanceStatus.Running, null);
    }

    [Fact]
    public async Task A_restart_whose_broker_ends_after_every_start_has_failed_with_its_last_words_and_a_new_order_begins_anew()
    {
        var (id, lease) = await RunningAsync();
        engine.Clock.Advance(TimeSpan.FromSeconds(1));
        await RestartAsync(id);
        engine.Brokers.BrokenNodes.Add(0);

        Assert.Equal(6, await StartsUntilStuckAsync(lease));
        await AssertShownAsync(id, InstanceStatus.ResizingFailed, FaultCodes.Unreachable);
        Assert.Contains("it broke", await CauseAsync(id, TaskNames.Restart), StringComparison.Ordinal);

        engine.Brokers.BrokenNodes.Clear();
        await RestartAsync(id);
        await AssertShownAsync(id, InstanceStatus.Restarting, FaultCodes.Unreachable); // the code stays until it serves
        Assert.IsType<StepResult.Wait>(await PassAsync(lease));
        Assert.IsType<StepResult.Done>(await PassAsync(lease));
        await AssertShownAsync(id, InstanceStatus.Running, null);
    }

    [Fact]
    public async Task A_change_that_takes_too_long_has_failed_and_is_running_again_once_the_brokers_serve()
    {
        var (id, lease) = await RunningAsync();
        engine.Clock.Advance(TimeSpan.FromSeconds(1));
        await RestartAsync(id);
        Assert.IsType<StepResult.Wait>(await PassAsync(lease)); // stops it
        Assert.IsType<StepResult.Wait>(await PassAsync(lease)); // starts it
        engine.Brokers.CheckAnswer = ServiceCheck.Failed("it never comes back");
        Assert.IsType<StepResult.Wait>(await PassAsync(lease));
        await AssertShownAsync(id, InstanceStatus.Restarting, null);

        engine.Clock.Advance(TimeSpan.FromMinutes(10) + TimeSpan.FromMilliseconds(1));
        Assert.IsType<StepResult.Wait>(await PassAsync(lease));

        await AssertShownAsync(id, InstanceStatus.ResizingFailed, FaultCodes.Unreachable);
        Assert.Equal("it never comes back", await CauseAsync(id, TaskNames.Restart));
        engine.Brokers.CheckAnswer = null;
        Assert.IsType<StepResult.Done>(await PassAsync(lease));
        await AssertShownAsync(id, InstanceStatus.Running, null);
    }

    [Fact]
    public async Task A_restart_waits_for_queues_that_would_lose_their_majority_but_not_for_ever()
    {
        var (id, lease) = await RunningAsync();
        engine.Clock.Advance(TimeSpan.FromSeconds(1));
        await RestartAsync(id);
        engine.Brokers.MayStop = false;

        Assert.Equal("a queue would lose its majority", Assert.IsType<StepResult.Wait>(await PassAsync(lease)).Why);
        Assert.True(Assert.Single(engine.Brokers.Running[id]).Running);
        engine.Clock.Advance(TimeSpan.FromMinutes(2));
        await PassAsync(lease);

        Assert.False(Assert.Single(engine.Brokers.Running[id]).Running);
    }

    [Fact]
    public async Task An_instance_of_which_some_nodes_answer_is_faulty_with_another_code()
    {
        var (id, lease) = await RunningAsync();
        engine.Brokers.CheckAnswer = ServiceCheck.Failed("one is silent", someNodesAnswer: true);

        await PassAsync(lease);

        await AssertShownAsync(id, InstanceStatus.Faulty, FaultCodes.SomeNodesFaulty);
    }

    [Fact]
    public async Task Data_that_is_gone_is_not_replaced_by_an_empty_broker()
    {
        var (id, lease) = await RunningAsync();
        engine.Brokers.Kill(id);
        engine.Brokers.ApplyFailure = new BrokerDataMissingException("the data is gone");

        Assert.IsType<StepResult.Stuck>(await PassAsync(lease));

        await AssertShownAsync(id, InstanceStatus.Faulty, FaultCodes.Internal);
        Assert.Equal("the data is gone", (await engine.FindAsync(id))!.FaultReason);
        Assert.DoesNotContain(id, engine.Brokers.Running.Keys);
    }

    [Fact]
    public async Task A_deletion_leaves_neither_brokers_nor_addresses_nor_a_row()
    {
        var (id, lease) = await RunningAsync();
        await engine.DeleteAsync(id);

        Assert.IsType<StepResult.Gone>(await PassAsync(lease));

        Assert.Null(await engine.FindAsync(id));
        Assert.DoesNotContain(id, engine.Brokers.Running.Keys);
        await using var store = engine.OpenStore();
        Assert.False(await store.NodeAddresses.AnyAsync());
        Assert.Equal((TaskState.Success, ""), await TaskAsync(id, TaskNames.Delete));
    }

    [Fact]
    public async Task One_that_has_lost_its_lease_stops_and_changes_nothing_of_the_instance()
    {
        var id = await engine.CreateAsync();
        var lost = await LeaseAsync(id);
        await PassAsync(lost);
        await LoseAsync(id);
        var before = await engine.FindAsync(id);

        await Assert.ThrowsAsync<LeaseLostException>(() => PassAsync(lost));

        Assert.Equivalent(before, await engine.FindAsync(id), strict: true);
        Assert.Equal(TaskState.Executing, (await TaskAsync(id, TaskNames.Create)).State);
    }

    [Fact]
    public async Task One_that_has_lost_its_lease_does_not_take_the_row_and_its_addresses_away()
    {
        var (id, lost) = await RunningAsync();
        await engine.DeleteAsync(id);
        await LoseAsync(id);

        await Assert.ThrowsAsync<LeaseLostException>(() => PassAsync(lost));

        Assert.NotNull(await engine.FindAsync(id));
        await using var store = engine.OpenStore();
        Assert.True(await store.NodeAddresses.AnyAsync(a => a.InstanceId == id));
    }

    [Fact]
    public async Task A_look_at_an_instance_that_is_as_it_was_writes_nothing()
    {
        var (id, lease) = await RunningAsync();
        await LoseAsync(id); // a write would fail now

        Assert.IsType<StepResult.Done>(await PassAsync(lease));
    }

    private async Task<(string Id, Lease Lease)> RunningAsync()
    {
        var id = await engine.CreateAsync();
        var lease = await LeaseAsync(id);
        await PassAsync(lease);
        Assert.IsType<StepResult.Done>(await PassAsync(lease));
        return (id, lease);
    }

    private async Task<Lease> LeaseAsync(string id) => Assert.Single(await engine.Get<WorkQueue>().TakeAsync([id], 10, CancellationToken.None)).Lease;

    private async Task<StepResult> PassAsync(Lease lease) =>
        await engine.Get<InstanceReconciler>().ReconcileAsync(lease, (await engine.FindAsync(lease.InstanceId))!, retry, CancellationToken.None);

    /// <summary>Passes, each after the pause that the one before asked for, until no more is done.</summary>
    /// <returns>How often a start was tried.</returns>
    private async Task<int> StartsUntilStuckAsync(Lease lease)
    {
        for (var starts = 0; ;)
        {
            switch (await PassAsync(lease))
            {
                case StepResult.Wait wait:
                    starts += wait.Why == "the brokers are starting" ? 1 : 0;
                    engine.Clock.Advance(wait.Pause);
                    break;
                case var end:
                    Assert.IsType<StepResult.Stuck>(end);
                    return starts;
            }
        }
    }

    private async Task RestartAsync(string id)
    {
        await using var store = engine.OpenStore();
        var row = await store.Instances.SingleAsync(i => i.Id == id);
        row.Generation++;
        row.Change = ChangeKind.Restart;
        row.RestartRequestedAt = row.ChangeRequestedAt = engine.Clock.GetUtcNow();
        store.Tasks.Add(new BackgroundTask
        {
            Id = Guid.NewGuid().ToString(),
            ProjectId = row.ProjectId,
            InstanceId = id,
            Name = TaskNames.Restart,
            UserId = row.UserId,
            UserName = row.UserName,
            Generation = row.Generation,
            CreatedAt = engine.Clock.GetUtcNow(),
            UpdatedAt = engine.Clock.GetUtcNow(),
        });
        await store.SaveChangesAsync();
    }

    private async Task<string?> CauseAsync(string id, string name)
    {
        await using var store = engine.OpenStore();
        var tasks = await store.Tasks.AsNoTracking().Where(t => t.InstanceId == id && t.Name == name).ToListAsync();
        return Assert.Single(tasks, t => t.State == TaskState.Failed).Cause;
    }

    private async Task LoseAsync(string id)
    {
        await using var store = engine.OpenStore();
        await store.Instances.Where(i => i.Id == id).ExecuteUpdateAsync(
            set => set.SetProperty(i => i.LeaseOwner, "another copy").SetProperty(i => i.LeaseFence, i => i.LeaseFence + 1));
    }

    private async Task AssertShownAsync(string id, InstanceStatus status, string? fault)
    {
        var row = (await engine.FindAsync(id))!;
        Assert.Equal((status, fault), (InstanceStatusRules.Of(row), row.FaultCode));
    }

    private async Task<(TaskState State, string Step)> TaskAsync(string id, string name)
    {
        await using var store = engine.OpenStore();
        var task = await store.Tasks.AsNoTracking().SingleAsync(t => t.InstanceId == id && t.Name == name);
        return (task.State, task.Step);
    }
}

public sealed class PassTestsOnSqlite() : PassTests(StoreProvider.Sqlite);

public sealed class PassTestsOnPostgres() : PassTests(StoreProvider.Postgres);
