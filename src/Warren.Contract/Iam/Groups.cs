using System.Text.Json.Serialization;

namespace Warren.Contract.Iam;

/// <summary>Body of the calls that make or change a group.</summary>
public sealed record GroupRequest
{
    [JsonPropertyName("group")]
    public GroupFields? Group { get; init; }
}

public sealed record GroupFields
{
    [JsonPropertyName("name")]
    public string? Name { get; init; }

    [JsonPropertyName("domain_id")]
    public string? DomainId { get; init; }

    [JsonPropertyName("description")]
    public string? Description { get; init; }
}

public sealed record GroupResponse
{
    [JsonPropertyName("group")]
    public required GroupBody Group { get; init; }
}

public sealed record GroupsResponse
{
    [JsonPropertyName("groups")]
    public required IReadOnlyList<GroupBody> Groups { get; init; }

    [JsonPropertyName("links")]
    public required ListLinks Links { get; init; }
}

public sealed record GroupBody
{
    [JsonPropertyName("id")]
    public required string Id { get; init; }

    [JsonPropertyName("name")]
    public required string Name { get; init; }

    [JsonPropertyName("description")]
    public required string Description { get; init; }

    [JsonPropertyName("domain_id")]
    public required string DomainId { get; init; }

    /// <summary>Unix milliseconds.</summary>
    [JsonPropertyName("create_time")]
    public required long CreateTime { get; init; }

    [JsonPropertyName("links")]
    public required ListLinks Links { get; init; }
}
