using System.Text.Json.Serialization;

namespace Warren.Contract.Dms.V2;

/// <summary>Answer of GET /v2/{project_id}/instances/{instance_id}/tasks[/{task_id}] (as real clients need it).</summary>
public sealed record TasksResponse
{
    /// <summary>How many match, on all pages; a text.</summary>
    [JsonPropertyName("task_count")]
    public required string TaskCount { get; init; }

    /// <summary>Newest first.</summary>
    [JsonPropertyName("tasks")]
    public required IReadOnlyList<TaskBody> Tasks { get; init; }
}

public sealed record TaskBody
{
    [JsonPropertyName("id")]
    public required string Id { get; init; }

    /// <summary>createInstance, restartInstance, extendInstance, bindInstancePublicIp…</summary>
    [JsonPropertyName("name")]
    public required string Name { get; init; }

    [JsonPropertyName("user_name")]
    public required string UserName { get; init; }

    [JsonPropertyName("user_id")]
    public required string UserId { get; init; }

    /// <summary>What was asked for, JSON in a text; never a secret.</summary>
    [JsonPropertyName("params")]
    public required string Params { get; init; }

    /// <summary>CREATED, EXECUTING, SUCCESS or FAILED.</summary>
    [JsonPropertyName("status")]
    public required string Status { get; init; }

    [JsonPropertyName("created_at")]
    public required string CreatedAt { get; init; }

    [JsonPropertyName("updated_at")]
    public required string UpdatedAt { get; init; }

    /// <summary>When the work came to its end; null: it goes on. Warren's own, like all below.</summary>
    [JsonPropertyName("finished_at")]
    public required string? FinishedAt { get; init; }

    /// <summary>Percent, 0 to 100.</summary>
    [JsonPropertyName("progress")]
    public required int Progress { get; init; }

    /// <summary>What is being done now, in words; empty: nothing.</summary>
    [JsonPropertyName("step")]
    public required string Step { get; init; }

    /// <summary>Of a failure, a code of table 5-7.</summary>
    [JsonPropertyName("error_code")]
    public required string? ErrorCode { get; init; }

    /// <summary>Of a failure, why, in words.</summary>
    [JsonPropertyName("error_msg")]
    public required string? ErrorMsg { get; init; }
}
