using Warren.Engine.Runtimes.Kubernetes.Api;

namespace Warren.Engine.Runtimes.Kubernetes.Reading;

/// <summary>The nodes of an instance as the cluster object and the pods tell them.</summary>
internal static class Observed
{
    /// <summary>Kubernetes writes whole seconds. Who started in the second of an order to restart has done so after it: an instance that is ordered to has run for a while.</summary>
    private static readonly TimeSpan EndOfSecond = TimeSpan.FromMilliseconds(999);

    /// <param name="cluster">The cluster object; null: there is none.</param>
    /// <param name="pods">Its pods.</param>
    /// <param name="service">The operator's service; null: there is none yet.</param>
    /// <param name="usedGb">What was measured last.</param>
    public static Observation Of(KubeObject? cluster, IReadOnlyList<KubeObject> pods, KubeObject? service, int usedGb)
    {
        if (cluster is null || cluster.IsBeingDeleted)
        {
            return Observation.Nothing;
        }

        var wanted = (int)(cluster.Number("spec", "replicas") ?? 1);
        var nodes = wanted > 0 ? wanted : int.TryParse(cluster.Annotation(ObjectNames.NodesAnnotation), out var before) ? before : 1;
        var byIndex = pods.Where(p => ObjectNames.IndexOf(p.Name) is not null).ToLookup(p => ObjectNames.IndexOf(p.Name)!.Value);
        return new Observation([.. Enumerable.Range(0, nodes).Select(i => Node(i, byIndex[i].FirstOrDefault(), isKept: wanted > 0))], usedGb)
        {
            ServiceAddress = service?.Text("spec", "clusterIP") is { Length: > 0 } address && address != "None" ? address : null,
        };
    }

    private static NodeObservation Node(int index, KubeObject? pod, bool isKept)
    {
        var container = pod?.Items("status", "containerStatuses").FirstOrDefault(c => c.Text("name") == ObjectNames.Container);
        var started = container?.Time("state", "running", "startedAt") + EndOfSecond;
        return new NodeObservation(index, started is not null && !pod!.IsBeingDeleted, started, null) { SelfKept = isKept };
    }
}
