using Warren.Engine.Runtimes.Kubernetes.Api;
using Warren.Engine.Runtimes.Kubernetes.Objects;

namespace Warren.Engine.Runtimes.Kubernetes.Reading;

/// <summary>
/// A change of several kinds goes in several steps, since changes that overlap wedge a cluster: storage first, which the operator does by taking the StatefulSet down
/// and up again, then nodes, then what restarts pods. The next step waits until the one before is carried out.
/// </summary>
internal static class ChangeOrder
{
    /// <returns>What is to be applied next, and what it is, in words.</returns>
    public static (KubeObject Item, string What) Next(KubeObject wanted, KubeObject live)
    {
        if (GrowsStorage(wanted, live))
        {
            return (With(wanted, live, "persistence"), "storage grows");
        }

        return wanted.Number("spec", "replicas") > live.Number("spec", "replicas") ? (With(wanted, live, "replicas"), "nodes are added") : (wanted, Drift.Of(wanted, live) ?? "nothing");
    }

    public static bool GrowsStorage(KubeObject wanted, KubeObject live) => StorageOf(wanted) > StorageOf(live);

    public static decimal StorageOf(KubeObject cluster) => Quantity.Read(cluster.Text("spec", "persistence", "storage")) ?? 0;

    /// <summary>What is there, with one member as it is wanted. It has no print, so that the next look finds that more is wanted.</summary>
    private static KubeObject With(KubeObject wanted, KubeObject live, string member)
    {
        var json = wanted.Json.DeepClone().AsObject();
        json["metadata"]!["annotations"]![ObjectMeta.PrintAnnotation] = "in steps";
        var spec = json["spec"]!.AsObject();
        foreach (var name in spec.Select(m => m.Key).Where(n => n != member).ToList())
        {
            var there = live.At("spec", name);
            spec.Remove(name);
            if (there is not null)
            {
                spec[name] = there.DeepClone();
            }
        }

        return new KubeObject(json);
    }
}
