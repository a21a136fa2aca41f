using System.Text.Json.Serialization;

namespace Warren.Contract.Dms.V1;

/// <summary>Answer of GET /v1.0/{project_id}/quotas/dms (as real clients need it).</summary>
public sealed record QuotasResponse
{
    [JsonPropertyName("quotas")]
    public required QuotaResources Quotas { get; init; }
}

public sealed record QuotaResources
{
    [JsonPropertyName("resources")]
    public required IReadOnlyList<QuotaResource> Resources { get; init; }
}

public sealed record QuotaResource
{
    /// <summary>"rabbitmqInstance", or the instances of engines that Warren does not have, or "tags".</summary>
    [JsonPropertyName("type")]
    public required string Type { get; init; }

    [JsonPropertyName("quota")]
    public required int Quota { get; init; }

    [JsonPropertyName("used")]
    public required int Used { get; init; }

    [JsonPropertyName("min")]
    public required int Min { get; init; }

    [JsonPropertyName("max")]
    public required int Max { get; init; }
}
