using Microsoft.EntityFrameworkCore;
using Warren.Engine.Errors;
using Warren.Engine.Iam;
using Warren.Engine.Instances;
using Warren.Engine.Store;

namespace Warren.Engine.Tasks;

/// <summary>The background tasks of an instance of the caller's project.</summary>
public sealed class TaskService(StoreContext store, InstanceFinder finder)
{
    /// <summary>A page, newest first, and how many match.</summary>
    /// <param name="caller">Whose project it is.</param>
    /// <param name="instanceId">As the path has it.</param>
    /// <param name="begin">Not created before; null: no matter.</param>
    /// <param name="end">Not created after; null: no matter.</param>
    /// <param name="skip">Rows before the page.</param>
    /// <param name="take">Rows at most.</param>
    /// <param name="ct">Ends the wait.</param>
    public async Task<(IReadOnlyList<BackgroundTask> Page, int Total)> ListAsync(
        Caller caller, string instanceId, DateTimeOffset? begin, DateTimeOffset? end, int skip, int take, CancellationToken ct)
    {
        var instance = await finder.FindAsync(caller, instanceId, ct);
        var matching = Of(instance.Id).Where(t => (begin == null || t.CreatedAt >= begin) && (end == null || t.CreatedAt <= end));
        return (
            await matching.AsNoTracking().OrderByDescending(t => t.CreatedAt).ThenByDescending(t => t.Id).Skip(skip).Take(take).ToListAsync(ct),
            await matching.CountAsync(ct));
    }

    /// <exception cref="WarrenException">TaskIdMalformed or TaskUnknown.</exception>
    public async Task<BackgroundTask> FindAsync(Caller caller, string instanceId, string taskId, CancellationToken ct)
    {
        var instance = await finder.FindAsync(caller, instanceId, ct);
        var id = InstanceFinder.Id(taskId) ?? throw new WarrenException(DmsErrors.TaskIdMalformed);
        return await Of(instance.Id).SingleOrDefaultAsync(t => t.Id == id, ct) ?? throw new WarrenException(DmsErrors.TaskUnknown, taskId);
    }

    /// <summary>Takes the record of a task that has ended out of the list.</summary>
    /// <exception cref="WarrenException">TaskIdMalformed, TaskUnknown, or StatusForbids while the work goes on: the record goes with it, the work would not.</exception>
    public async Task DeleteAsync(Caller caller, string instanceId, string taskId, CancellationToken ct)
    {
        var task = await FindAsync(caller, instanceId, taskId, ct);
        if (task.State is TaskState.Created or TaskState.Executing)
        {
            throw new WarrenException(DmsErrors.StatusForbids, task.State);
        }

        task.State = TaskState.Deleted;
        await store.SaveChangesAsync(ct);
    }

    private IQueryable<BackgroundTask> Of(string instanceId) => store.Tasks.Where(t => t.InstanceId == instanceId && t.State != TaskState.Deleted);
}
