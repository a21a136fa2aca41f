using System.Text.Json.Serialization;
using Warren.Contract.Vpc.V1;

namespace Warren.Contract.Vpc.V3;

/// <summary>Answer that shows one VPC.</summary>
public sealed record VpcResponse
{
    [JsonPropertyName("vpc")]
    public required VpcBody Vpc { get; init; }

    [JsonPropertyName("request_id")]
    public required string RequestId { get; init; }
}

/// <summary>Answer of GET vpcs.</summary>
public sealed record VpcsResponse
{
    [JsonPropertyName("vpcs")]
    public required IReadOnlyList<VpcBody> Vpcs { get; init; }

    [JsonPropertyName("page_info")]
    public required PageInfo PageInfo { get; init; }

    [JsonPropertyName("request_id")]
    public required string RequestId { get; init; }
}

/// <summary>A VPC.</summary>
public sealed record VpcBody
{
    [JsonPropertyName("id")]
    public required string Id { get; init; }

    [JsonPropertyName("name")]
    public required string Name { get; init; }

    [JsonPropertyName("description")]
    public required string Description { get; init; }

    [JsonPropertyName("cidr")]
    public required string Cidr { get; init; }

    /// <summary>Further ranges.</summary>
    [JsonPropertyName("extend_cidrs")]
    public required IReadOnlyList<string> ExtendCidrs { get; init; }

    /// <summary>Always "ACTIVE".</summary>
    [JsonPropertyName("status")]
    public required string Status { get; init; }

    [JsonPropertyName("project_id")]
    public required string ProjectId { get; init; }

    [JsonPropertyName("enterprise_project_id")]
    public required string EnterpriseProjectId { get; init; }

    /// <summary>UTC, yyyy-MM-ddTHH:mm:ssZ.</summary>
    [JsonPropertyName("created_at")]
    public required string CreatedAt { get; init; }

    /// <summary>UTC, yyyy-MM-ddTHH:mm:ssZ.</summary>
    [JsonPropertyName("updated_at")]
    public required string UpdatedAt { get; init; }

    [JsonPropertyName("tags")]
    public required IReadOnlyList<TagBody> Tags { get; init; }
}

/// <summary>Body of add-extend-cidr and remove-extend-cidr.</summary>
public sealed record ExtendCidrRequest
{
    [JsonPropertyName("vpc")]
    public ExtendCidrInput? Vpc { get; init; }
}

/// <summary>The ranges to add or to take away.</summary>
public sealed record ExtendCidrInput
{
    [JsonPropertyName("extend_cidrs")]
    public IReadOnlyList<string?>? ExtendCidrs { get; init; }
}

/// <summary>Where a list goes on.</summary>
public sealed record PageInfo
{
    /// <summary>Id of the first item, null when the list is empty.</summary>
    [JsonPropertyName("previous_marker")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? PreviousMarker { get; init; }

    /// <summary>Items in this answer.</summary>
    [JsonPropertyName("current_count")]
    public required int CurrentCount { get; init; }

    /// <summary>Id of the last item when more may follow, else null.</summary>
    [JsonPropertyName("next_marker")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? NextMarker { get; init; }
}
