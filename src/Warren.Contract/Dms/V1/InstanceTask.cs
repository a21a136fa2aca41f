using System.Text.Json.Serialization;

namespace Warren.Contract.Dms.V1;

/// <summary>The task that an instance is busy with. All members are empty strings when there is none, which is what pollers wait for.</summary>
public sealed record InstanceTask
{
    public static readonly InstanceTask None = new() { Name = "", Status = "", CreatedAt = "" };

    /// <summary>Name of the task, for example "createInstance".</summary>
    [JsonPropertyName("name")]
    public required string Name { get; init; }

    /// <summary>CREATED, EXECUTING, SUCCESS or FAILED; empty when there is no task.</summary>
    [JsonPropertyName("status")]
    public required string Status { get; init; }

    /// <summary>When it was accepted: milliseconds since 1970-01-01 UTC, as a string.</summary>
    [JsonPropertyName("created_at")]
    public required string CreatedAt { get; init; }
}
