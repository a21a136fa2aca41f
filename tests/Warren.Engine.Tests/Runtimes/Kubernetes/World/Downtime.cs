using System.Text.Json.Nodes;
using Warren.Kubernetes.Controllers;
using Warren.Kubernetes.Objects;

namespace Warren.Engine.Tests.Runtimes.Kubernetes.World;

/// <summary>Counts how many nodes that were ready once are not so at a time.</summary>
internal sealed class Downtime(Cluster cluster) : Controller(cluster)
{
    private readonly HashSet<string> everReady = new(StringComparer.Ordinal);

    public int Most { get; private set; }

    protected override Task SyncAsync(CancellationToken ct)
    {
        var ready = Cluster.List(ResourceTypes.Pods).Where(IsReady).Select(p => p.Name()).ToHashSet(StringComparer.Ordinal);
        everReady.UnionWith(ready);
        Most = Math.Max(Most, everReady.Count - ready.Count);
        return Task.CompletedTask;
    }

    private static bool IsReady(JsonObject pod) => !pod.IsTerminating() && pod.Items("status", "conditions").Any(c => c.Text("type") == "Ready" && c.Text("status") == "True");
}
