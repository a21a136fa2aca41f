using System.Text.Json.Serialization;

namespace Warren.Contract.Dms.V2;

/// <summary>Answer of GET /v2/{project_id}/instances/{instance_id}/ces-hierarchy: by what the metrics of an instance are asked for (as real clients need it).</summary>
public sealed record CesHierarchyResponse
{
    [JsonPropertyName("dimensions")]
    public required IReadOnlyList<CesDimension> Dimensions { get; init; }

    /// <summary>The instance.</summary>
    [JsonPropertyName("instance_ids")]
    public required IReadOnlyList<CesName> InstanceIds { get; init; }

    /// <summary>In node order: rabbit@ADDRESS.</summary>
    [JsonPropertyName("nodes")]
    public required IReadOnlyList<CesName> Nodes { get; init; }

    /// <summary>Of all vhosts; empty while no node answers.</summary>
    [JsonPropertyName("queues")]
    public required IReadOnlyList<CesVhostName> Queues { get; init; }

    /// <summary>Empty while no node answers.</summary>
    [JsonPropertyName("vhosts")]
    public required IReadOnlyList<CesName> Vhosts { get; init; }

    /// <summary>Of all vhosts; empty while no node answers.</summary>
    [JsonPropertyName("exchanges")]
    public required IReadOnlyList<CesVhostName> Exchanges { get; init; }

    /// <summary>Always empty: RabbitMQ has no consumer groups.</summary>
    [JsonPropertyName("groups")]
    public required IReadOnlyList<CesName> Groups { get; init; }
}

/// <summary>What metrics are measured of.</summary>
public record CesSubdimension
{
    /// <summary>rabbitmq_instance_id or rabbitmq_node.</summary>
    [JsonPropertyName("name")]
    public required string Name { get; init; }

    [JsonPropertyName("metrics")]
    public required IReadOnlyList<string> Metrics { get; init; }

    /// <summary>The member of the answer that holds its values.</summary>
    [JsonPropertyName("key_name")]
    public required IReadOnlyList<string> KeyName { get; init; }

    /// <summary>The dimensions that a query gives, outermost first.</summary>
    [JsonPropertyName("dim_router")]
    public required IReadOnlyList<string> DimRouter { get; init; }
}

public sealed record CesDimension : CesSubdimension
{
    [JsonPropertyName("children")]
    public required IReadOnlyList<CesSubdimension> Children { get; init; }
}

public sealed record CesName
{
    [JsonPropertyName("name")]
    public required string Name { get; init; }
}

public sealed record CesVhostName
{
    [JsonPropertyName("name")]
    public required string Name { get; init; }

    [JsonPropertyName("vhost")]
    public required string Vhost { get; init; }
}
