using System.Text.Json.Serialization;

namespace Warren.Contract.Iam;

/// <summary>One service of the catalog (as real clients need it). One public endpoint per type and region.</summary>
public sealed record CatalogEntry
{
    [JsonPropertyName("id")]
    public required string Id { get; init; }

    [JsonPropertyName("name")]
    public required string Name { get; init; }

    [JsonPropertyName("type")]
    public required string Type { get; init; }

    [JsonPropertyName("endpoints")]
    public required IReadOnlyList<CatalogEndpoint> Endpoints { get; init; }
}

public sealed record CatalogEndpoint
{
    [JsonPropertyName("id")]
    public required string Id { get; init; }

    [JsonPropertyName("interface")]
    public required string Interface { get; init; }

    [JsonPropertyName("region")]
    public required string Region { get; init; }

    [JsonPropertyName("region_id")]
    public required string RegionId { get; init; }

    [JsonPropertyName("url")]
    public required string Url { get; init; }
}

/// <summary>Answer of GET /v3/auth/catalog.</summary>
public sealed record CatalogResponse
{
    [JsonPropertyName("catalog")]
    public required IReadOnlyList<CatalogEntry> Catalog { get; init; }

    [JsonPropertyName("links")]
    public required ListLinks Links { get; init; }
}

/// <summary>Paging links; everything fits in one page, so next and previous are null (as real clients need it).</summary>
public sealed record ListLinks
{
    [JsonPropertyName("self")]
    public required string Self { get; init; }

    [JsonPropertyName("next")]
    public string? Next { get; init; }

    [JsonPropertyName("previous")]
    public string? Previous { get; init; }
}

