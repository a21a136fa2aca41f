using System.Text.Json.Serialization;
using Warren.Contract.Json;

namespace Warren.Contract.Vpc.V1;

/// <summary>Body of POST and PUT subnets (as real clients need it).</summary>
public sealed record SubnetRequest
{
    [JsonPropertyName("subnet")]
    public SubnetInput? Subnet { get; init; }
}

/// <summary>A subnet to make or to change.</summary>
public sealed record SubnetInput
{
    /// <summary>1 to 64 characters.</summary>
    [JsonPropertyName("name")]
    public string? Name { get; init; }

    /// <summary>At most 255 characters.</summary>
    [JsonPropertyName("description")]
    public string? Description { get; init; }

    /// <summary>Inside the VPC's range.</summary>
    [JsonPropertyName("cidr")]
    public string? Cidr { get; init; }

    /// <summary>Inside the subnet; absent: its second address.</summary>
    [JsonPropertyName("gateway_ip")]
    public string? GatewayIp { get; init; }

    [JsonPropertyName("vpc_id")]
    public string? VpcId { get; init; }

    /// <summary>Default true.</summary>
    [JsonPropertyName("dhcp_enable")]
    [JsonConverter(typeof(LenientBooleanConverter))]
    public bool? DhcpEnable { get; init; }

    [JsonPropertyName("primary_dns")]
    public string? PrimaryDns { get; init; }

    [JsonPropertyName("secondary_dns")]
    public string? SecondaryDns { get; init; }

    /// <summary>At most five; wins over the two above.</summary>
    [JsonPropertyName("dnsList")]
    public IReadOnlyList<string?>? DnsList { get; init; }

    /// <summary>Code of a zone.</summary>
    [JsonPropertyName("availability_zone")]
    public string? AvailabilityZone { get; init; }

    /// <summary>Must not be true.</summary>
    [JsonPropertyName("ipv6_enable")]
    [JsonConverter(typeof(LenientBooleanConverter))]
    public bool? Ipv6Enable { get; init; }
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
}

/// <summary>A subnet.</summary>
public sealed record SubnetBody
{
    /// <summary>The same as neutron_network_id, and what DMS calls subnet_id.</summary>
    [JsonPropertyName("id")]
    public required string Id { get; init; }

    [JsonPropertyName("name")]
    public required string Name { get; init; }

    [JsonPropertyName("description")]
    public required string Description { get; init; }

    [JsonPropertyName("cidr")]
    public required string Cidr { get; init; }

    [JsonPropertyName("gateway_ip")]
    public required string GatewayIp { get; init; }

    /// <summary>Always false.</summary>
    [JsonPropertyName("ipv6_enable")]
    public required bool Ipv6Enable { get; init; }

    [JsonPropertyName("dhcp_enable")]
    public required bool DhcpEnable { get; init; }

    /// <summary>Empty when none was given.</summary>
    [JsonPropertyName("primary_dns")]
    public required string PrimaryDns { get; init; }

    [JsonPropertyName("secondary_dns")]
    public required string SecondaryDns { get; init; }

    [JsonPropertyName("dnsList")]
    public required IReadOnlyList<string> DnsList { get; init; }

    [JsonPropertyName("availability_zone")]
    public required string AvailabilityZone { get; init; }

    [JsonPropertyName("vpc_id")]
    public required string VpcId { get; init; }

    /// <summary>Always "ACTIVE", which clients wait for.</summary>
    [JsonPropertyName("status")]
    public required string Status { get; init; }

    [JsonPropertyName("neutron_network_id")]
    public required string NeutronNetworkId { get; init; }

    [JsonPropertyName("neutron_subnet_id")]
    public required string NeutronSubnetId { get; init; }

    /// <summary>Always empty.</summary>
    [JsonPropertyName("extra_dhcp_opts")]
    public required IReadOnlyList<ExtraDhcpOption> ExtraDhcpOpts { get; init; }

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

/// <summary>An option of DHCP.</summary>
public sealed record ExtraDhcpOption
{
    [JsonPropertyName("opt_name")]
    public required string OptName { get; init; }

    [JsonPropertyName("opt_value")]
    public required string OptValue { get; init; }
}
