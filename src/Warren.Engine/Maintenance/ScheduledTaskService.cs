using Microsoft.EntityFrameworkCore;
using Warren.Engine.Errors;
using Warren.Engine.Iam;
using Warren.Engine.Instances;
using Warren.Engine.Reconcile;
using Warren.Engine.Store;

namespace Warren.Engine.Maintenance;

/// <summary>The scheduled tasks of an instance of the caller's project.</summary>
public sealed class ScheduledTaskService(StoreContext store, InstanceFinder finder, Wakeups wakeups, TimeProvider clock)
{
    /// <summary>How far a task may be moved.</summary>
    private static readonly TimeSpan Furthest = TimeSpan.FromDays(30);

    /// <summary>A page, the earliest first, and how many there are.</summary>
    public async Task<(IReadOnlyList<ScheduledTask> Page, int Total)> ListAsync(Caller caller, string instanceId, int skip, int take, CancellationToken ct)
    {
        var instance = await finder.FindAsync(caller, instanceId, ct);
        var tasks = store.ScheduledTasks.AsNoTracking().Where(t => t.InstanceId == instance.Id);
        return (await tasks.OrderBy(t => t.ScheduledAt).ThenBy(t => t.Id).Skip(skip).Take(take).ToListAsync(ct), await tasks.CountAsync(ct));
    }

    /// <summary>Moves a task that has not begun.</summary>
    /// <param name="caller">Whose project it is.</param>
    /// <param name="instanceId">As the path has it.</param>
    /// <param name="taskId">As the path has it.</param>
    /// <param name="at">The time, now to 30 days from now; in the past: at once.</param>
    /// <param name="ct">Ends the wait.</param>
    /// <exception cref="WarrenException">TaskIdMalformed, TaskUnknown, StatusForbids once it has begun, or FilterInvalid.</exception>
    public async Task MoveAsync(Caller caller, string instanceId, string taskId, DateTimeOffset at, CancellationToken ct)
    {
        var task = await WaitingAsync(caller, instanceId, taskId, ct);
        var now = clock.GetUtcNow();
        if (at > now + Furthest)
        {
            throw new WarrenException(DmsErrors.FilterInvalid, "execute_at", $"a time, ms since 1970, at most {Furthest.Days} days from now");
        }

        (task.ScheduledAt, task.UpdatedAt) = (at < now ? now : at, now);
        await store.SaveChangesAsync(ct);
        wakeups.Wake(task.InstanceId);
    }

    /// <summary>Puts a task off until the window after the one that it was meant for. What is needed comes again.</summary>
    /// <exception cref="WarrenException">TaskIdMalformed, TaskUnknown, or StatusForbids once it has begun.</exception>
    public async Task PutOffAsync(Caller caller, string instanceId, string taskId, CancellationToken ct)
    {
        var task = await WaitingAsync(caller, instanceId, taskId, ct);
        (task.State, task.UpdatedAt) = (ScheduledState.Cancelled, clock.GetUtcNow());
        await store.SaveChangesAsync(ct);
        wakeups.Wake(task.InstanceId);
    }

    private async Task<ScheduledTask> WaitingAsync(Caller caller, string instanceId, string taskId, CancellationToken ct)
    {
        var instance = await finder.FindAsync(caller, instanceId, ct);
        var id = InstanceFinder.Id(taskId) ?? throw new WarrenException(DmsErrors.TaskIdMalformed);
        var task = await store.ScheduledTasks.SingleOrDefaultAsync(t => t.Id == id && t.InstanceId == instance.Id, ct) ?? throw new WarrenException(DmsErrors.TaskUnknown, taskId);
        return task.State == ScheduledState.Created ? task : throw new WarrenException(DmsErrors.StatusForbids, task.State);
    }
}
