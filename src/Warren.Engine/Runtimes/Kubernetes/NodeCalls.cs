using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Nodes;
using Warren.Engine.Broker;
using Warren.Engine.Runtimes.Kubernetes.Api;
using Warren.Engine.Runtimes.Kubernetes.Objects;

namespace Warren.Engine.Runtimes.Kubernetes;

/// <summary>What Warren asks of the brokers beyond whether they serve, by the management API: nobody is on the machine of a pod.</summary>
internal sealed class NodeCalls(IBrokerProbe probe, ClusterAccess access, KubernetesOptions options)
{
    private const int Ok = 200;
    private const int Refused = 400;
    private const int NoSuchCall = 404;
    private const int NoSuchMethod = 405;
    private const decimal Gigabyte = 1L << 30;

    /// <summary>From this part of its share on a node is looked at more often.</summary>
    private const decimal Nearly = 0.8m;

    private readonly ConcurrentDictionary<string, int> lastUse = new(StringComparer.Ordinal);

    public string NameOf(BrokerPlan plan, int index) => ObjectNames.Node(plan.InstanceId, plan.IndexOf(plan.Addresses[index]), ObjectNames.NamespaceOf(plan.ProjectId, options));

    /// <summary>GB that were measured last; 0 before the first time.</summary>
    public int LastUse(string instanceId) => lastUse.GetValueOrDefault(instanceId);

    public void Forget(string instanceId) => lastUse.TryRemove(instanceId, out _);

    /// <summary>
    /// The claim is the limit, and the broker's own alarm stops publishers before it is reached; so this only measures, by what each node's volume has left:
    /// <code>[{"name":"rabbit@…","disk_free":106300000000}]</code>
    /// </summary>
    public async Task<StorageLook> MeasureStorageAsync(BrokerPlan plan, CancellationToken ct)
    {
        if (await NodesAsync(plan, "name,disk_free", ct) is not { } listed)
        {
            return new StorageLook(IsNearlyFull: false, LastUse(plan.InstanceId));
        }

        var share = ClusterObject.ShareGb(plan, 0) * Gigabyte;
        var used = listed.EnumerateArray()
            .Select(n => n.TryGetProperty("disk_free", out var free) && free.ValueKind == JsonValueKind.Number ? Math.Max(0, share - free.GetDecimal()) : 0).ToList();
        var usedGb = (int)Math.Ceiling(used.Sum() / Gigabyte);
        lastUse[plan.InstanceId] = usedGb;
        return new StorageLook(used.Exists(u => u >= share * Nearly), usedGb);
    }

    /// <summary>Gives quorum queues a member on a node, by the management API or, where that is too old for it, by RabbitMQ's own tool in a pod.</summary>
    /// <exception cref="IOException">It could not be done.</exception>
    public async Task GrowQueuesAsync(BrokerPlan plan, int index, CancellationToken ct)
    {
        var node = NameOf(plan, index);
        var call = new ManagementCall(
            HttpMethod.Post,
            ManagementCall.PathOf("queues", "quorum", "replicas", "on", node, "grow"),
            new JsonObject { ["strategy"] = "all", ["vhost_pattern"] = ".*", ["queue_pattern"] = ".*" }.ToJsonString());
        var answer = await probe.SendAsync(plan, call, ct);
        if (answer.Status is NoSuchCall or NoSuchMethod)
        {
            await GrowInPodAsync(plan, node, ct);
        }
        else if (answer.Status >= Refused)
        {
            throw new IOException($"Queues could not be given a member on node {index}: {answer.Status} {answer.Body}");
        }
    }

    /// <summary>The applications that run on every node that says: <code>[{"name":"rabbit@…","running":true,"applications":[{"name":"rabbitmq_stomp","version":"…"}]}]</code></summary>
    public async Task<IReadOnlyList<string>> RunningPluginsAsync(BrokerPlan plan, CancellationToken ct)
    {
        if (await NodesAsync(plan, "name,running,applications", ct) is not { } listed)
        {
            return [];
        }

        var running = listed.EnumerateArray()
            .Where(n => n.TryGetProperty("applications", out var all) && all.ValueKind == JsonValueKind.Array)
            .Select(n => n.GetProperty("applications").EnumerateArray().Select(a => a.GetProperty("name").GetString()!)).ToList();
        return running.Count == 0 ? [] : [.. running.Aggregate((all, one) => all.Intersect(one, StringComparer.Ordinal))];
    }

    /// <exception cref="IOException">The operator has not turned one on yet.</exception>
    public async Task CheckPluginsAsync(BrokerPlan plan, CancellationToken ct)
    {
        if (plan.Plugins.Count > 0 && plan.Plugins.Except(await RunningPluginsAsync(plan, ct), StringComparer.Ordinal).ToList() is { Count: > 0 } missing)
        {
            throw new IOException($"Not every node runs {string.Join(", ", missing)} yet.");
        }
    }

    private async Task<JsonElement?> NodesAsync(BrokerPlan plan, string columns, CancellationToken ct)
    {
        try
        {
            var answer = await probe.SendAsync(plan, new ManagementCall(HttpMethod.Get, $"nodes?columns={columns}"), ct);
            return answer.Status == Ok && JsonElement.Parse(answer.Body) is { ValueKind: JsonValueKind.Array } nodes ? nodes : null;
        }
        catch (Exception e) when (e is IOException or JsonException)
        {
            return null;
        }
    }

    private async Task GrowInPodAsync(BrokerPlan plan, string node, CancellationToken ct)
    {
        var said = "";
        var code = await access.Client.NamespacedPodExecAsync(
            ObjectNames.Pod(plan.InstanceId, 0),
            ObjectNames.NamespaceOf(plan.ProjectId, options),
            ObjectNames.Container,
            ["rabbitmq-queues", "grow", node, "all"],
            tty: false,
            async (_, output, errors) =>
            {
                using var reader = new StreamReader(errors);
                said = await reader.ReadToEndAsync(ct);
            },
            ct);
        if (code != 0)
        {
            throw new IOException($"Queues could not be given a member on {node}: rabbitmq-queues ended with {code}. {said}");
        }
    }
}
