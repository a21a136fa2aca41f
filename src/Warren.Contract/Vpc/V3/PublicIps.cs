using System.Text.Json.Serialization;

namespace Warren.Contract.Vpc.V3;

/// <summary>Answer that shows one public address.</summary>
public sealed record PublicIpResponse
{
    [JsonPropertyName("publicip")]
    public required PublicIpBody PublicIp { get; init; }

    [JsonPropertyName("request_id")]
    public required string RequestId { get; init; }
}

/// <summary>Answer of GET publicips.</summary>
public sealed record PublicIpsResponse
{
    [JsonPropertyName("publicips")]
    public required IReadOnlyList<PublicIpBody> PublicIps { get; init; }

    [JsonPropertyName("page_info")]
    public required PageInfo PageInfo { get; init; }

    [JsonPropertyName("request_id")]
    public required string RequestId { get; init; }
}

/// <summary>A public address.</summary>
public sealed record PublicIpBody
{
    [JsonPropertyName("id")]
    public required string Id { get; init; }

    [JsonPropertyName("project_id")]
    public required string ProjectId { get; init; }

    /// <summary>Always 4.</summary>
    [JsonPropertyName("ip_version")]
    public required int IpVersion { get; init; }

    [JsonPropertyName("public_ip_address")]
    public required string PublicIpAddress { get; init; }

    /// <summary>Always null.</summary>
    [JsonPropertyName("public_ipv6_address")]
    public required string? PublicIpv6Address { get; init; }

    /// <summary>DOWN: not bound, ACTIVE: bound.</summary>
    [JsonPropertyName("status")]
    public required string Status { get; init; }

    [JsonPropertyName("description")]
    public required string Description { get; init; }

    [JsonPropertyName("alias")]
    public required string Alias { get; init; }

    /// <summary>Always EIP.</summary>
    [JsonPropertyName("type")]
    public required string Type { get; init; }

    /// <summary>The type that was ordered, for example 5_bgp.</summary>
    [JsonPropertyName("publicip_pool_name")]
    public required string PublicIpPoolName { get; init; }

    [JsonPropertyName("enterprise_project_id")]
    public required string EnterpriseProjectId { get; init; }

    /// <summary>Where it leads to, null while it is not bound.</summary>
    [JsonPropertyName("vnic")]
    public required Vnic? Vnic { get; init; }

    [JsonPropertyName("bandwidth")]
    public required PublicIpBandwidth Bandwidth { get; init; }

    /// <summary>PORT, or null while it is not bound.</summary>
    [JsonPropertyName("associate_instance_type")]
    public required string? AssociateInstanceType { get; init; }

    /// <summary>Id of the port or of the instance.</summary>
    [JsonPropertyName("associate_instance_id")]
    public required string? AssociateInstanceId { get; init; }

    /// <summary>UTC, yyyy-MM-ddTHH:mm:ssZ.</summary>
    [JsonPropertyName("created_at")]
    public required string CreatedAt { get; init; }

    /// <summary>UTC, yyyy-MM-ddTHH:mm:ssZ.</summary>
    [JsonPropertyName("updated_at")]
    public required string UpdatedAt { get; init; }
}

/// <summary>Where a public address leads to.</summary>
public sealed record Vnic
{
    [JsonPropertyName("private_ip_address")]
    public required string PrivateIpAddress { get; init; }

    [JsonPropertyName("port_id")]
    public required string? PortId { get; init; }

    [JsonPropertyName("instance_id")]
    public required string? InstanceId { get; init; }

    [JsonPropertyName("instance_type")]
    public required string? InstanceType { get; init; }
}

/// <summary>The bandwidth of a public address.</summary>
public sealed record PublicIpBandwidth
{
    [JsonPropertyName("id")]
    public required string Id { get; init; }

    [JsonPropertyName("name")]
    public required string Name { get; init; }

    /// <summary>Mbit/s.</summary>
    [JsonPropertyName("size")]
    public required int Size { get; init; }

    /// <summary>Always PER.</summary>
    [JsonPropertyName("share_type")]
    public required string ShareType { get; init; }

    [JsonPropertyName("charge_mode")]
    public required string ChargeMode { get; init; }

    /// <summary>Always empty.</summary>
    [JsonPropertyName("billing_info")]
    public required string BillingInfo { get; init; }
}
