using System.Globalization;
using System.Text.Json.Nodes;
using Warren.Kubernetes.Objects;

namespace Warren.Kubernetes.Controllers;

/// <summary>Counts how many pods of each PodDisruptionBudget may go now.</summary>
internal sealed class DisruptionController(Cluster cluster) : Controller(cluster)
{
    protected override Task SyncAsync(CancellationToken ct)
    {
        lock (Cluster.Store.Gate)
        {
            foreach (var budget in Cluster.List(ResourceTypes.DisruptionBudgets).ToArray())
            {
                Cluster.Change(ResourceTypes.DisruptionBudgets, budget.Namespace(), budget.Name(), Count, new WriteOptions("kube-controller-manager") { Subresource = "status" });
            }
        }

        return Task.CompletedTask;
    }

    private JsonObject Count(JsonObject budget)
    {
        var pods = Cluster.List(ResourceTypes.Pods, budget.Namespace()).Where(p => Labels.Select(budget.At("spec", "selector"), p)).ToArray();
        var healthy = pods.Count(PodState.IsReady);
        var desired = budget.At("spec", "minAvailable") is { } least ? Share(least, pods.Length) : pods.Length - Share(budget.At("spec", "maxUnavailable") ?? 1, pods.Length);
        budget["status"] = new JsonObject
        {
            ["observedGeneration"] = budget.Generation(),
            ["expectedPods"] = pods.Length,
            ["currentHealthy"] = healthy,
            ["desiredHealthy"] = Math.Max(0, desired),
            ["disruptionsAllowed"] = Math.Max(0, healthy - Math.Max(0, desired)),
        };
        return budget;
    }

    /// <summary>A number, or a share such as 50%, rounded up.</summary>
    private static int Share(JsonNode amount, int of) => amount.ToString() is var text && text.EndsWith('%')
        ? (int)Math.Ceiling(int.Parse(text[..^1], CultureInfo.InvariantCulture) * of / 100.0)
        : int.Parse(text, CultureInfo.InvariantCulture);
}
