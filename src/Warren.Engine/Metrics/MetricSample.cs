namespace Warren.Engine.Metrics;

/// <summary>What was measured of an instance at one moment.</summary>
/// <param name="InstanceId">Which.</param>
/// <param name="Whole">Of the whole instance, by name of the metric; empty while no node answers.</param>
/// <param name="Nodes">The same of each node, in node order.</param>
public sealed record MetricSample(string InstanceId, IReadOnlyDictionary<string, double> Whole, IReadOnlyList<IReadOnlyDictionary<string, double>> Nodes)
{
    /// <summary>Stands in a point's node for the whole instance.</summary>
    public const int WholeInstance = -1;

    /// <summary>Of a node that does not answer.</summary>
    internal static IReadOnlyDictionary<string, double> Silent { get; } = new Dictionary<string, double>(StringComparer.Ordinal) { [Metric.Alive] = 0 };

    /// <summary>Of a node that answers, and not with its numbers.</summary>
    internal static IReadOnlyDictionary<string, double> Alive { get; } = new Dictionary<string, double>(StringComparer.Ordinal) { [Metric.Alive] = 1 };

    /// <summary>Every part with the number that its points have.</summary>
    internal IEnumerable<(int Node, IReadOnlyDictionary<string, double> Values)> Parts() =>
        Nodes.Select((values, index) => (index, values)).Prepend((WholeInstance, Whole)).Where(p => p.Item2.Count > 0);
}
