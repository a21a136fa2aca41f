using System.Globalization;
using Warren.Engine.Audit;
using Warren.Engine.Errors;

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
        After = Text(query, "next"),
        Service = Text(query, "service_type")?.ToLowerInvariant(),
        Action = Text(query, "trace_name"),
        UserName = Text(query, "user"),
        ResourceType = Text(query, "resource_type"),
        ResourceId = Text(query, "resource_id"),
        ResourceName = Text(query, "resource_name"),
        EventId = Text(query, "trace_id"),
        RequestId = Text(query, "request_id"),
        Rating = Text(query, "trace_rating") switch
        {
            null => null,
            "normal" => AuditRating.Normal,
            "warning" => AuditRating.Warning,
            "incident" => AuditRating.Incident,
            _ => throw Invalid("trace_rating", "normal, warning or incident"),
        },
        Take = Text(query, "limit") is not { } limit ? DefaultPage
            : int.TryParse(limit, NumberStyles.None, CultureInfo.InvariantCulture, out var rows) && rows is > 0 and <= AuditFilter.MostEvents ? rows
            : throw Invalid("limit", $"a number from 1 to {AuditFilter.MostEvents}"),
    };

    /// <summary>Whether the traces asked for are of the other kind, of which there are none.</summary>
    /// <exception cref="WarrenException">ParameterInvalid.</exception>
    public static bool AsksForData(IQueryCollection query) => Text(query, "trace_type") switch
    {
        null or "system" => false,
        DataTraces => true,
        _ => throw Invalid("trace_type", $"system or {DataTraces}"),
    };

    private static DateTimeOffset? Time(IQueryCollection query, string name)
    {
        const long LastMillisecond = 253_402_300_799_999; // of the year 9999
        return Text(query, name) is not { } text ? null
            : long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var milliseconds) && milliseconds <= LastMillisecond
                ? DateTimeOffset.FromUnixTimeMilliseconds(milliseconds)
                : throw Invalid(name, "a Unix time in milliseconds");
    }

    private static string? Text(IQueryCollection query, string name) => query[name].ToString() is { Length: > 0 } text ? text : null;

    private static WarrenException Invalid(string field, string allowed) => new(DmsErrors.ParameterInvalid, field, allowed);
}
