using System.Text.Json.Nodes;
using Warren.Kubernetes.Objects;

namespace Warren.Kubernetes.Controllers;

/// <summary>Gives each namespace its service account and the cluster's certificate, and empties the ones that are going.</summary>
internal sealed class NamespaceController(Cluster cluster) : Controller(cluster)
{
    private static readonly WriteOptions How = new("kube-controller-manager");

    protected override Task SyncAsync(CancellationToken ct)
    {
        lock (Cluster.Store.Gate)
        {
            foreach (var ns in Cluster.List(ResourceTypes.Namespaces))
            {
                if (ns.IsTerminating())
                {
                    Empty(ns);
                }
                else
                {
                    Furnish(ResourceTypes.ServiceAccounts, ns.Name(), "default");
                    Furnish(ResourceTypes.ConfigMaps, ns.Name(), "kube-root-ca.crt");
                }
            }
        }

        return Task.CompletedTask;
    }

    private void Furnish(ResourceType type, string ns, string name)
    {
        if (Cluster.Find(type, ns, name) is null)
        {
            Cluster.Create(type, ns, new JsonObject { ["metadata"] = new JsonObject { ["name"] = name } }, How);
        }
    }

    private void Empty(JsonObject ns)
    {
        var left = 0;
        foreach (var type in Cluster.Types.All.Where(t => t.Namespaced))
        {
            foreach (var value in Cluster.List(type, ns.Name()))
            {
                if (!value.IsTerminating())
                {
                    Cluster.Delete(type, ns.Name(), value.Name(), new DeleteOptions());
                }

                left += Cluster.Find(type, ns.Name(), value.Name()) is null ? 0 : 1;
            }
        }

        if (left == 0)
        {
            Cluster.Change(ResourceTypes.Namespaces, null, ns.Name(), Finish, How with { Subresource = "finalize" });
        }
    }

    private static JsonObject Finish(JsonObject ns)
    {
        ns.Child("spec")["finalizers"] = new JsonArray();
        return ns;
    }
}
