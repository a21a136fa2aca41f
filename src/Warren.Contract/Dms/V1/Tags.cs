using System.Text.Json.Serialization;

namespace Warren.Contract.Dms.V1;

/// <summary>Answer of GET /v2/{project_id}/rabbitmq/{instance_id}/tags (as real clients need it).</summary>
public sealed record TagsResponse
{
    [JsonPropertyName("tags")]
    public required IReadOnlyList<Tag> Tags { get; init; }
}

/// <summary>Body of POST /v2/{project_id}/rabbitmq/{instance_id}/tags/action.</summary>
public sealed record TagsActionRequest
{
    /// <summary>"create" or "delete".</summary>
    [JsonPropertyName("action")]
    public string? Action { get; init; }

    [JsonPropertyName("tags")]
    public IReadOnlyList<Tag?>? Tags { get; init; }
}

/// <summary>Answer of GET /v2/{project_id}/rabbitmq/tags: every key in use in the project, with its values.</summary>
public sealed record ProjectTagsResponse
{
    [JsonPropertyName("tags")]
    public required IReadOnlyList<ProjectTag> Tags { get; init; }
}

public sealed record ProjectTag
{
    [JsonPropertyName("key")]
    public required string Key { get; init; }

    [JsonPropertyName("values")]
    public required IReadOnlyList<string> Values { get; init; }
}
