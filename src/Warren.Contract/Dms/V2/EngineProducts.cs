using System.Text.Json.Serialization;

namespace Warren.Contract.Dms.V2;

/// <summary>Answer of GET /v2/rabbitmq/products, and of GET …/extend with what an instance can become.</summary>
public sealed record EngineProductsResponse
{
    [JsonPropertyName("engine")]
    public required string Engine { get; init; }

    [JsonPropertyName("versions")]
    public required IReadOnlyList<string> Versions { get; init; }

    /// <summary>How many products follow.</summary>
    [JsonPropertyName("total")]
    public required int Total { get; init; }

    [JsonPropertyName("products")]
    public required IReadOnlyList<EngineProduct> Products { get; init; }
}

/// <summary>A machine size with a type; how many nodes a cluster has is chosen with the order.</summary>
public sealed record EngineProduct
{
    /// <summary>single or cluster.</summary>
    [JsonPropertyName("type")]
    public required string Type { get; init; }

    /// <summary>For example rabbitmq.4u8g.cluster.</summary>
    [JsonPropertyName("product_id")]
    public required string ProductId { get; init; }

    /// <summary>For example 4u8g.</summary>
    [JsonPropertyName("ecs_flavor_id")]
    public required string EcsFlavorId { get; init; }

    [JsonPropertyName("billing_code")]
    public required string BillingCode { get; init; }

    /// <summary>X86 or ARM.</summary>
    [JsonPropertyName("arch_types")]
    public required IReadOnlyList<string> ArchTypes { get; init; }

    /// <summary>hourly alone: what can be ordered.</summary>
    [JsonPropertyName("charging_mode")]
    public required IReadOnlyList<string> ChargingMode { get; init; }

    [JsonPropertyName("ios")]
    public required IReadOnlyList<EngineProductIo> Ios { get; init; }

    /// <summary>Always empty.</summary>
    [JsonPropertyName("support_features")]
    public required IReadOnlyList<string> SupportFeatures { get; init; }

    [JsonPropertyName("properties")]
    public required EngineProductProperties Properties { get; init; }

    /// <summary>Zone codes.</summary>
    [JsonPropertyName("available_zones")]
    public required IReadOnlyList<string> AvailableZones { get; init; }

    [JsonPropertyName("unavailable_zones")]
    public required IReadOnlyList<string> UnavailableZones { get; init; }

    /// <summary>Always false.</summary>
    [JsonPropertyName("qingtian_incompatible")]
    public required bool QingtianIncompatible { get; init; }
}

/// <summary>An I/O class.</summary>
public sealed record EngineProductIo
{
    /// <summary>What create takes as storage_spec_code.</summary>
    [JsonPropertyName("io_spec")]
    public required string IoSpec { get; init; }

    /// <summary>normal, high or ultra.</summary>
    [JsonPropertyName("type")]
    public required string Type { get; init; }

    /// <summary>Zone codes.</summary>
    [JsonPropertyName("available_zones")]
    public required IReadOnlyList<string> AvailableZones { get; init; }

    [JsonPropertyName("unavailable_zones")]
    public required IReadOnlyList<string> UnavailableZones { get; init; }
}

/// <summary>The limits of a product; all of them are strings.</summary>
public sealed record EngineProductProperties
{
    [JsonPropertyName("min_broker")]
    public required string MinBroker { get; init; }

    [JsonPropertyName("max_broker")]
    public required string MaxBroker { get; init; }

    /// <summary>Nodes between two sizes of a cluster; 0 where there is one size alone.</summary>
    [JsonPropertyName("step_length")]
    public required string StepLength { get; init; }

    /// <summary>GB.</summary>
    [JsonPropertyName("min_storage_per_node")]
    public required string MinStoragePerNode { get; init; }

    /// <summary>GB; so much that the largest cluster has no more than may be ordered.</summary>
    [JsonPropertyName("max_storage_per_node")]
    public required string MaxStoragePerNode { get; init; }

    [JsonPropertyName("max_connection_per_broker")]
    public required string MaxConnectionPerBroker { get; init; }

    /// <summary>The same as product_id.</summary>
    [JsonPropertyName("product_alias")]
    public required string ProductAlias { get; init; }

    /// <summary>Comma-joined.</summary>
    [JsonPropertyName("engine_versions")]
    public required string EngineVersions { get; init; }
}

/// <summary>Answer of GET /v2/rabbitmq/products/cores.</summary>
public sealed record ProductCoresResponse
{
    /// <summary>CPUs, all nodes together.</summary>
    [JsonPropertyName("core_num")]
    public required int CoreNum { get; init; }

    /// <summary>GB that can be added at most.</summary>
    [JsonPropertyName("total_extend_storage_space")]
    public required int TotalExtendStorageSpace { get; init; }
}

/// <summary>Answer of GET /v2/config/features: what this installation has.</summary>
public sealed record ConfigFeaturesResponse
{
    [JsonPropertyName("features")]
    public required IReadOnlyList<ConfigFeature> Features { get; init; }

    [JsonPropertyName("totalRecord")]
    public required int TotalRecord { get; init; }
}

public sealed record ConfigFeature
{
    /// <summary>For example rabbitmq.tls.</summary>
    [JsonPropertyName("featureId")]
    public required string FeatureId { get; init; }

    /// <summary>on or off.</summary>
    [JsonPropertyName("status")]
    public required string Status { get; init; }

    /// <summary>In words.</summary>
    [JsonPropertyName("description")]
    public required string Description { get; init; }
}
