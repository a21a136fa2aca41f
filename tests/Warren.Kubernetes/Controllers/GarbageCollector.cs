using System.Text.Json.Nodes;
using Warren.Kubernetes.Objects;

namespace Warren.Kubernetes.Controllers;

/// <summary>Deletes what belongs to nothing any more, and carries out foreground and orphaning deletions.</summary>
internal sealed class GarbageCollector(Cluster cluster) : Controller(cluster)
{
    private static readonly WriteOptions How = new("kube-controller-manager");

    protected override Task SyncAsync(CancellationToken ct)
    {
        lock (Cluster.Store.Gate)
        {
            var all = Cluster.Types.All.SelectMany(t => Cluster.List(t).Select(o => (Type: t, Value: o))).ToArray();
            var byUid = all.ToDictionary(o => o.Value.Uid(), StringComparer.Ordinal);
            foreach (var (type, value) in all)
            {
                Collect(type, value, byUid);
            }

            foreach (var (type, value) in all.Where(o => o.Value.IsTerminating()))
            {
                var dependents = all.Where(d => Owners(d.Value).Any(o => o.Text("uid") == value.Uid())).ToArray();
                FinishForeground(type, value, dependents);
                FinishOrphan(type, value, dependents);
            }
        }

        return Task.CompletedTask;
    }

    private static IEnumerable<JsonObject> Owners(JsonObject value) => value.Items("metadata", "ownerReferences");

    /// <summary>Gone once none of its owners is there; an owner that waits for it lets it go in the foreground.</summary>
    private void Collect(ResourceType type, JsonObject value, Dictionary<string, (ResourceType Type, JsonObject Value)> byUid)
    {
        var owners = Owners(value).ToArray();
        if (owners.Length == 0 || value.IsTerminating())
        {
            return;
        }

        var there = owners.Where(o => byUid.ContainsKey(o.Text("uid") ?? "")).ToArray();
        var waits = there.Where(o => byUid[o.Text("uid")!].Value is var owner && owner.IsTerminating() && owner.Texts("metadata", "finalizers").Contains(Deletion.Foreground)).ToArray();
        if (there.Length == waits.Length)
        {
            if (Cluster.Find(type, value.Namespace(), value.Name()) is not null)
            {
                Cluster.Delete(type, value.Namespace(), value.Name(), new DeleteOptions { Uid = value.Uid() });
            }
        }
        else if (there.Length < owners.Length)
        {
            Cluster.Change(type, value.Namespace(), value.Name(), o => Without(o, r => !byUid.ContainsKey(r.Text("uid") ?? "")), How);
        }
    }

    private void FinishForeground(ResourceType type, JsonObject value, (ResourceType Type, JsonObject Value)[] dependents)
    {
        var blocked = dependents.Any(d =>
            Cluster.Find(d.Type, d.Value.Namespace(), d.Value.Name()) is not null && Owners(d.Value).Any(o => o.Text("uid") == value.Uid() && o.Flag("blockOwnerDeletion") == true));
        if (!blocked)
        {
            Release(type, value, Deletion.Foreground);
        }
    }

    private void FinishOrphan(ResourceType type, JsonObject value, (ResourceType Type, JsonObject Value)[] dependents)
    {
        if (value.Texts("metadata", "finalizers").Contains(Deletion.Orphan))
        {
            foreach (var (dependent, held) in dependents)
            {
                Cluster.Change(dependent, held.Namespace(), held.Name(), o => Without(o, r => r.Text("uid") == value.Uid()), How);
            }

            Release(type, value, Deletion.Orphan);
        }
    }

    private void Release(ResourceType type, JsonObject value, string finalizer)
    {
        if (value.Texts("metadata", "finalizers").Contains(finalizer) && Cluster.Find(type, value.Namespace(), value.Name()) is not null)
        {
            Cluster.Change(type, value.Namespace(), value.Name(), o => Finalizers.Without(o, finalizer), How);
        }
    }

    private static JsonObject Without(JsonObject value, Func<JsonObject, bool> dropped)
    {
        value.Meta()["ownerReferences"] = Owners(value).Where(r => !dropped(r)).ToJson();
        return value;
    }
}
