using System.Text.Json.Serialization;
using Warren.Contract.Json;
using Warren.Contract.Vpc.V1;

namespace Warren.Contract.Vpc.V3;

/// <summary>Body of POST and PUT security-groups (as real clients need it).</summary>
public sealed record SecurityGroupRequest
{
    [JsonPropertyName("security_group")]
    public SecurityGroupInput? SecurityGroup { get; init; }
}

/// <summary>A security group to make or to change.</summary>
public sealed record SecurityGroupInput
{
    /// <summary>1 to 64 characters.</summary>
    [JsonPropertyName("name")]
    public string? Name { get; init; }

    /// <summary>At most 255 characters.</summary>
    [JsonPropertyName("description")]
    public string? Description { get; init; }

    /// <summary>"0" is the default; some clients send a number.</summary>
    [JsonPropertyName("enterprise_project_id")]
    [JsonConverter(typeof(LenientStringConverter))]
    public string? EnterpriseProjectId { get; init; }
}

/// <summary>Answer that shows one security group.</summary>
public sealed record SecurityGroupResponse
{
    [JsonPropertyName("security_group")]
    public required SecurityGroupBody SecurityGroup { get; init; }

    [JsonPropertyName("request_id")]
    public required string RequestId { get; init; }
}

/// <summary>Answer of GET security-groups.</summary>
public sealed record SecurityGroupsResponse
{
    [JsonPropertyName("security_groups")]
    public required IReadOnlyList<SecurityGroupBody> SecurityGroups { get; init; }

    [JsonPropertyName("page_info")]
    public required PageInfo PageInfo { get; init; }

    [JsonPropertyName("request_id")]
    public required string RequestId { get; init; }
}

/// <summary>A security group.</summary>
public sealed record SecurityGroupBody
{
    [JsonPropertyName("id")]
    public required string Id { get; init; }

    [JsonPropertyName("name")]
    public required string Name { get; init; }

    [JsonPropertyName("description")]
    public required string Description { get; init; }

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

    /// <summary>Absent in lists.</summary>
    [JsonPropertyName("security_group_rules")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<SecurityGroupRuleBody>? SecurityGroupRules { get; init; }
}

/// <summary>Body of POST security-group-rules (as real clients need it).</summary>
public sealed record SecurityGroupRuleRequest
{
    [JsonPropertyName("security_group_rule")]
    public SecurityGroupRuleInput? SecurityGroupRule { get; init; }
}

/// <summary>A rule to make; what is absent or null is any.</summary>
public sealed record SecurityGroupRuleInput
{
    [JsonPropertyName("security_group_id")]
    public string? SecurityGroupId { get; init; }

    [JsonPropertyName("description")]
    public string? Description { get; init; }

    /// <summary>ingress or egress.</summary>
    [JsonPropertyName("direction")]
    public string? Direction { get; init; }

    /// <summary>IPv4, the default, or IPv6.</summary>
    [JsonPropertyName("ethertype")]
    public string? Ethertype { get; init; }

    /// <summary>A name, or a number from 0 to 255.</summary>
    [JsonPropertyName("protocol")]
    [JsonConverter(typeof(LenientStringConverter))]
    public string? Protocol { get; init; }

    /// <summary>80, 1-30 or 22,3389,8000-8010.</summary>
    [JsonPropertyName("multiport")]
    [JsonConverter(typeof(LenientStringConverter))]
    public string? Multiport { get; init; }

    [JsonPropertyName("remote_ip_prefix")]
    public string? RemoteIpPrefix { get; init; }

    [JsonPropertyName("remote_group_id")]
    public string? RemoteGroupId { get; init; }

    /// <summary>allow, the default, or deny.</summary>
    [JsonPropertyName("action")]
    public string? Action { get; init; }

    /// <summary>1, the highest and the default, to 100.</summary>
    [JsonPropertyName("priority")]
    [JsonConverter(typeof(LenientInt32Converter))]
    public int? Priority { get; init; }
}

/// <summary>Answer that shows one rule.</summary>
public sealed record SecurityGroupRuleResponse
{
    [JsonPropertyName("security_group_rule")]
    public required SecurityGroupRuleBody SecurityGroupRule { get; init; }

    [JsonPropertyName("request_id")]
    public required string RequestId { get; init; }
}

/// <summary>Answer of GET security-group-rules.</summary>
public sealed record SecurityGroupRulesResponse
{
    [JsonPropertyName("security_group_rules")]
    public required IReadOnlyList<SecurityGroupRuleBody> SecurityGroupRules { get; init; }

    [JsonPropertyName("page_info")]
    public required PageInfo PageInfo { get; init; }

    [JsonPropertyName("request_id")]
    public required string RequestId { get; init; }
}

/// <summary>A rule; null is any.</summary>
public sealed record SecurityGroupRuleBody
{
    [JsonPropertyName("id")]
    public required string Id { get; init; }

    [JsonPropertyName("security_group_id")]
    public required string SecurityGroupId { get; init; }

    [JsonPropertyName("description")]
    public required string Description { get; init; }

    [JsonPropertyName("direction")]
    public required string Direction { get; init; }

    [JsonPropertyName("ethertype")]
    public required string Ethertype { get; init; }

    [JsonPropertyName("protocol")]
    public required string? Protocol { get; init; }

    [JsonPropertyName("multiport")]
    public required string? Multiport { get; init; }

    [JsonPropertyName("remote_ip_prefix")]
    public required string? RemoteIpPrefix { get; init; }

    [JsonPropertyName("remote_group_id")]
    public required string? RemoteGroupId { get; init; }

    /// <summary>Always null.</summary>
    [JsonPropertyName("remote_address_group_id")]
    public required string? RemoteAddressGroupId { get; init; }

    [JsonPropertyName("action")]
    public required string Action { get; init; }

    [JsonPropertyName("priority")]
    public required int Priority { get; init; }

    [JsonPropertyName("project_id")]
    public required string ProjectId { get; init; }

    /// <summary>UTC, yyyy-MM-ddTHH:mm:ssZ.</summary>
    [JsonPropertyName("created_at")]
    public required string CreatedAt { get; init; }

    /// <summary>UTC, yyyy-MM-ddTHH:mm:ssZ.</summary>
    [JsonPropertyName("updated_at")]
    public required string UpdatedAt { get; init; }
}
