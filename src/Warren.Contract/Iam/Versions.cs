using System.Text.Json.Serialization;

namespace Warren.Contract.Iam;

/// <summary>Answer of GET /: which identity versions there are (as real clients need it).</summary>
public sealed record VersionsResponse
{
    [JsonPropertyName("versions")]
    public required VersionValues Versions { get; init; }
}

public sealed record VersionValues
{
    [JsonPropertyName("values")]
    public required IReadOnlyList<VersionBody> Values { get; init; }
}

/// <summary>Answer of GET /v3.</summary>
public sealed record VersionResponse
{
    [JsonPropertyName("version")]
    public required VersionBody Version { get; init; }
}

public sealed record VersionBody
{
    [JsonPropertyName("id")]
    public required string Id { get; init; }

    [JsonPropertyName("status")]
    public required string Status { get; init; }

    [JsonPropertyName("updated")]
    public required string Updated { get; init; }

    [JsonPropertyName("links")]
    public required IReadOnlyList<VersionLink> Links { get; init; }

    [JsonPropertyName("media-types")]
    public required IReadOnlyList<MediaType> MediaTypes { get; init; }
}

public sealed record VersionLink
{
    [JsonPropertyName("rel")]
    public required string Rel { get; init; }

    [JsonPropertyName("href")]
    public required string Href { get; init; }
}

public sealed record MediaType
{
    [JsonPropertyName("base")]
    public required string Base { get; init; }

    [JsonPropertyName("type")]
    public required string Type { get; init; }
}
