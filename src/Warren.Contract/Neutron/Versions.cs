using System.Text.Json.Serialization;

namespace Warren.Contract.Neutron;

/// <summary>Answer of GET on the root of the network service (as real clients need it).</summary>
public sealed record NeutronVersionsResponse
{
    [JsonPropertyName("versions")]
    public required IReadOnlyList<NeutronVersion> Versions { get; init; }
}

/// <summary>A version of the network service.</summary>
public sealed record NeutronVersion
{
    /// <summary>Always "v2.0".</summary>
    [JsonPropertyName("id")]
    public required string Id { get; init; }

    /// <summary>Always "CURRENT".</summary>
    [JsonPropertyName("status")]
    public required string Status { get; init; }

    [JsonPropertyName("links")]
    public required IReadOnlyList<NeutronLink> Links { get; init; }
}

/// <summary>A link.</summary>
public sealed record NeutronLink
{
    [JsonPropertyName("href")]
    public required string Href { get; init; }

    [JsonPropertyName("rel")]
    public required string Rel { get; init; }
}

/// <summary>Answer of GET /v2.0.</summary>
public sealed record NeutronResourcesResponse
{
    [JsonPropertyName("resources")]
    public required IReadOnlyList<NeutronResource> Resources { get; init; }
}

/// <summary>A collection of the network service.</summary>
public sealed record NeutronResource
{
    [JsonPropertyName("name")]
    public required string Name { get; init; }

    [JsonPropertyName("collection")]
    public required string Collection { get; init; }

    [JsonPropertyName("links")]
    public required IReadOnlyList<NeutronLink> Links { get; init; }
}

/// <summary>Answer of GET /v2.0/extensions.</summary>
public sealed record ExtensionsResponse
{
    [JsonPropertyName("extensions")]
    public required IReadOnlyList<ExtensionBody> Extensions { get; init; }
}

/// <summary>Answer of GET /v2.0/extensions/{alias}.</summary>
public sealed record ExtensionResponse
{
    [JsonPropertyName("extension")]
    public required ExtensionBody Extension { get; init; }
}

/// <summary>An extension of the network service.</summary>
public sealed record ExtensionBody
{
    [JsonPropertyName("alias")]
    public required string Alias { get; init; }

    [JsonPropertyName("name")]
    public required string Name { get; init; }

    [JsonPropertyName("description")]
    public required string Description { get; init; }

    [JsonPropertyName("updated")]
    public required string Updated { get; init; }

    /// <summary>Always empty.</summary>
    [JsonPropertyName("links")]
    public required IReadOnlyList<NeutronLink> Links { get; init; }
}
