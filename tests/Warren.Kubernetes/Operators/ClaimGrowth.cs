using System.Text.Json.Nodes;
using Warren.Kubernetes.Http;
using Warren.Kubernetes.Objects;

namespace Warren.Kubernetes.Operators;

/// <summary>More storage: the StatefulSet goes without its pods, its claims grow, and it is made anew. Where they cannot grow, it stays gone.</summary>
internal static class ClaimGrowth
{
    public const string Reason = "FailedReconcilePVC";

    public static void Carry(Cluster cluster, JsonObject instance, WriteOptions how)
    {
        var ns = instance.Namespace();
        var wanted = Quantity.Parse(InstanceSpec.Storage(instance));
        var set = cluster.Find(ResourceTypes.StatefulSets, ns, $"{instance.Name()}-server");
        var claims = Enumerable.Range(0, (int)(set.Number("spec", "replicas") ?? InstanceSpec.Replicas(instance)))
            .Select(i => cluster.Find(ResourceTypes.Claims, ns, $"persistence-{instance.Name()}-server-{i}"))
            .OfType<JsonObject>()
            .ToArray();
        if (set is not null && Had(set) is { } had && wanted != had)
        {
            Refuse(wanted, had);
            cluster.Delete(ResourceTypes.StatefulSets, ns, set.Name(), new DeleteOptions { Propagation = "Orphan" });
            foreach (var pod in cluster.List(ResourceTypes.Pods, ns).Where(p => Owner.Controls(set, p)).ToArray())
            {
                cluster.Change(ResourceTypes.Pods, ns, pod.Name(), Orphaned, how); // what the collector would do; the pods stay as they are
            }

            cluster.Change(ResourceTypes.StatefulSets, ns, set.Name(), s => Finalizers.Without(s, Deletion.Orphan), how);
        }

        foreach (var claim in claims.Where(c => Size(c) < wanted))
        {
            Grow(cluster, claim, InstanceSpec.Storage(instance), how);
        }
    }

    private static void Refuse(decimal wanted, decimal had)
    {
        if (had == 0)
        {
            throw new ReconcileException(Reason, "changing from ephemeral to persistent storage is not supported");
        }

        if (wanted < had)
        {
            throw new ReconcileException(Reason, "shrinking persistent volumes is not supported");
        }
    }

    private static void Grow(Cluster cluster, JsonObject claim, string storage, WriteOptions how)
    {
        try
        {
            cluster.Change(ResourceTypes.Claims, claim.Namespace(), claim.Name(), c => Sized(c, storage), how);
        }
        catch (ApiException e)
        {
            throw new ReconcileException(Reason, e.Message);
        }
    }

    private static decimal? Had(JsonObject set) =>
        set.Items("spec", "volumeClaimTemplates").FirstOrDefault(t => t.Name() == "persistence") is { } template ? Size(template) : 0;

    private static decimal Size(JsonObject claim) => Quantity.Parse(claim.At("spec", "resources", "requests", "storage")?.ToString() ?? "0");

    private static JsonObject Sized(JsonObject claim, string storage)
    {
        claim.Child("spec").Child("resources").Child("requests")["storage"] = storage;
        return claim;
    }

    private static JsonObject Orphaned(JsonObject pod)
    {
        pod.Meta().Remove("ownerReferences");
        return pod;
    }
}
