using System.Text.Json.Serialization;

namespace Warren.Contract.Dms.V2;

/// <summary>Answer of GET /v2/{project_id}/instances/{instance_id}/scheduled-tasks (as real clients need it).</summary>
public sealed record ScheduledTasksResponse
{
    /// <summary>How many there are, on all pages.</summary>
    [JsonPropertyName("job_count")]
    public required int JobCount { get; init; }

    /// <summary>The earliest first.</summary>
    [JsonPropertyName("jobs")]
    public required IReadOnlyList<ScheduledTaskBody> Jobs { get; init; }
}

public sealed record ScheduledTaskBody
{
    [JsonPropertyName("id")]
    public required string Id { get; init; }

    /// <summary>renewInstanceCertificate or upgradeInstance.</summary>
    [JsonPropertyName("name")]
    public required string Name { get; init; }

    [JsonPropertyName("instance_id")]
    public required string InstanceId { get; init; }

    /// <summary>CREATED, EXECUTING, SUCCESS or CANCELLED.</summary>
    [JsonPropertyName("status")]
    public required string Status { get; init; }

    /// <summary>When it begins, UTC.</summary>
    [JsonPropertyName("schedule_at")]
    public required string ScheduleAt { get; init; }

    [JsonPropertyName("created_at")]
    public required string CreatedAt { get; init; }

    [JsonPropertyName("updated_at")]
    public required string UpdatedAt { get; init; }
}
