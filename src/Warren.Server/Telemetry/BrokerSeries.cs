using System.Globalization;
using System.Text;
using Warren.Engine.Metrics;

namespace Warren.Server.Telemetry;

/// <summary>
/// The newest sample of each instance that this copy measures, in Prometheus' text form. It is written here and not by the meters, which would go on showing instances
/// that are gone and stop at two thousand.
/// </summary>
internal static class BrokerSeries
{
    private const string Prefix = "warren_broker_";
    private const string Vendor = "rabbitmq_";

    /// <summary>The name of a metric's series.</summary>
    public static string NameOf(Metric metric) => Prefix + (metric.Name.StartsWith(Vendor, StringComparison.Ordinal) ? metric.Name[Vendor.Length..] : metric.Name);

    /// <summary>For example <code>warren_broker_mem_used{instance_id="…",name="shop",node="rabbit@10.0.0.5"} 91234304</code></summary>
    public static string Text(IReadOnlyList<LastSample> samples)
    {
        var text = new StringBuilder();
        foreach (var metric in samples.Count == 0 ? [] : Metric.All)
        {
            text.Append(CultureInfo.InvariantCulture, $"# TYPE {NameOf(metric)} gauge\n# HELP {NameOf(metric)} {metric.Name} of {(metric.PerNode ? "a node" : "an instance")}{(metric.Unit.Length > 0 ? ", " + metric.Unit : "")}.\n");
            foreach (var sample in samples)
            {
                if (!metric.PerNode)
                {
                    Append(text, metric, sample, sample.Sample.Whole, "");
                    continue;
                }

                foreach (var (index, values) in sample.Sample.Nodes.Index())
                {
                    Append(text, metric, sample, values, $",node=\"{Escape(sample.NodeNames[index])}\"");
                }
            }
        }

        return text.ToString();
    }

    private static void Append(StringBuilder text, Metric metric, LastSample sample, IReadOnlyDictionary<string, double> values, string node)
    {
        if (values.TryGetValue(metric.Name, out var value))
        {
            text.Append(CultureInfo.InvariantCulture, $"{NameOf(metric)}{{instance_id=\"{sample.Sample.InstanceId}\",name=\"{Escape(sample.Name)}\"{node}}} {value:R}\n");
        }
    }

    private static string Escape(string label) => label.Replace(@"\", @"\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).Replace("\n", @"\n", StringComparison.Ordinal);
}
