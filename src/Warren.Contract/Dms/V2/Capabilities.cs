using System.Text.Json.Serialization;

namespace Warren.Contract.Dms.V2;

/// <summary>Answer of GET /v2/capabilities, Warren's own: what this installation can and cannot do.</summary>
public sealed record CapabilitiesResponse
{
    /// <summary>Name of the region, which is the first project's.</summary>
    [JsonPropertyName("region")]
    public required string Region { get; init; }

    /// <summary>Warren's version.</summary>
    [JsonPropertyName("version")]
    public required string Version { get; init; }

    /// <summary>What keeps the brokers: "local", or "fake" when no broker runs at all.</summary>
    [JsonPropertyName("runtime")]
    public required string Runtime { get; init; }

    /// <summary>Most nodes of an instance.</summary>
    [JsonPropertyName("max_nodes")]
    public required int MaxNodes { get; init; }

    /// <summary>Whether listeners can speak TLS.</summary>
    [JsonPropertyName("ssl")]
    public required bool Ssl { get; init; }

    /// <summary>Whether an instance can listen on a public address as well.</summary>
    [JsonPropertyName("publicip")]
    public required bool PublicIp { get; init; }
}
