using System.Text.Json.Serialization;

namespace Warren.Contract.Neutron;

/// <summary>Body of POST and PUT networks (as real clients need it).</summary>
public sealed record NetworkRequest
{
    [JsonPropertyName("network")]
    public NetworkInput? Network { get; init; }
}

/// <summary>A network to make or to change.</summary>
public sealed record NetworkInput
{
    /// <summary>At most 255 characters.</summary>
    [JsonPropertyName("name")]
    public string? Name { get; init; }

    /// <summary>At most 255 characters.</summary>
    [JsonPropertyName("description")]
    public string? Description { get; init; }
}

/// <summary>Answer that shows one network.</summary>
public sealed record NetworkResponse
{
    [JsonPropertyName("network")]
    public required NetworkBody Network { get; init; }
}

/// <summary>Answer of GET networks.</summary>
public sealed record NetworksResponse
{
    [JsonPropertyName("networks")]
    public required IReadOnlyList<NetworkBody> Networks { get; init; }

    /// <summary>Where the list goes on; absent at its end.</summary>
    [JsonPropertyName("networks_links")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<NeutronLink>? NetworksLinks { get; init; }
}

/// <summary>A network.</summary>
public sealed record NetworkBody
{
    /// <summary>Also the id of the VPC subnet that it becomes.</summary>
    [JsonPropertyName("id")]
    public required string Id { get; init; }

    [JsonPropertyName("name")]
    public required string Name { get; init; }

    [JsonPropertyName("description")]
    public required string Description { get; init; }

    /// <summary>Always ACTIVE.</summary>
    [JsonPropertyName("status")]
    public required string Status { get; init; }

    /// <summary>Always true.</summary>
    [JsonPropertyName("admin_state_up")]
    public required bool AdminStateUp { get; init; }

    /// <summary>True for the external one.</summary>
    [JsonPropertyName("shared")]
    public required bool Shared { get; init; }

    /// <summary>True for the external one.</summary>
    [JsonPropertyName("router:external")]
    public required bool RouterExternal { get; init; }

    /// <summary>The neutron subnet, or none.</summary>
    [JsonPropertyName("subnets")]
    public required IReadOnlyList<string> Subnets { get; init; }

    /// <summary>Always 1500.</summary>
    [JsonPropertyName("mtu")]
    public required int Mtu { get; init; }

    /// <summary>Always true.</summary>
    [JsonPropertyName("port_security_enabled")]
    public required bool PortSecurityEnabled { get; init; }

    /// <summary>Always empty.</summary>
    [JsonPropertyName("availability_zones")]
    public required IReadOnlyList<string> AvailabilityZones { get; init; }

    /// <summary>Always empty.</summary>
    [JsonPropertyName("availability_zone_hints")]
    public required IReadOnlyList<string> AvailabilityZoneHints { get; init; }

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
