using System.Text.Json;
using System.Text.Json.Serialization;

namespace Warren.Contract.Iam;

/// <summary>Body of the calls that make or change a custom policy.</summary>
public sealed record RoleRequest
{
    [JsonPropertyName("role")]
    public RoleFields? Role { get; init; }
}

public sealed record RoleFields
{
    [JsonPropertyName("display_name")]
    public string? DisplayName { get; init; }

    /// <summary>AX or XA.</summary>
    [JsonPropertyName("type")]
    public string? Type { get; init; }

    [JsonPropertyName("description")]
    public string? Description { get; init; }

    [JsonPropertyName("description_cn")]
    public string? DescriptionCn { get; init; }

    [JsonPropertyName("policy")]
    public JsonElement? Policy { get; init; }
}

public sealed record RoleResponse
{
    [JsonPropertyName("role")]
    public required RoleBody Role { get; init; }
}

public sealed record RolesResponse
{
    [JsonPropertyName("roles")]
    public required IReadOnlyList<RoleBody> Roles { get; init; }

    [JsonPropertyName("links")]
    public required ListLinks Links { get; init; }

    /// <summary>How many match, on all pages.</summary>
    [JsonPropertyName("total_number")]
    public required int TotalNumber { get; init; }
}

public sealed record RoleBody
{
    [JsonPropertyName("id")]
    public required string Id { get; init; }

    [JsonPropertyName("name")]
    public required string Name { get; init; }

    [JsonPropertyName("display_name")]
    public required string DisplayName { get; init; }

    [JsonPropertyName("type")]
    public required string Type { get; init; }

    [JsonPropertyName("catalog")]
    public required string Catalog { get; init; }

    [JsonPropertyName("description")]
    public required string Description { get; init; }

    [JsonPropertyName("description_cn")]
    public required string? DescriptionCn { get; init; }

    /// <summary>fine_grained marks a policy of the system.</summary>
    [JsonPropertyName("flag")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Flag { get; init; }

    [JsonPropertyName("policy")]
    public required JsonElement Policy { get; init; }

    /// <summary>Null for the system's.</summary>
    [JsonPropertyName("domain_id")]
    public required string? DomainId { get; init; }

    /// <summary>Unix milliseconds as text.</summary>
    [JsonPropertyName("created_time")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? CreatedTime { get; init; }

    [JsonPropertyName("updated_time")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? UpdatedTime { get; init; }

    [JsonPropertyName("links")]
    public required ListLinks Links { get; init; }
}
