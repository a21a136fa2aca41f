using System.Text.Json;
using System.Text.Json.Serialization;

namespace Warren.Contract.Neutron;

/// <summary>Body of POST and PUT floatingips (as real clients need it).</summary>
public sealed record FloatingIpRequest
{
    [JsonPropertyName("floatingip")]
    public FloatingIpInput? FloatingIp { get; init; }
}

/// <summary>A floating address to take or to change.</summary>
public sealed record FloatingIpInput
{
    /// <summary>The external network.</summary>
    [JsonPropertyName("floating_network_id")]
    public string? FloatingNetworkId { get; init; }

    /// <summary>A wanted address.</summary>
    [JsonPropertyName("floating_ip_address")]
    public string? FloatingIpAddress { get; init; }

    /// <summary>A string, null to unbind, or absent.</summary>
    [JsonPropertyName("port_id")]
    public JsonElement PortId { get; init; }

    [JsonPropertyName("description")]
    public string? Description { get; init; }
}

/// <summary>Answer that shows one floating address.</summary>
public sealed record FloatingIpResponse
{
    [JsonPropertyName("floatingip")]
    public required FloatingIpBody FloatingIp { get; init; }
}

/// <summary>Answer of GET floatingips.</summary>
public sealed record FloatingIpsResponse
{
    [JsonPropertyName("floatingips")]
    public required IReadOnlyList<FloatingIpBody> FloatingIps { get; init; }

    /// <summary>Where the list goes on; absent at its end.</summary>
    [JsonPropertyName("floatingips_links")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<NeutronLink>? FloatingIpsLinks { get; init; }
}

/// <summary>A floating address, which is a public IP address.</summary>
public sealed record FloatingIpBody
{
    [JsonPropertyName("id")]
    public required string Id { get; init; }

    [JsonPropertyName("floating_ip_address")]
    public required string FloatingIpAddress { get; init; }

    [JsonPropertyName("floating_network_id")]
    public required string FloatingNetworkId { get; init; }

    /// <summary>Where it leads to, null while it is not bound.</summary>
    [JsonPropertyName("fixed_ip_address")]
    public required string? FixedIpAddress { get; init; }

    [JsonPropertyName("port_id")]
    public required string? PortId { get; init; }

    /// <summary>The VPC of the port, or null.</summary>
    [JsonPropertyName("router_id")]
    public required string? RouterId { get; init; }

    /// <summary>DOWN: not bound, ACTIVE: bound.</summary>
    [JsonPropertyName("status")]
    public required string Status { get; init; }

    [JsonPropertyName("description")]
    public required string Description { get; init; }

    /// <summary>Always empty.</summary>
    [JsonPropertyName("dns_name")]
    public required string DnsName { get; init; }

    /// <summary>Always empty.</summary>
    [JsonPropertyName("dns_domain")]
    public required string DnsDomain { get; init; }

    /// <summary>Always empty.</summary>
    [JsonPropertyName("tags")]
    public required IReadOnlyList<string> Tags { get; init; }

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
