using System.Text.Json.Serialization;

namespace Warren.Contract.Cts;

/// <summary>Answer of GET /v3/{project_id}/traces: the audit, in the form of the cloud's trace service.</summary>
public sealed record TracesResponse
{
    /// <summary>Newest first.</summary>
    [JsonPropertyName("traces")]
    public required IReadOnlyList<Trace> Traces { get; init; }

    [JsonPropertyName("meta_data")]
    public required TracesMetadata MetaData { get; init; }
}

public sealed record TracesMetadata
{
    /// <summary>Traces in this answer.</summary>
    [JsonPropertyName("count")]
    public required int Count { get; init; }

    /// <summary>Id of the last one, to be given as "next"; null: that was the last page.</summary>
    [JsonPropertyName("marker")]
    public required string? Marker { get; init; }
}

public sealed record Trace
{
    [JsonPropertyName("trace_id")]
    public required string TraceId { get; init; }

    /// <summary>The action, such as dms:instance:create.</summary>
    [JsonPropertyName("trace_name")]
    public required string TraceName { get; init; }

    /// <summary>normal: done; warning: refused; incident: failed.</summary>
    [JsonPropertyName("trace_rating")]
    public required string TraceRating { get; init; }

    /// <summary>Always ApiCall.</summary>
    [JsonPropertyName("trace_type")]
    public required string TraceType { get; init; }

    /// <summary>In upper case: DMS, IAM, VPC…</summary>
    [JsonPropertyName("service_type")]
    public required string ServiceType { get; init; }

    [JsonPropertyName("resource_type")]
    public required string ResourceType { get; init; }

    [JsonPropertyName("resource_id")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? ResourceId { get; init; }

    [JsonPropertyName("resource_name")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? ResourceName { get; init; }

    /// <summary>HTTP status of the answer.</summary>
    [JsonPropertyName("code")]
    public required string Code { get; init; }

    /// <summary>Of a refusal: the code and the message in the answer.</summary>
    [JsonPropertyName("message")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Message { get; init; }

    /// <summary>Unix time in milliseconds.</summary>
    [JsonPropertyName("time")]
    public required long Time { get; init; }

    /// <summary>The same.</summary>
    [JsonPropertyName("record_time")]
    public required long RecordTime { get; init; }

    [JsonPropertyName("user")]
    public required TraceUser User { get; init; }

    [JsonPropertyName("source_ip")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? SourceIp { get; init; }

    [JsonPropertyName("user_agent")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? UserAgent { get; init; }

    [JsonPropertyName("request_id")]
    public required string RequestId { get; init; }

    /// <summary>Method and path.</summary>
    [JsonPropertyName("resource_url")]
    public required string ResourceUrl { get; init; }

    /// <summary>Empty: about the account as a whole.</summary>
    [JsonPropertyName("project_id")]
    public required string ProjectId { get; init; }
}

public sealed record TraceUser
{
    /// <summary>Empty: nobody was proven.</summary>
    [JsonPropertyName("id")]
    public required string Id { get; init; }

    /// <summary>Of a refused sign-in, the name that was given.</summary>
    [JsonPropertyName("name")]
    public required string Name { get; init; }

    [JsonPropertyName("access_key_id")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? AccessKeyId { get; init; }

    [JsonPropertyName("domain")]
    public required TraceDomain Domain { get; init; }
}

public sealed record TraceDomain
{
    [JsonPropertyName("id")]
    public required string Id { get; init; }

    [JsonPropertyName("name")]
    public required string Name { get; init; }
}
