using Microsoft.AspNetCore.Http.HttpResults;
using Warren.Contract.Dms.V2;
using Warren.Engine.Errors;
using Warren.Engine.Maintenance;
using Warren.Server.Http;
using Warren.Server.Iam;

namespace Warren.Server.Dms.V2;

/// <summary>What Warren will do to an instance in its maintenance window: to see, to move, to put off.</summary>
internal static class ScheduledTasksApi
{
    private const string Cancelled = "CANCELLED";

    public static void MapScheduledTasks(this IEndpointRouteBuilder app)
    {
        var tasks = app.MapGroup("/v2/{project_id}/instances/{instance_id}/scheduled-tasks");
        tasks.MapGet("", ListAsync).Requires("dms:instance:getBackgroundTask").WithPage();
        tasks.MapPut("/{task_id}", UpdateAsync).Requires("dms:instance:modify")
            .WithQuery("execute_at", "when to begin, ms since 1970, at most 30 days from now; a time that has passed: at once")
            .WithQuery("status", $"{Cancelled}: not in this window but in the next");
        tasks.MapDelete("/{task_id}", PutOffAsync).Requires("dms:instance:modify");
    }

    private static async Task<Ok<ScheduledTasksResponse>> ListAsync(string instance_id, HttpContext http, ScheduledTaskService tasks, CancellationToken ct)
    {
        var (skip, take) = TasksApi.Page(http.Request.Query);
        var (page, total) = await tasks.ListAsync(http.Caller(), instance_id, skip, take, ct);
        return TypedResults.Ok(new ScheduledTasksResponse { JobCount = total, Jobs = [.. page.Select(ToBody)] });
    }

    private static async Task<NoContent> UpdateAsync(string instance_id, string task_id, HttpContext http, ScheduledTaskService tasks, CancellationToken ct)
    {
        var query = http.Request.Query;
        if (query.Text("status") is { } status)
        {
            return status == Cancelled
                ? await PutOffAsync(instance_id, task_id, http, tasks, ct)
                : throw new WarrenException(DmsErrors.FilterInvalid, "status", Cancelled);
        }

        var at = long.TryParse(query.Text("execute_at"), out var milliseconds) && milliseconds >= 0 && milliseconds <= DateTimeOffset.MaxValue.ToUnixTimeMilliseconds()
            ? DateTimeOffset.FromUnixTimeMilliseconds(milliseconds)
            : throw new WarrenException(DmsErrors.FilterInvalid, "execute_at", "a time, ms since 1970");
        await tasks.MoveAsync(http.Caller(), instance_id, task_id, at, ct);
        return TypedResults.NoContent();
    }

    private static async Task<NoContent> PutOffAsync(string instance_id, string task_id, HttpContext http, ScheduledTaskService tasks, CancellationToken ct)
    {
        await tasks.PutOffAsync(http.Caller(), instance_id, task_id, ct);
        return TypedResults.NoContent();
    }

    private static ScheduledTaskBody ToBody(ScheduledTask task) => new()
    {
        Id = task.Id,
        Name = task.Kind == MaintenanceKind.UpgradeBroker ? "upgradeInstance" : "renewInstanceCertificate",
        InstanceId = task.InstanceId,
        Status = task.State.ToString().ToUpperInvariant(),
        ScheduleAt = TasksApi.Format(task.ScheduledAt),
        CreatedAt = TasksApi.Format(task.CreatedAt),
        UpdatedAt = TasksApi.Format(task.UpdatedAt),
    };
}
