using System.Text.Json.Nodes;
using Warren.Kubernetes.Objects;

namespace Warren.Kubernetes.Controllers;

/// <summary>Gives services of type LoadBalancer the address that they ask for (spec.loadBalancerIP), or the next one.</summary>
public sealed class LoadBalancerController(Cluster cluster) : Controller(cluster)
{
    private int last;

    /// <summary>Whether services get no address. Default false.</summary>
    public bool IsHeld { get; set; }

    /// <summary>Annotation that asks for an address, as load balancers outside of a cloud have one. Default MetalLB's.</summary>
    public string Annotation { get; set; } = "metallb.io/loadBalancerIPs";

    /// <summary>First three bytes of addresses that are not asked for. Default a range for documentation.</summary>
    public string Range { get; set; } = "203.0.113.";

    protected override Task SyncAsync(CancellationToken ct)
    {
        lock (Cluster.Store.Gate)
        {
            foreach (var service in Cluster.List(ResourceTypes.Services).ToArray())
            {
                var wanted = service.Text("spec", "type") == "LoadBalancer";
                var has = service.Items("status", "loadBalancer", "ingress").FirstOrDefault().Text("ip");
                var asked = service.Text("spec", "loadBalancerIP") ?? service.Text("metadata", "annotations", Annotation);
                if (!IsHeld && (wanted ? has is null || (asked is not null && asked != has) : has is not null))
                {
                    var ip = wanted ? asked ?? $"{Range}{Interlocked.Increment(ref last)}" : null;
                    Cluster.Change(ResourceTypes.Services, service.Namespace(), service.Name(), s => With(s, ip), new WriteOptions("cloud-controller-manager") { Subresource = "status" });
                }
            }
        }

        return Task.CompletedTask;
    }

    private static JsonObject With(JsonObject service, string? ip)
    {
        service.Child("status")["loadBalancer"] = ip is null ? [] : new JsonObject { ["ingress"] = new JsonArray(new JsonObject { ["ip"] = ip, ["ipMode"] = "VIP" }) };
        return service;
    }
}
