using System.Text.Json.Serialization;

namespace Warren.Contract.Dms.V1;

/// <summary>Answer of GET /v1.0/products, table 6-5. No other top-level member may be added: clients iterate over all (as real clients need it).</summary>
public sealed record ProductsResponse
{
    [JsonPropertyName("Hourly")]
    public required IReadOnlyList<ProductFamily> Hourly { get; init; }

    [JsonPropertyName("Monthly")]
    public required IReadOnlyList<ProductFamily> Monthly { get; init; }
}

/// <summary>The products of one engine version.</summary>
public sealed record ProductFamily
{
    [JsonPropertyName("name")]
    public required string Name { get; init; }

    [JsonPropertyName("version")]
    public required string Version { get; init; }

    [JsonPropertyName("values")]
    public required IReadOnlyList<ProductType> Values { get; init; }
}

/// <summary>The products of one instance type, table 6-6.</summary>
public sealed record ProductType
{
    [JsonPropertyName("detail")]
    public required IReadOnlyList<ProductDetail> Detail { get; init; }

    /// <summary>"single" or "cluster".</summary>
    [JsonPropertyName("name")]
    public required string Name { get; init; }

    [JsonPropertyName("available_zones")]
    public required IReadOnlyList<string> AvailableZones { get; init; }

    [JsonPropertyName("unavailable_zones")]
    public required IReadOnlyList<string> UnavailableZones { get; init; }
}

/// <summary>One machine size: tables 6-7 (single, fields of a product) and 6-8 (cluster, a list of products). All scalars are strings.</summary>
public sealed record ProductDetail
{
    [JsonPropertyName("storage")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Storage { get; init; }

    [JsonPropertyName("io")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<ProductIo>? Io { get; init; }

    [JsonPropertyName("vm_specification")]
    public required string VmSpecification { get; init; }

    [JsonPropertyName("product_info")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<ProductInfo>? ProductInfo { get; init; }

    [JsonPropertyName("product_id")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? ProductId { get; init; }

    [JsonPropertyName("spec_code")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? SpecCode { get; init; }

    [JsonPropertyName("available_zones")]
    public required IReadOnlyList<string> AvailableZones { get; init; }

    [JsonPropertyName("unavailable_zones")]
    public required IReadOnlyList<string> UnavailableZones { get; init; }
}

/// <summary>One cluster product, table 6-9.</summary>
public sealed record ProductInfo
{
    [JsonPropertyName("storage")]
    public required string Storage { get; init; }

    [JsonPropertyName("io")]
    public required IReadOnlyList<ProductIo> Io { get; init; }

    /// <summary>A string, against table 6-9 and with its sample (as real clients need it).</summary>
    [JsonPropertyName("node_num")]
    public required string NodeNum { get; init; }

    [JsonPropertyName("product_id")]
    public required string ProductId { get; init; }

    [JsonPropertyName("spec_code")]
    public required string SpecCode { get; init; }

    [JsonPropertyName("available_zones")]
    public required IReadOnlyList<string> AvailableZones { get; init; }

    [JsonPropertyName("unavailable_zones")]
    public required IReadOnlyList<string> UnavailableZones { get; init; }
}

/// <summary>One I/O class, table 6-10.</summary>
public sealed record ProductIo
{
    [JsonPropertyName("io_type")]
    public required string IoType { get; init; }

    [JsonPropertyName("storage_spec_code")]
    public required string StorageSpecCode { get; init; }

    /// <summary>Older name of the class: SATA, SAS or SSD (as real clients need it).</summary>
    [JsonPropertyName("volume_type")]
    public required string VolumeType { get; init; }

    [JsonPropertyName("available_zones")]
    public required IReadOnlyList<string> AvailableZones { get; init; }

    [JsonPropertyName("unavailable_zones")]
    public required IReadOnlyList<string> UnavailableZones { get; init; }
}
