using System.Text.Json.Serialization;

namespace Warren.Contract.Neutron;

/// <summary>Every error of the neutron calls (as real clients need it).</summary>
public sealed record NeutronErrorResponse
{
    [JsonPropertyName("NeutronError")]
    public required NeutronError Error { get; init; }
}

/// <summary>What went wrong.</summary>
public sealed record NeutronError
{
    [JsonPropertyName("message")]
    public required string Message { get; init; }

    /// <summary>For example NetworkNotFound.</summary>
    [JsonPropertyName("type")]
    public required string Type { get; init; }

    /// <summary>Always empty.</summary>
    [JsonPropertyName("detail")]
    public required string Detail { get; init; }
}
