using System.Text.Json.Serialization;

namespace Warren.Contract.Dms.V2;

/// <summary>GET /v2/{project_id}/capabilities, a call of Warren's own: what this installation can and cannot do.</summary>
public sealed record CapabilitiesResponse
{
    /// <summary>What keeps the brokers: local or fake.</summary>
    [JsonPropertyName("runtime")]
    public required string Runtime { get; init; }

    /// <summary>Most nodes of an instance.</summary>
    [JsonPropertyName("max_nodes")]
    public required int MaxNodes { get; init; }

    /// <summary>Whether listeners can speak TLS.</summary>
    [JsonPropertyName("tls")]
    public required bool Tls { get; init; }

    /// <summary>Whether an instance can listen on a public address as well.</summary>
    [JsonPropertyName("public_access")]
    public required bool PublicAccess { get; init; }

    /// <summary>Whether the rules of security groups decide who reaches an instance; otherwise they are kept and shown only.</summary>
    [JsonPropertyName("security_groups")]
    public required bool SecurityGroups { get; init; }

    /// <summary>Whether a public address has no more than the ordered bandwidth; otherwise that is kept and shown only.</summary>
    [JsonPropertyName("bandwidth")]
    public required bool Bandwidth { get; init; }
}
