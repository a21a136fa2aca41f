using System.Text.Json.Serialization;

namespace Warren.Contract.Vpc.V1;

/// <summary>Body of POST tags/action (as real clients need it).</summary>
public sealed record TagActionRequest
{
    /// <summary>create or delete.</summary>
    [JsonPropertyName("action")]
    public string? Action { get; init; }

    [JsonPropertyName("tags")]
    public IReadOnlyList<TagInput?>? Tags { get; init; }
}

/// <summary>A tag to set; to delete it the key is enough.</summary>
public sealed record TagInput
{
    /// <summary>1 to 128 characters.</summary>
    [JsonPropertyName("key")]
    public string? Key { get; init; }

    /// <summary>At most 255 characters.</summary>
    [JsonPropertyName("value")]
    public string? Value { get; init; }
}

/// <summary>Answer of GET tags.</summary>
public sealed record TagsResponse
{
    [JsonPropertyName("tags")]
    public required IReadOnlyList<TagBody> Tags { get; init; }
}

/// <summary>A tag of a VPC, a subnet or a security group.</summary>
public sealed record TagBody
{
    [JsonPropertyName("key")]
    public required string Key { get; init; }

    [JsonPropertyName("value")]
    public required string Value { get; init; }
}
