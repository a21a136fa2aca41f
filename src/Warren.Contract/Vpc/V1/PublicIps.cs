using System.Text.Json.Serialization;
using Warren.Contract.Json;

namespace Warren.Contract.Vpc.V1;

/// <summary>Body of POST publicips (as real clients need it).</summary>
public sealed record CreatePublicIpRequest
{
    [JsonPropertyName("publicip")]
    public PublicIpInput? PublicIp { get; init; }

    [JsonPropertyName("bandwidth")]
    public BandwidthInput? Bandwidth { get; init; }

    /// <summary>"0" is the default; some clients send a number.</summary>
    [JsonPropertyName("enterprise_project_id")]
    [JsonConverter(typeof(LenientStringConverter))]
    public string? EnterpriseProjectId { get; init; }
}

/// <summary>A public address to take.</summary>
public sealed record PublicIpInput
{
    /// <summary>For example 5_bgp.</summary>
    [JsonPropertyName("type")]
    public string? Type { get; init; }

    /// <summary>A wanted address.</summary>
    [JsonPropertyName("ip_address")]
    public string? IpAddress { get; init; }

    [JsonPropertyName("alias")]
    public string? Alias { get; init; }

    /// <summary>Binds it at once.</summary>
    [JsonPropertyName("port_id")]
    public string? PortId { get; init; }
}

/// <summary>The bandwidth of the address.</summary>
public sealed record BandwidthInput
{
    /// <summary>1 to 64 characters.</summary>
    [JsonPropertyName("name")]
    public string? Name { get; init; }

    /// <summary>Mbit/s, 1 to 2000.</summary>
    [JsonPropertyName("size")]
    [JsonConverter(typeof(LenientInt32Converter))]
    public int? Size { get; init; }

    /// <summary>Of a shared bandwidth, which is not offered.</summary>
    [JsonPropertyName("id")]
    public string? Id { get; init; }

    /// <summary>Must be PER.</summary>
    [JsonPropertyName("share_type")]
    public string? ShareType { get; init; }

    /// <summary>bandwidth, the default, or traffic.</summary>
    [JsonPropertyName("charge_mode")]
    public string? ChargeMode { get; init; }
}

/// <summary>Body of PUT publicips/{id}.</summary>
public sealed record UpdatePublicIpRequest
{
    [JsonPropertyName("publicip")]
    public UpdatePublicIpInput? PublicIp { get; init; }
}

/// <summary>What to change. Without a port it is unbound, unless only the alias is to change.</summary>
public sealed record UpdatePublicIpInput
{
    [JsonPropertyName("port_id")]
    public string? PortId { get; init; }

    [JsonPropertyName("alias")]
    public string? Alias { get; init; }
}

/// <summary>Answer that shows one public address.</summary>
public sealed record PublicIpResponse
{
    [JsonPropertyName("publicip")]
    public required PublicIpBody PublicIp { get; init; }
}

/// <summary>Answer of GET publicips.</summary>
public sealed record PublicIpsResponse
{
    [JsonPropertyName("publicips")]
    public required IReadOnlyList<PublicIpBody> PublicIps { get; init; }
}

/// <summary>A public address.</summary>
public sealed record PublicIpBody
{
    [JsonPropertyName("id")]
    public required string Id { get; init; }

    /// <summary>DOWN: not bound, ACTIVE: bound.</summary>
    [JsonPropertyName("status")]
    public required string Status { get; init; }

    [JsonPropertyName("type")]
    public required string Type { get; init; }

    [JsonPropertyName("public_ip_address")]
    public required string PublicIpAddress { get; init; }

    /// <summary>Always null.</summary>
    [JsonPropertyName("public_ipv6_address")]
    public required string? PublicIpv6Address { get; init; }

    /// <summary>Where it leads to, null while it is not bound.</summary>
    [JsonPropertyName("private_ip_address")]
    public required string? PrivateIpAddress { get; init; }

    /// <summary>Null while it is not bound to a port.</summary>
    [JsonPropertyName("port_id")]
    public required string? PortId { get; init; }

    /// <summary>The project.</summary>
    [JsonPropertyName("tenant_id")]
    public required string TenantId { get; init; }

    /// <summary>UTC, yyyy-MM-dd HH:mm:ss.</summary>
    [JsonPropertyName("create_time")]
    public required string CreateTime { get; init; }

    [JsonPropertyName("bandwidth_id")]
    public required string BandwidthId { get; init; }

    [JsonPropertyName("bandwidth_name")]
    public required string BandwidthName { get; init; }

    [JsonPropertyName("bandwidth_size")]
    public required int BandwidthSize { get; init; }

    /// <summary>Always PER.</summary>
    [JsonPropertyName("bandwidth_share_type")]
    public required string BandwidthShareType { get; init; }

    [JsonPropertyName("enterprise_project_id")]
    public required string EnterpriseProjectId { get; init; }

    /// <summary>Always 4.</summary>
    [JsonPropertyName("ip_version")]
    public required int IpVersion { get; init; }

    [JsonPropertyName("alias")]
    public required string Alias { get; init; }
}

/// <summary>Answer that shows one bandwidth.</summary>
public sealed record BandwidthResponse
{
    [JsonPropertyName("bandwidth")]
    public required BandwidthBody Bandwidth { get; init; }
}

/// <summary>Answer of GET bandwidths.</summary>
public sealed record BandwidthsResponse
{
    [JsonPropertyName("bandwidths")]
    public required IReadOnlyList<BandwidthBody> Bandwidths { get; init; }
}

/// <summary>A bandwidth; each public address has its own.</summary>
public sealed record BandwidthBody
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

    [JsonPropertyName("publicip_info")]
    public required IReadOnlyList<BandwidthPublicIp> PublicIpInfo { get; init; }

    /// <summary>The project.</summary>
    [JsonPropertyName("tenant_id")]
    public required string TenantId { get; init; }

    /// <summary>The type of its address without the leading 5_.</summary>
    [JsonPropertyName("bandwidth_type")]
    public required string BandwidthType { get; init; }

    [JsonPropertyName("charge_mode")]
    public required string ChargeMode { get; init; }

    /// <summary>Always empty.</summary>
    [JsonPropertyName("billing_info")]
    public required string BillingInfo { get; init; }

    [JsonPropertyName("enterprise_project_id")]
    public required string EnterpriseProjectId { get; init; }

    /// <summary>Always NORMAL.</summary>
    [JsonPropertyName("status")]
    public required string Status { get; init; }

    /// <summary>UTC, yyyy-MM-ddTHH:mm:ss.</summary>
    [JsonPropertyName("created_at")]
    public required string CreatedAt { get; init; }

    /// <summary>UTC, yyyy-MM-ddTHH:mm:ss.</summary>
    [JsonPropertyName("updated_at")]
    public required string UpdatedAt { get; init; }
}

/// <summary>The address that has a bandwidth.</summary>
public sealed record BandwidthPublicIp
{
    [JsonPropertyName("publicip_id")]
    public required string PublicIpId { get; init; }

    [JsonPropertyName("publicip_address")]
    public required string PublicIpAddress { get; init; }

    [JsonPropertyName("publicipv6_address")]
    public required string? PublicIpv6Address { get; init; }

    [JsonPropertyName("ip_version")]
    public required int IpVersion { get; init; }

    [JsonPropertyName("publicip_type")]
    public required string PublicIpType { get; init; }
}
