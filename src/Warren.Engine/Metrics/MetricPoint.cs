namespace Warren.Engine.Metrics;

/// <summary>What was measured of an instance, or of one of its nodes, in a while. The newest ones are still being added to.</summary>
public sealed class MetricPoint
{
    public required string InstanceId { get; init; }

    /// <summary>From 0; <see cref="MetricSample.WholeInstance"/>: the whole instance.</summary>
    public required int Node { get; init; }

    /// <summary>How long the while is, seconds: that of one of <see cref="MetricResolution.All"/>.</summary>
    public required int Period { get; init; }

    /// <summary>When the while begins: a multiple of its length since 1970.</summary>
    public required DateTimeOffset Start { get; init; }

    /// <summary>By name of the metric, as <see cref="MetricValue"/> writes it.</summary>
    public required string Values { get; set; }
}
