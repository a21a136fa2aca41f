using System.Text.Json.Serialization;
using Warren.Contract.Json;

namespace Warren.Contract.Vpc.V1;

/// <summary>Body of POST and PUT vpcs (as real clients need it).</summary>
public sealed record VpcRequest
{
    [JsonPropertyName("vpc")]
    public VpcInput? Vpc { get; init; }
}

/// <summary>A VPC to make or to change.</summary>
public sealed record VpcInput
{
    /// <summary>1 to 64 characters.</summary>
    [JsonPropertyName("name")]
    public string? Name { get; init; }

    /// <summary>At most 255 characters.</summary>
    [JsonPropertyName("description")]
    public string? Description { get; init; }

    /// <summary>For example 192.168.0.0/16.</summary>
    [JsonPropertyName("cidr")]
    public string? Cidr { get; init; }

    /// <summary>"0" is the default; some clients send a number.</summary>
    [JsonPropertyName("enterprise_project_id")]
    [JsonConverter(typeof(LenientStringConverter))]
    public string? EnterpriseProjectId { get; init; }
}

/// <summary>Answer that shows one VPC.</summary>
public sealed record VpcResponse
{
    [JsonPropertyName("vpc")]
    public required VpcBody Vpc { get; init; }
}

/// <summary>Answer of GET vpcs.</summary>
public sealed record VpcsResponse
{
    [JsonPropertyName("vpcs")]
    public required IReadOnlyList<VpcBody> Vpcs { get; init; }
}

/// <summary>A VPC.</summary>
public sealed record VpcBody
{
    /// <summary>A UUID; the neutron calls show it as a router.</summary>
    [JsonPropertyName("id")]
    public required string Id { get; init; }

    [JsonPropertyName("name")]
    public required string Name { get; init; }

    [JsonPropertyName("description")]
    public required string Description { get; init; }

    /// <summary>Empty when the VPC was made without a range.</summary>
    [JsonPropertyName("cidr")]
    public required string Cidr { get; init; }

    /// <summary>Always "OK", which clients wait for.</summary>
    [JsonPropertyName("status")]
    public required string Status { get; init; }

    /// <summary>Always empty.</summary>
    [JsonPropertyName("routes")]
    public required IReadOnlyList<VpcRoute> Routes { get; init; }

    /// <summary>Always false.</summary>
    [JsonPropertyName("enable_shared_snat")]
    public required bool EnableSharedSnat { get; init; }

    [JsonPropertyName("enterprise_project_id")]
    public required string EnterpriseProjectId { get; init; }

    /// <summary>The project.</summary>
    [JsonPropertyName("tenant_id")]
    public required string TenantId { get; init; }

    /// <summary>UTC, yyyy-MM-ddTHH:mm:ss.</summary>
    [JsonPropertyName("created_at")]
    public required string CreatedAt { get; init; }

    /// <summary>UTC, yyyy-MM-ddTHH:mm:ss.</summary>
    [JsonPropertyName("updated_at")]
    public required string UpdatedAt { get; init; }
}

/// <summary>A route of a VPC.</summary>
public sealed record VpcRoute
{
    [JsonPropertyName("destination")]
    public required string Destination { get; init; }

    [JsonPropertyName("nexthop")]
    public required string Nexthop { get; init; }
}
