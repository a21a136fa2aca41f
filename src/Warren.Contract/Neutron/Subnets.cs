using System.Text.Json.Serialization;
using Warren.Contract.Json;

namespace Warren.Contract.Neutron;

/// <summary>Body of POST and PUT subnets (as real clients need it).</summary>
public sealed record SubnetRequest
{
    [JsonPropertyName("subnet")]
    public SubnetInput? Subnet { get; init; }
}

/// <summary>A subnet to make or to change.</summary>
public sealed record SubnetInput
{
    /// <summary>At most 255 characters.</summary>
    [JsonPropertyName("name")]
    public string? Name { get; init; }

    [JsonPropertyName("network_id")]
    public string? NetworkId { get; init; }

    [JsonPropertyName("cidr")]
    public string? Cidr { get; init; }

    /// <summary>Must be 4.</summary>
    [JsonPropertyName("ip_version")]
    [JsonConverter(typeof(LenientInt32Converter))]
    public int? IpVersion { get; init; }

    /// <summary>Absent: the subnet's second address.</summary>
    [JsonPropertyName("gateway_ip")]
    public string? GatewayIp { get; init; }

    /// <summary>Default true.</summary>
    [JsonPropertyName("enable_dhcp")]
    [JsonConverter(typeof(LenientBooleanConverter))]
    public bool? EnableDhcp { get; init; }

    /// <summary>At most five.</summary>
    [JsonPropertyName("dns_nameservers")]
    public IReadOnlyList<string?>? DnsNameservers { get; init; }
}

/// <summary>Answer that shows one subnet.</summary>
public sealed record SubnetResponse
{
    [JsonPropertyName("subnet")]
    public required SubnetBody Subnet { get; init; }
}

/// <summary>Answer of GET subnets.</summary>
public sealed record SubnetsResponse
{
    [JsonPropertyName("subnets")]
    public required IReadOnlyList<SubnetBody> Subnets { get; init; }

    /// <summary>Where the list goes on; absent at its end.</summary>
    [JsonPropertyName("subnets_links")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<NeutronLink>? SubnetsLinks { get; init; }
}

/// <summary>A subnet.</summary>
public sealed record SubnetBody
{
    /// <summary>The neutron_subnet_id of VPC v1.</summary>
    [JsonPropertyName("id")]
    public required string Id { get; init; }

    [JsonPropertyName("name")]
    public required string Name { get; init; }

    [JsonPropertyName("description")]
    public required string Description { get; init; }

    [JsonPropertyName("network_id")]
    public required string NetworkId { get; init; }

    [JsonPropertyName("cidr")]
    public required string Cidr { get; init; }

    /// <summary>Always 4.</summary>
    [JsonPropertyName("ip_version")]
    public required int IpVersion { get; init; }

    [JsonPropertyName("gateway_ip")]
    public required string GatewayIp { get; init; }

    [JsonPropertyName("enable_dhcp")]
    public required bool EnableDhcp { get; init; }

    [JsonPropertyName("dns_nameservers")]
    public required IReadOnlyList<string> DnsNameservers { get; init; }

    [JsonPropertyName("allocation_pools")]
    public required IReadOnlyList<AllocationPool> AllocationPools { get; init; }

    /// <summary>Always empty.</summary>
    [JsonPropertyName("host_routes")]
    public required IReadOnlyList<string> HostRoutes { get; init; }

    /// <summary>Always empty.</summary>
    [JsonPropertyName("service_types")]
    public required IReadOnlyList<string> ServiceTypes { get; init; }

    /// <summary>Always empty.</summary>
    [JsonPropertyName("tags")]
    public required IReadOnlyList<string> Tags { get; init; }

    /// <summary>Always null.</summary>
    [JsonPropertyName("subnetpool_id")]
    public required string? SubnetpoolId { get; init; }

    /// <summary>Always null.</summary>
    [JsonPropertyName("ipv6_address_mode")]
    public required string? Ipv6AddressMode { get; init; }

    /// <summary>Always null.</summary>
    [JsonPropertyName("ipv6_ra_mode")]
    public required string? Ipv6RaMode { get; init; }

    /// <summary>The project.</summary>
    [JsonPropertyName("tenant_id")]
    public required string TenantId { get; init; }

    [JsonPropertyName("project_id")]
    public required string ProjectId { get; init; }

    /// <summary>UTC, yyyy-MM-ddTHH:mm:ssZ.</summary>
    [JsonPropertyName("created_at")]
    public required string CreatedAt { get; init; }

    /// <summary>UTC, yyyy-MM-ddTHH:mm:ssZ.</summary>
    [JsonPropertyName("updated_at")]
    public required string UpdatedAt { get; init; }
}

/// <summary>Addresses that ports can have.</summary>
public sealed record AllocationPool
{
    [JsonPropertyName("start")]
    public required string Start { get; init; }

    [JsonPropertyName("end")]
    public required string End { get; init; }
}
