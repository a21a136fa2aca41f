using System.Text.Json.Serialization;

namespace Warren.Contract.Iam;

/// <summary>Answer of GET /v3/projects and GET /v3/auth/projects (8.4).</summary>
public sealed record ProjectsResponse
{
    [JsonPropertyName("projects")]
    public required IReadOnlyList<ProjectBody> Projects { get; init; }

    [JsonPropertyName("links")]
    public required ListLinks Links { get; init; }
}

/// <summary>Answer of GET /v3/projects/{id}.</summary>
public sealed record ProjectResponse
{
    [JsonPropertyName("project")]
    public required ProjectBody Project { get; init; }
}

public sealed record ProjectBody
{
    [JsonPropertyName("id")]
    public required string Id { get; init; }

    [JsonPropertyName("name")]
    public required string Name { get; init; }

    [JsonPropertyName("description")]
    public required string Description { get; init; }

    [JsonPropertyName("domain_id")]
    public required string DomainId { get; init; }

    [JsonPropertyName("parent_id")]
    public required string ParentId { get; init; }

    [JsonPropertyName("is_domain")]
    public required bool IsDomain { get; init; }

    [JsonPropertyName("enabled")]
    public required bool Enabled { get; init; }

    [JsonPropertyName("links")]
    public required ListLinks Links { get; init; }
}

/// <summary>Answer of GET /v3/auth/domains (as real clients need it).</summary>
public sealed record DomainsResponse
{
    [JsonPropertyName("domains")]
    public required IReadOnlyList<DomainBody> Domains { get; init; }

    [JsonPropertyName("links")]
    public required ListLinks Links { get; init; }
}

public sealed record DomainBody
{
    [JsonPropertyName("id")]
    public required string Id { get; init; }

    [JsonPropertyName("name")]
    public required string Name { get; init; }

    [JsonPropertyName("description")]
    public required string Description { get; init; }

    [JsonPropertyName("enabled")]
    public required bool Enabled { get; init; }

    [JsonPropertyName("links")]
    public required ListLinks Links { get; init; }
}

/// <summary>Body of POST /v3/projects and PATCH /v3/projects/{id}.</summary>
public sealed record ProjectRequest
{
    [JsonPropertyName("project")]
    public ProjectFields? Project { get; init; }
}

public sealed record ProjectFields
{
    /// <summary>region_name.</summary>
    [JsonPropertyName("name")]
    public string? Name { get; init; }

    [JsonPropertyName("parent_id")]
    public string? ParentId { get; init; }

    [JsonPropertyName("domain_id")]
    public string? DomainId { get; init; }

    [JsonPropertyName("description")]
    public string? Description { get; init; }

    [JsonPropertyName("enabled")]
    public bool? Enabled { get; init; }
}
