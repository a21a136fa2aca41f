using Warren.Contract.Ces;
using Warren.Contract.Client;
using Warren.Contract.Dms.V1;

namespace Warren.WebConsole.Pages.Instances;

/// <summary>The newest that is known of a node; null members are not known.</summary>
internal sealed record NodeHealth(string Address, bool? Alive, double? MemoryUsed, double? MemoryUsage, double? DiskFree, double? DiskUsage)
{
    private static readonly string[] Metrics = ["rabbitmq_alive", "mem_used", "rabbitmq_memory_usage", "disk_free", "rabbitmq_disk_usage"];

    /// <summary>How far back what was measured still says how a node is.</summary>
    private static readonly TimeSpan Recent = TimeSpan.FromMinutes(2);

    /// <summary>Names of the instance's nodes, as metrics have them.</summary>
    public static IReadOnlyList<string> NamesOf(InstanceResponse instance) =>
        [.. instance.ConnectAddress.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(a => $"rabbit@{a}")];

    public static async Task<IReadOnlyList<NodeHealth>> ReadAsync(MetricClient metrics, InstanceResponse instance, DateTimeOffset now, CancellationToken ct)
    {
        var nodes = NamesOf(instance);
        var query = new BatchMetricDataRequest
        {
            From = (now - Recent).ToUnixTimeMilliseconds(),
            To = now.ToUnixTimeMilliseconds(),
            Period = "1",
            Filter = "min",
            Metrics = [.. nodes.SelectMany(n => Metrics.Select(m => MetricClient.Of(instance.InstanceId, n, m)))],
        };
        var series = nodes.Count == 0 ? [] : await metrics.QueryAsync(query, ct);
        return
        [
            .. nodes.Select((name, index) =>
            {
                var newest = series.Skip(index * Metrics.Length).Take(Metrics.Length).Select(s => s.Datapoints is [.., var point] ? point : null).ToList();
                var at = newest[0]?.Timestamp;
                double? Value(int metric) => newest[metric] is { } point && point.Timestamp == at ? point.Value : null; // a dead node's older values say nothing
                return new NodeHealth(name[(name.IndexOf('@', StringComparison.Ordinal) + 1)..], Value(0) is { } alive ? alive > 0 : null, Value(1), Value(2), Value(3), Value(4));
            }),
        ];
    }
}
