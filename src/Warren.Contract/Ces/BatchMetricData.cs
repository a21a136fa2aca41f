using System.Text.Json.Serialization;
using Warren.Contract.Json;

namespace Warren.Contract.Ces;

/// <summary>Body of POST /V1.0/{project_id}/batch-query-metric-data. Error of each member: 111400063.</summary>
public sealed record BatchMetricDataRequest
{
    /// <summary>1 to 500.</summary>
    [JsonPropertyName("metrics")]
    public IReadOnlyList<MetricRequest?>? Metrics { get; init; }

    /// <summary>Unix time in milliseconds.</summary>
    [JsonPropertyName("from")]
    public long? From { get; init; }

    /// <summary>Unix time in milliseconds, later than from.</summary>
    [JsonPropertyName("to")]
    public long? To { get; init; }

    /// <summary>Seconds: 1 (raw), 300, 1200, 3600, 14400 or 86400.</summary>
    [JsonPropertyName("period")]
    [JsonConverter(typeof(LenientStringConverter))]
    public string? Period { get; init; }

    /// <summary>average, max or min.</summary>
    [JsonPropertyName("filter")]
    public string? Filter { get; init; }
}

/// <summary>A metric that is asked for.</summary>
public sealed record MetricRequest
{
    /// <summary>SYS.DMS.</summary>
    [JsonPropertyName("namespace")]
    public string? Namespace { get; init; }

    [JsonPropertyName("metric_name")]
    public string? MetricName { get; init; }

    /// <summary>rabbitmq_instance_id, and rabbitmq_node for what is measured of each node.</summary>
    [JsonPropertyName("dimensions")]
    public IReadOnlyList<MetricDimensionRequest?>? Dimensions { get; init; }
}

public sealed record MetricDimensionRequest
{
    [JsonPropertyName("name")]
    public string? Name { get; init; }

    [JsonPropertyName("value")]
    public string? Value { get; init; }
}

public sealed record BatchMetricDataResponse
{
    /// <summary>In the order in which they were asked for.</summary>
    [JsonPropertyName("metrics")]
    public required IReadOnlyList<MetricSeries> Metrics { get; init; }
}

public sealed record MetricSeries
{
    /// <summary>SYS.DMS.</summary>
    [JsonPropertyName("namespace")]
    public required string Namespace { get; init; }

    [JsonPropertyName("metric_name")]
    public required string MetricName { get; init; }

    [JsonPropertyName("dimensions")]
    public required IReadOnlyList<MetricDimension> Dimensions { get; init; }

    /// <summary>Oldest first; where nothing was measured there is none.</summary>
    [JsonPropertyName("datapoints")]
    public required IReadOnlyList<Datapoint> Datapoints { get; init; }

    /// <summary>Count, Count/s, Byte or %; empty: 1 stands for yes and 0 for no.</summary>
    [JsonPropertyName("unit")]
    public required string Unit { get; init; }
}

public sealed record MetricDimension
{
    /// <summary>rabbitmq_instance_id or rabbitmq_node.</summary>
    [JsonPropertyName("name")]
    public required string Name { get; init; }

    /// <summary>Id of the instance, or name of the node: rabbit@ADDRESS.</summary>
    [JsonPropertyName("value")]
    public required string Value { get; init; }
}
