using System.Text.Json.Nodes;
using Warren.Kubernetes.Objects;

namespace Warren.Kubernetes.Controllers;

/// <summary>Fills the status of quotas; they hold only from then on.</summary>
internal sealed class QuotaController(Cluster cluster) : Controller(cluster)
{
    protected override Task SyncAsync(CancellationToken ct)
    {
        lock (Cluster.Store.Gate)
        {
            foreach (var quota in Cluster.List(ResourceTypes.Quotas))
            {
                Cluster.Change(ResourceTypes.Quotas, quota.Namespace(), quota.Name(), Fill, new WriteOptions("kube-controller-manager") { Subresource = "status" });
            }
        }

        return Task.CompletedTask;
    }

    private JsonObject Fill(JsonObject quota)
    {
        var status = quota.Child("status");
        status["hard"] = quota.At("spec", "hard")?.DeepClone() ?? new JsonObject();
        status["used"] = new JsonObject(quota.Map("spec", "hard").Select(h => KeyValuePair.Create<string, JsonNode?>(h.Key, Quantity.Show(Quota.Used(Cluster, quota.Namespace(), h.Key)))));
        return quota;
    }
}
