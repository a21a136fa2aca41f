using System.Text.Json.Serialization;

namespace Warren.Contract.Vpc.V1;

/// <summary>Body of POST and PUT ports, of VPC v1 and of neutron (as real clients need it).</summary>
public sealed record PortRequest
{
    [JsonPropertyName("port")]
    public PortInput? Port { get; init; }
}

/// <summary>A port to make or to change.</summary>
public sealed record PortInput
{
    /// <summary>At most 255 characters.</summary>
    [JsonPropertyName("name")]
    public string? Name { get; init; }

    /// <summary>The subnet's id.</summary>
    [JsonPropertyName("network_id")]
    public string? NetworkId { get; init; }

    /// <summary>At most one.</summary>
    [JsonPropertyName("fixed_ips")]
    public IReadOnlyList<FixedIpInput?>? FixedIps { get; init; }

    [JsonPropertyName("security_groups")]
    public IReadOnlyList<string?>? SecurityGroups { get; init; }
}

/// <summary>An address that a port should have.</summary>
public sealed record FixedIpInput
{
    /// <summary>The neutron subnet.</summary>
    [JsonPropertyName("subnet_id")]
    public string? SubnetId { get; init; }

    [JsonPropertyName("ip_address")]
    public string? IpAddress { get; init; }
}

/// <summary>Answer that shows one port.</summary>
public sealed record PortResponse
{
    [JsonPropertyName("port")]
    public required PortBody Port { get; init; }
}

/// <summary>Answer of GET ports.</summary>
public sealed record PortsResponse
{
    [JsonPropertyName("ports")]
    public required IReadOnlyList<PortBody> Ports { get; init; }
}

/// <summary>A port, of VPC v1 and of neutron.</summary>
public sealed record PortBody
{
    [JsonPropertyName("id")]
    public required string Id { get; init; }

    [JsonPropertyName("name")]
    public required string Name { get; init; }

    /// <summary>Always empty.</summary>
    [JsonPropertyName("description")]
    public required string Description { get; init; }

    /// <summary>ACTIVE when a device has it, else DOWN.</summary>
    [JsonPropertyName("status")]
    public required string Status { get; init; }

    /// <summary>Always true.</summary>
    [JsonPropertyName("admin_state_up")]
    public required bool AdminStateUp { get; init; }

    [JsonPropertyName("network_id")]
    public required string NetworkId { get; init; }

    /// <summary>Made up: there is no Ethernet here.</summary>
    [JsonPropertyName("mac_address")]
    public required string MacAddress { get; init; }

    [JsonPropertyName("fixed_ips")]
    public required IReadOnlyList<FixedIp> FixedIps { get; init; }

    /// <summary>Id of the instance or of the router; else empty.</summary>
    [JsonPropertyName("device_id")]
    public required string DeviceId { get; init; }

    [JsonPropertyName("device_owner")]
    public required string DeviceOwner { get; init; }

    [JsonPropertyName("security_groups")]
    public required IReadOnlyList<string> SecurityGroups { get; init; }

    /// <summary>Always empty.</summary>
    [JsonPropertyName("allowed_address_pairs")]
    public required IReadOnlyList<string> AllowedAddressPairs { get; init; }

    /// <summary>Always empty.</summary>
    [JsonPropertyName("extra_dhcp_opts")]
    public required IReadOnlyList<ExtraDhcpOption> ExtraDhcpOpts { get; init; }

    /// <summary>Always "normal".</summary>
    [JsonPropertyName("binding:vnic_type")]
    public required string BindingVnicType { get; init; }

    /// <summary>Always empty.</summary>
    [JsonPropertyName("dns_name")]
    public required string DnsName { get; init; }

    /// <summary>Always empty.</summary>
    [JsonPropertyName("dns_assignment")]
    public required IReadOnlyList<string> DnsAssignment { get; init; }

    /// <summary>Always true.</summary>
    [JsonPropertyName("port_security_enabled")]
    public required bool PortSecurityEnabled { get; init; }

    /// <summary>Id of the instance, else empty.</summary>
    [JsonPropertyName("instance_id")]
    public required string InstanceId { get; init; }

    /// <summary>"DMS" for an instance's, else empty.</summary>
    [JsonPropertyName("instance_type")]
    public required string InstanceType { get; init; }

    /// <summary>The project.</summary>
    [JsonPropertyName("tenant_id")]
    public required string TenantId { get; init; }

    [JsonPropertyName("project_id")]
    public required string ProjectId { get; init; }

    /// <summary>UTC, yyyy-MM-ddTHH:mm:ss.</summary>
    [JsonPropertyName("created_at")]
    public required string CreatedAt { get; init; }

    /// <summary>UTC, yyyy-MM-ddTHH:mm:ss.</summary>
    [JsonPropertyName("updated_at")]
    public required string UpdatedAt { get; init; }
}

/// <summary>An address of a port.</summary>
public sealed record FixedIp
{
    /// <summary>The neutron subnet.</summary>
    [JsonPropertyName("subnet_id")]
    public required string SubnetId { get; init; }

    [JsonPropertyName("ip_address")]
    public required string IpAddress { get; init; }
}
