using System.Text.Json.Serialization;

namespace Warren.Contract.Ces;

/// <summary>Answer of GET /V1.0/{project_id}/metrics.</summary>
public sealed record MetricsResponse
{
    /// <summary>By instance, node and name.</summary>
    [JsonPropertyName("metrics")]
    public required IReadOnlyList<MetricBody> Metrics { get; init; }

    [JsonPropertyName("meta_data")]
    public required MetricsMetadata MetaData { get; init; }
}

public sealed record MetricBody
{
    /// <summary>SYS.DMS.</summary>
    [JsonPropertyName("namespace")]
    public required string Namespace { get; init; }

    [JsonPropertyName("metric_name")]
    public required string MetricName { get; init; }

    [JsonPropertyName("dimensions")]
    public required IReadOnlyList<MetricDimension> Dimensions { get; init; }

    /// <summary>Count, Count/s, Byte or %; empty: 1 stands for yes and 0 for no.</summary>
    [JsonPropertyName("unit")]
    public required string Unit { get; init; }
}

public sealed record MetricsMetadata
{
    /// <summary>Metrics in this answer.</summary>
    [JsonPropertyName("count")]
    public required int Count { get; init; }

    /// <summary>Place of the last one, to be given as "start"; empty: there is none.</summary>
    [JsonPropertyName("marker")]
    public required string Marker { get; init; }

    /// <summary>How many there are, on all pages.</summary>
    [JsonPropertyName("total")]
    public required int Total { get; init; }
}
