using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using Warren.Contract.Dms.V2;
using Warren.Engine.Errors;
using Warren.Engine.Tasks;
using Warren.Server.Dms.V1;
using Warren.Server.Http;
using Warren.Server.Iam;

namespace Warren.Server.Dms.V2;

/// <summary>Background tasks: what takes time, and why it failed.</summary>
internal static class TasksApi
{
    private const int LongestPage = 50;
    private const int DefaultPage = 10;
    private const string TimeFormat = "yyyyMMddHHmmss";

    public static void MapTasks(this IEndpointRouteBuilder app)
    {
        var tasks = app.MapGroup("/v2/{project_id}/instances/{instance_id}/tasks");
        tasks.MapGet("", ListAsync).Requires("dms:instance:getBackgroundTask").AnswersFromStore()
            .WithPage()
            .WithQuery("begin_time", $"created at or after this time, UTC, {TimeFormat}")
            .WithQuery("end_time", $"created at or before this time, UTC, {TimeFormat}");
        tasks.MapGet("/{task_id}", ShowAsync).Requires("dms:instance:getBackgroundTask").AnswersFromStore();
        tasks.MapDelete("/{task_id}", DeleteAsync).Requires("dms:instance:deleteBackgroundTask");
    }

    /// <summary>The page of a list of tasks.</summary>
    /// <exception cref="WarrenException">FilterInvalid.</exception>
    internal static (int Skip, int Take) Page(IQueryCollection query) =>
        ((ListQuery.Number(query, "start", 1, int.MaxValue) ?? 1) - 1, ListQuery.Number(query, "limit", 1, LongestPage) ?? DefaultPage);

    /// <summary>Says in the API's description what <see cref="Page"/> reads.</summary>
    internal static RouteHandlerBuilder WithPage(this RouteHandlerBuilder route) => route
        .WithQuery("start", "first row, from 1; default 1")
        .WithQuery("limit", $"rows at most, 1 to {LongestPage}; default {DefaultPage}");

    private static async Task<Ok<TasksResponse>> ListAsync(string instance_id, HttpContext http, TaskService tasks, CancellationToken ct)
    {
        var query = http.Request.Query;
        var (begin, end) = (Time(query, "begin_time"), Time(query, "end_time"));
        var (skip, take) = Page(query);
        var (page, total) = await tasks.ListAsync(http.Caller(), instance_id, begin, end, skip, take, ct);
        return TypedResults.Ok(new TasksResponse { TaskCount = total.ToString(CultureInfo.InvariantCulture), Tasks = [.. page.Select(ToBody)] });
    }

    private static async Task<Ok<TasksResponse>> ShowAsync(string instance_id, string task_id, HttpContext http, TaskService tasks, CancellationToken ct) =>
        TypedResults.Ok(new TasksResponse { TaskCount = "1", Tasks = [ToBody(await tasks.FindAsync(http.Caller(), instance_id, task_id, ct))] });

    private static async Task<NoContent> DeleteAsync(string instance_id, string task_id, HttpContext http, TaskService tasks, CancellationToken ct)
    {
        await tasks.DeleteAsync(http.Caller(), instance_id, task_id, ct);
        return TypedResults.NoContent();
    }

    private static TaskBody ToBody(BackgroundTask task) => new()
    {
        Id = task.Id,
        Name = task.Name,
        UserName = task.UserName,
        UserId = task.UserId,
        Params = task.Parameters,
        Status = task.State.ToString().ToUpperInvariant(),
        CreatedAt = Format(task.CreatedAt),
        UpdatedAt = Format(task.UpdatedAt),
        FinishedAt = task.HasEnded ? Format(task.UpdatedAt) : null,
        Progress = task.State == TaskState.Success ? 100 : task.Percent,
        Step = task.Step,
        ErrorCode = task.ErrorCode,
        ErrorMsg = task.Cause,
    };

    internal static string Format(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    private static DateTimeOffset? Time(IQueryCollection query, string name) => query.Text(name) is not { } text ? null
        : DateTimeOffset.TryParseExact(text, TimeFormat, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time
        : throw new WarrenException(DmsErrors.FilterInvalid, name, $"a time, UTC, in the form {TimeFormat}");
}
