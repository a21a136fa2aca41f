using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using Warren.Contract.Cts;
using Warren.Engine.Audit;
using Warren.Engine.Iam.Policies;
using Warren.Server.Http;
using Warren.Server.Iam;

namespace Warren.Server.Audit;

/// <summary>The audit, as the cloud's trace service lists it.</summary>
internal static class TracesApi
{
    /// <summary>What shows events that belong to no project.</summary>
    private const string AccountAction = "iam:traces:listTraces";

    public static void MapTraces(this IEndpointRouteBuilder app) =>
        app.MapGet("/v3/{project_id}/traces", ListAsync).Requires("cts:trace:list")
            .WithQuery("trace_type", "system, the default; data: always empty")
            .WithQuery("limit", $"1 to {AuditFilter.MostEvents}; default {TraceQuery.DefaultPage}")
            .WithQuery("next", "meta_data.marker of the page before")
            .WithQuery("from", "Unix time in milliseconds, inclusive")
            .WithQuery("to", "Unix time in milliseconds, exclusive")
            .WithQuery("service_type", "DMS, IAM, VPC, EPS or CTS")
            .WithQuery("trace_name", "an action, such as dms:instance:create")
            .WithQuery("trace_rating", "normal: done; warning: refused; incident: failed")
            .WithQuery("trace_id", "id of one trace")
            .WithQuery("user", "a user's name")
            .WithQuery("resource_type", "such as instance")
            .WithQuery("resource_id", "id of what was acted upon")
            .WithQuery("resource_name", "its name")
            .WithQuery("request_id", "X-Request-Id of the answer");

    private static async Task<Ok<TracesResponse>> ListAsync(HttpContext http, AuditService audit, CancellationToken ct)
    {
        var filter = TraceQuery.Read(http.Request.Query) with
        {
            OfAccount = (await http.AccessAsync()).Decide(AccountAction, new ResourceName("IAM", "traces", ResourceName.Any), null).Allowed,
        };
        var found = TraceQuery.AsksForData(http.Request.Query) ? [] : await audit.ListAsync(http.Caller(), filter, ct);
        return TypedResults.Ok(new TracesResponse
        {
            Traces = [.. found.Select(ToTrace)],
            MetaData = new TracesMetadata { Count = found.Count, Marker = found.Count == filter.Take ? found[^1].Id : null },
        });
    }

    private static Trace ToTrace(AuditEvent e) => new()
    {
        TraceId = e.Id,
        TraceName = e.Action,
        TraceRating = e.Status switch { < 400 => "normal", < 500 => "warning", _ => "incident" },
        TraceType = "ApiCall",
        ServiceType = e.Action.Split(':')[0].ToUpperInvariant(),
        ResourceType = e.ResourceType,
        ResourceId = e.ResourceId,
        ResourceName = e.ResourceName,
        Code = e.Status.ToString(CultureInfo.InvariantCulture),
        Message = e.ErrorCode is null ? null : $"{e.ErrorCode}: {e.Message}",
        Time = e.Time.ToUnixTimeMilliseconds(),
        RecordTime = e.Time.ToUnixTimeMilliseconds(),
        User = new TraceUser
        {
            Id = e.UserId ?? "",
            Name = e.UserName ?? "",
            AccessKeyId = e.AccessKey,
            Domain = new TraceDomain { Id = e.AccountId, Name = e.AccountName },
        },
        SourceIp = e.SourceIp,
        UserAgent = string.IsNullOrEmpty(e.UserAgent) ? null : e.UserAgent,
        RequestId = e.RequestId,
        ResourceUrl = $"{e.Method} {e.Path}",
        ProjectId = e.ProjectId ?? "",
    };
}
