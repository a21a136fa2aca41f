using System.Text.Json.Serialization;
using Warren.Contract.Json;

namespace Warren.Contract.Dms.V1;

/// <summary>Body of POST /v1.0/{project_id}/instances/action, table 5-15.</summary>
public record InstanceActionRequest
{
    /// <summary>"restart" or "delete".</summary>
    [JsonPropertyName("action")]
    public string? Action { get; init; }

    /// <summary>1 to 50 ids; not needed with allFailure.</summary>
    [JsonPropertyName("instances")]
    public IReadOnlyList<string?>? Instances { get; init; }

    /// <summary>"true", true, "rabbitmq" or "kafka" (as real clients need it).</summary>
    [JsonPropertyName("allFailure")]
    [JsonConverter(typeof(LenientStringConverter))]
    public string? AllFailure { get; init; }

    /// <summary>The same, as newer clients spell it.</summary>
    [JsonPropertyName("all_failure")]
    [JsonConverter(typeof(LenientStringConverter))]
    public string? AllFailureSnakeCase { get; init; }
}

/// <summary>Answer of the same call, table 5-16: one entry per id, in the order of the request.</summary>
public sealed record InstanceActionResponse
{
    [JsonPropertyName("results")]
    public required IReadOnlyList<InstanceActionResult> Results { get; init; }
}

public sealed record InstanceActionResult
{
    /// <summary>"success" or "failed".</summary>
    [JsonPropertyName("result")]
    public required string Result { get; init; }

    [JsonPropertyName("instance")]
    public required string Instance { get; init; }
}
