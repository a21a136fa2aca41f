using Microsoft.EntityFrameworkCore;

namespace Warren.Engine.Tasks;

/// <summary>The tasks of an instance that have not ended, and their ends.</summary>
internal static class OpenTasks
{
    public static IQueryable<BackgroundTask> OpenOf(this IQueryable<BackgroundTask> tasks, string instanceId) =>
        tasks.Where(t => t.InstanceId == instanceId && (t.State == TaskState.Created || t.State == TaskState.Executing));

    /// <returns>How many have ended.</returns>
    public static Task<int> FailAsync(this IQueryable<BackgroundTask> tasks, string code, string reason, DateTimeOffset now, CancellationToken ct) => tasks.ExecuteUpdateAsync(
        set => set.SetProperty(t => t.State, TaskState.Failed).SetProperty(t => t.ErrorCode, code).SetProperty(t => t.Cause, reason).SetProperty(t => t.UpdatedAt, now), ct);
}
