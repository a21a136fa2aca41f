using System.Globalization;
using System.Text.Json;
using Warren.Engine.Broker;
using Warren.Engine.Runtimes;

namespace Warren.Engine.Metrics;

/// <summary>Measures an instance through the management API of its nodes. Nothing is remembered between two measurements: rates are the broker's own averages.</summary>
internal sealed class MetricProbe(IBrokerRuntime runtime, TimeProvider clock)
{
    private const int Answered = 200;

    /// <summary>How far apart the broker's own samples are; it keeps them this way for ten minutes.</summary>
    private const int BrokerSample = 5;

    private const int ShortestAverage = 15;

    /// <summary>A healthy instance is measured in milliseconds; what has not answered by then does not answer.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>The part of it in which a node has to say that it is there.</summary>
    private static readonly TimeSpan PatienceForLife = Patience / 2;

    /// <summary>One measurement. A node that does not answer is measured too, as not alive.</summary>
    /// <param name="plan">The nodes.</param>
    /// <param name="storageUsage">Percent of the ordered storage that is used.</param>
    /// <param name="span">The time that rates are averaged over.</param>
    /// <param name="stop">Gives up.</param>
    public async Task<MetricSample> MeasureAsync(BrokerPlan plan, double storageUsage, TimeSpan span, CancellationToken stop)
    {
        using var patience = new CancellationTokenSource(Patience, clock);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(stop, patience.Token);
        var sample = plan.IsCluster ? await ClusterAsync(plan, storageUsage, span, limit.Token) : await LoneAsync(plan, storageUsage, span, limit.Token);
        stop.ThrowIfCancellationRequested();
        return sample;
    }

    /// <summary>A node without others: that it answers says that it is alive, so it is asked no more than its numbers.</summary>
    private async Task<MetricSample> LoneAsync(BrokerPlan plan, double storageUsage, TimeSpan span, CancellationToken limit)
    {
        var asked = NodeAsync(plan, 0, storageUsage, limit);
        var whole = await WholeAsync(plan, span, limit);
        var node = await asked ?? (whole.Count > 0 ? MetricSample.Alive : MetricSample.Silent);
        return new MetricSample(plan.InstanceId, whole, [node]);
    }

    /// <summary>
    /// Each node is asked by itself, so that one that hangs does not hide the others; and first for what it knows alone, since for its numbers it asks the others.
    /// </summary>
    private async Task<MetricSample> ClusterAsync(BrokerPlan plan, double storageUsage, TimeSpan span, CancellationToken limit)
    {
        var alive = await Task.WhenAll(plan.Addresses.Select(address => IsAliveAsync(plan.Only([address]), limit)));
        var those = plan.Only([.. plan.Addresses.Where((_, index) => alive[index])]);
        var whole = those.Addresses.Count == 0 ? Task.FromResult(Nothing) : WholeAsync(those, span, limit);
        var nodes = await Task.WhenAll(plan.Addresses.Select((_, index) => alive[index] ? NodeOrAliveAsync(index) : Task.FromResult(MetricSample.Silent)));
        return new MetricSample(plan.InstanceId, await whole, nodes);

        async Task<IReadOnlyDictionary<string, double>> NodeOrAliveAsync(int index) => await NodeAsync(plan, index, storageUsage, limit) ?? MetricSample.Alive;
    }

    private static IReadOnlyDictionary<string, double> Nothing { get; } = new Dictionary<string, double>(StringComparer.Ordinal);

