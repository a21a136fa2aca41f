using System.Text.Json.Serialization;

namespace Warren.Contract.Ces;

/// <summary>Answer of GET /V1.0/{project_id}/metric-data, in the form of the cloud's monitoring service.</summary>
public sealed record MetricDataResponse
{
    /// <summary>Oldest first; where nothing was measured there is none.</summary>
    [JsonPropertyName("datapoints")]
    public required IReadOnlyList<Datapoint> Datapoints { get; init; }

    [JsonPropertyName("metric_name")]
    public required string MetricName { get; init; }
}

/// <summary>One while; of the values there is the one that the filter asks for.</summary>
public sealed record Datapoint
{
    [JsonPropertyName("average")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? Average { get; init; }

    [JsonPropertyName("max")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? Max { get; init; }

    [JsonPropertyName("min")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? Min { get; init; }

    /// <summary>When it begins, Unix time in milliseconds.</summary>
    [JsonPropertyName("timestamp")]
    public required long Timestamp { get; init; }

    /// <summary>Count, Count/s, Byte or %; of a batch's datapoints it stands at the metric.</summary>
    [JsonPropertyName("unit")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Unit { get; init; }

    /// <summary>The one value that it has.</summary>
    [JsonIgnore]
    public double Value => Average ?? Max ?? Min ?? 0;
}
