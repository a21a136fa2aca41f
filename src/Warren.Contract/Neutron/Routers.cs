using System.Text.Json.Serialization;

namespace Warren.Contract.Neutron;

/// <summary>Body of POST and PUT routers (as real clients need it).</summary>
public sealed record RouterRequest
{
    [JsonPropertyName("router")]
    public RouterInput? Router { get; init; }
}

/// <summary>A router to make or to change.</summary>
public sealed record RouterInput
{
    /// <summary>At most 255 characters.</summary>
    [JsonPropertyName("name")]
    public string? Name { get; init; }

    /// <summary>At most 255 characters.</summary>
    [JsonPropertyName("description")]
    public string? Description { get; init; }
}

/// <summary>Answer that shows one router.</summary>
public sealed record RouterResponse
{
    [JsonPropertyName("router")]
    public required RouterBody Router { get; init; }
}

/// <summary>Answer of GET routers.</summary>
public sealed record RoutersResponse
{
    [JsonPropertyName("routers")]
    public required IReadOnlyList<RouterBody> Routers { get; init; }

    /// <summary>Where the list goes on; absent at its end.</summary>
    [JsonPropertyName("routers_links")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<NeutronLink>? RoutersLinks { get; init; }
}

/// <summary>A router, which is a VPC.</summary>
public sealed record RouterBody
{
    /// <summary>Also the id of the VPC.</summary>
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

    /// <summary>Always the external network.</summary>
    [JsonPropertyName("external_gateway_info")]
    public required ExternalGateway ExternalGatewayInfo { get; init; }

    /// <summary>Always empty.</summary>
    [JsonPropertyName("routes")]
    public required IReadOnlyList<string> Routes { get; init; }

    /// <summary>Always true.</summary>
    [JsonPropertyName("distributed")]
    public required bool Distributed { get; init; }

    /// <summary>Always false.</summary>
    [JsonPropertyName("ha")]
    public required bool Ha { get; init; }

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

/// <summary>Where a router leads out.</summary>
public sealed record ExternalGateway
{
    [JsonPropertyName("network_id")]
    public required string NetworkId { get; init; }

    [JsonPropertyName("enable_snat")]
    public required bool EnableSnat { get; init; }
}

/// <summary>Body of add_router_interface and remove_router_interface: one of the two.</summary>
public sealed record RouterInterfaceRequest
{
    [JsonPropertyName("subnet_id")]
    public string? SubnetId { get; init; }

    [JsonPropertyName("port_id")]
    public string? PortId { get; init; }
}

/// <summary>Answer of both.</summary>
public sealed record RouterInterfaceResponse
{
    /// <summary>The router.</summary>
    [JsonPropertyName("id")]
    public required string Id { get; init; }

    [JsonPropertyName("subnet_id")]
    public required string SubnetId { get; init; }

    [JsonPropertyName("subnet_ids")]
    public required IReadOnlyList<string> SubnetIds { get; init; }

    [JsonPropertyName("port_id")]
    public required string PortId { get; init; }

    [JsonPropertyName("network_id")]
    public required string NetworkId { get; init; }

    [JsonPropertyName("tenant_id")]
    public required string TenantId { get; init; }

    [JsonPropertyName("project_id")]
    public required string ProjectId { get; init; }
}
