using System.Globalization;
using Warren.Engine.Audit;
using Warren.Engine.Errors;
using Warren.Server.Http;

namespace Warren.Server.Audit;

/// <summary>The query of GET /v3/{project_id}/traces, with the names of the cloud's trace service.</summary>
internal static class TraceQuery
{
    public const int DefaultPage = 10;

    /// <summary>Where the cloud keeps what happens to the data in its object store; nothing here is of that kind.</summary>
    public const string DataTraces = "data";

    /// <exception cref="WarrenException">ParameterInvalid.</exception>
    public static AuditFilter Read(IQueryCollection query) => new()
    {
        From = Time(query, "from"),
        To = Time(query, "to"),
        After = query.Text("next"),
        Service = query.Text("service_type")?.ToLowerInvariant(),
        Action = query.Text("trace_name"),
        UserName = query.Text("user"),
        ResourceType = query.Text("resource_type"),
        ResourceId = query.Text("resource_id"),
        ResourceName = query.Text("resource_name"),
        EventId = query.Text("trace_id"),
        RequestId = query.Text("request_id"),
        Rating = query.Text("trace_rating") switch
        {
            null => null,
            "normal" => AuditRating.Normal,
            "warning" => AuditRating.Warning,
            "incident" => AuditRating.Incident,
            _ => throw Invalid("trace_rating", "normal, warning or incident"),
        },
        Take = query.Text("limit") is not { } limit ? DefaultPage
            : int.TryParse(limit, NumberStyles.None, CultureInfo.InvariantCulture, out var rows) && rows is > 0 and <= AuditFilter.MostEvents ? rows
            : throw Invalid("limit", $"a number from 1 to {AuditFilter.MostEvents}"),
    };

    /// <summary>Whether the traces asked for are of the other kind, of which there are none.</summary>
    /// <exception cref="WarrenException">ParameterInvalid.</exception>
    public static bool AsksForData(IQueryCollection query) => query.Text("trace_type") switch
    {
        null or "system" => false,
        DataTraces => true,
        _ => throw Invalid("trace_type", $"system or {DataTraces}"),
    };

    private static DateTimeOffset? Time(IQueryCollection query, string name) =>
        query.Text(name) is { } text ? UnixTime.Milliseconds(DmsErrors.ParameterInvalid, name, text) : null;

    private static WarrenException Invalid(string field, string allowed) => new(DmsErrors.ParameterInvalid, field, allowed);
}
