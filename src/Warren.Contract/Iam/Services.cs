using System.Text.Json.Serialization;

namespace Warren.Contract.Iam;

/// <summary>Answer of GET /v3/services.</summary>
public sealed record ServicesResponse
{
    [JsonPropertyName("services")]
    public required IReadOnlyList<ServiceBody> Services { get; init; }

    [JsonPropertyName("links")]
    public required ListLinks Links { get; init; }
}

public sealed record ServiceBody
{
    [JsonPropertyName("id")]
    public required string Id { get; init; }

    [JsonPropertyName("name")]
    public required string Name { get; init; }

    [JsonPropertyName("type")]
    public required string Type { get; init; }

    [JsonPropertyName("enabled")]
    public required bool Enabled { get; init; }

    [JsonPropertyName("links")]
    public required ListLinks Links { get; init; }
}

/// <summary>Answer of GET /v3/endpoints.</summary>
public sealed record EndpointsResponse
{
    [JsonPropertyName("endpoints")]
    public required IReadOnlyList<EndpointBody> Endpoints { get; init; }

    [JsonPropertyName("links")]
    public required ListLinks Links { get; init; }
}

public sealed record EndpointBody
{
    [JsonPropertyName("id")]
    public required string Id { get; init; }

    [JsonPropertyName("service_id")]
    public required string ServiceId { get; init; }

    [JsonPropertyName("interface")]
    public required string Interface { get; init; }

    [JsonPropertyName("url")]
    public required string Url { get; init; }

    [JsonPropertyName("region")]
    public required string Region { get; init; }

    [JsonPropertyName("region_id")]
    public required string RegionId { get; init; }

    [JsonPropertyName("enabled")]
    public required bool Enabled { get; init; }
}

/// <summary>Answer of GET /v3/regions.</summary>
public sealed record RegionsResponse
{
    [JsonPropertyName("regions")]
    public required IReadOnlyList<RegionBody> Regions { get; init; }

    [JsonPropertyName("links")]
    public required ListLinks Links { get; init; }
}

public sealed record RegionBody
{
    [JsonPropertyName("id")]
    public required string Id { get; init; }

    [JsonPropertyName("type")]
    public required string Type { get; init; }

    [JsonPropertyName("description")]
    public required string Description { get; init; }

    [JsonPropertyName("links")]
    public required ListLinks Links { get; init; }
}