    /// <summary>
    /// Of GET /api/overview:
    /// <code>{"object_totals":{"channels":1,"connections":1,"consumers":0,"queues":2},"queue_totals":{"messages_ready":3},"message_stats":{"publish_details":{"avg_rate":1.5}}}</code>
    /// A part in which nothing has happened yet is left out.
    /// </summary>
    private async Task<IReadOnlyDictionary<string, double>> WholeAsync(BrokerPlan plan, TimeSpan span, CancellationToken limit)
    {
        var age = (int)Math.Ceiling(Math.Max(span.TotalSeconds, ShortestAverage) / BrokerSample) * BrokerSample;
        var path = string.Create(CultureInfo.InvariantCulture, $"overview?columns=object_totals,queue_totals,message_stats&msg_rates_age={age}&msg_rates_incr={BrokerSample}");
        if (await GetAsync(plan, path, limit) is not { } overview)
        {
            return Nothing;
        }

        double Total(string part, string name) => overview.TryGetProperty(part, out var totals) ? Number(totals, name) : 0;
        double Rate(params IEnumerable<string> names) => names.Sum(
            name => overview.TryGetProperty("message_stats", out var stats) && stats.TryGetProperty(name + "_details", out var details) ? Number(details, "avg_rate") : 0);
        return new Dictionary<string, double>(StringComparer.Ordinal)
        {
            [Metric.Connections] = Total("object_totals", "connections"),
            [Metric.Channels] = Total("object_totals", "channels"),
            [Metric.Queues] = Total("object_totals", "queues"),
            [Metric.Consumers] = Total("object_totals", "consumers"),
            [Metric.MessagesReady] = Total("queue_totals", "messages_ready"),
            [Metric.MessagesUnacknowledged] = Total("queue_totals", "messages_unacknowledged"),
            [Metric.Publish] = Rate("publish"),
            [Metric.Deliver] = Rate("deliver", "get"),
            [Metric.DeliverNoAck] = Rate("deliver_no_ack", "get_no_ack"),
        };
    }

    /// <summary>Whether a node answers what it knows without asking another.</summary>
    private async Task<bool> IsAliveAsync(BrokerPlan alone, CancellationToken limit)
    {
        using var patience = new CancellationTokenSource(PatienceForLife, clock);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit, patience.Token);
        return await GetAsync(alone, "whoami", both.Token) is not null;
    }

    /// <summary>
    /// Of GET /api/nodes/NAME; while another node hangs it may not be answered, and then null:
    /// <code>{"fd_used":41,"sockets_used":0,"proc_used":432,"mem_used":91234304,"disk_free":25769803776}</code>
    /// </summary>
    private async Task<IReadOnlyDictionary<string, double>?> NodeAsync(BrokerPlan plan, int index, double storageUsage, CancellationToken limit)
    {
        var alone = plan.Only([plan.Addresses[index]]);
        if (await GetAsync(alone, ManagementCall.PathOf("nodes", runtime.NodeName(plan, index)) + "?columns=fd_used,sockets_used,proc_used,mem_used,disk_free", limit) is not { } node)
        {
            return null;
        }

        return new Dictionary<string, double>(StringComparer.Ordinal)
        {
            [Metric.Alive] = 1,
            [Metric.FilesUsed] = Number(node, "fd_used"),
            [Metric.SocketsUsed] = Number(node, "sockets_used"),
            [Metric.ProcessesUsed] = Number(node, "proc_used"),
            [Metric.MemoryUsed] = Number(node, "mem_used"),
            [Metric.MemoryUsage] = Percent(Number(node, "mem_used"), plan.Size.MemoryBytes),
            [Metric.DiskFree] = Number(node, "disk_free"),
            [Metric.DiskUsage] = storageUsage,
        };
    }

    /// <summary>What is answered with 200; null: nothing is.</summary>
    private async Task<JsonElement?> GetAsync(BrokerPlan plan, string path, CancellationToken limit)
    {
        try
        {
            var answer = await runtime.ManageAsync(plan, new ManagementCall(HttpMethod.Get, path), limit);
            return answer.Status == Answered ? JsonElement.Parse(answer.Body) : null;
        }
        catch (Exception e) when (e is IOException or JsonException or OperationCanceledException)
        {
            return null;
        }
    }

    internal static double Percent(double part, double whole) => Math.Round(100 * part / whole, 2);

    /// <summary>A number with three decimals at most; 0: it is not there, or is not known ("unknown" stands for it then).</summary>
    private static double Number(JsonElement of, string name) =>
        of.ValueKind == JsonValueKind.Object && of.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number ? Math.Round(value.GetDouble(), 3) : 0;
}
