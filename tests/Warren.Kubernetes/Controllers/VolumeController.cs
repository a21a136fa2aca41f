using System.Text.Json.Nodes;
using Warren.Kubernetes.Objects;

namespace Warren.Kubernetes.Controllers;

/// <summary>Binds claims to volumes, lets them grow, keeps a claim while a pod uses it, and disposes of volumes as their class says.</summary>
public sealed class VolumeController(Cluster cluster) : Controller(cluster)
{
    private const string Protection = "kubernetes.io/pvc-protection";

    private static readonly WriteOptions How = new("kube-controller-manager");

    /// <summary>Whether claims stay Pending. Default false.</summary>
    public bool HoldsBinding { get; set; }

    /// <summary>Whether claims stay as small as they are. Default false.</summary>
    public bool HoldsGrowth { get; set; }

    protected override Task SyncAsync(CancellationToken ct)
    {
        lock (Cluster.Store.Gate)
        {
            foreach (var claim in Cluster.List(ResourceTypes.Claims).ToArray())
            {
                Keep(claim);
            }

            foreach (var volume in Cluster.List(ResourceTypes.Volumes).ToArray())
            {
                Dispose(volume);
            }
        }

        return Task.CompletedTask;
    }

    private void Keep(JsonObject claim)
    {
        var users = Cluster.List(ResourceTypes.Pods, claim.Namespace()).Any(p => p.Items("spec", "volumes").Any(v => v.Text("persistentVolumeClaim", "claimName") == claim.Name()));
        if (claim.IsTerminating())
        {
            if (!users && claim.Texts("metadata", "finalizers").Contains(Protection))
            {
                Cluster.Change(ResourceTypes.Claims, claim.Namespace(), claim.Name(), c => Finalizers.Without(c, Protection), How);
            }

            return;
        }

        var kind = claim.Text("spec", "storageClassName") is { } name ? Cluster.Find(ResourceTypes.StorageClasses, null, name) : null;
        if (claim.Text("status", "phase") != "Bound")
        {
            if (!HoldsBinding && kind is not null && (users || kind.Text("volumeBindingMode") == "Immediate"))
            {
                Bind(claim, kind);
            }
        }
        else if (!HoldsGrowth && !JsonNode.DeepEquals(claim.At("status", "capacity", "storage"), claim.At("spec", "resources", "requests", "storage")))
        {
            Cluster.Change(ResourceTypes.Volumes, null, claim.Text("spec", "volumeName")!, v => Sized(v, claim), How);
            Cluster.Change(ResourceTypes.Claims, claim.Namespace(), claim.Name(), c => Bound(c), How with { Subresource = "status" });
        }
    }

    private void Bind(JsonObject claim, JsonObject kind)
    {
        var name = $"pvc-{claim.Uid()}";
        JsonObject volume = new()
        {
            ["metadata"] = new JsonObject { ["name"] = name },
            ["spec"] = new JsonObject
            {
                ["accessModes"] = claim.At("spec", "accessModes")?.DeepClone(),
                ["persistentVolumeReclaimPolicy"] = kind.Text("reclaimPolicy") ?? "Delete",
                ["storageClassName"] = kind.Name(),
                ["claimRef"] = new JsonObject { ["kind"] = "PersistentVolumeClaim", ["namespace"] = claim.Namespace(), ["name"] = claim.Name(), ["uid"] = claim.Uid() },
            },
        };
        Cluster.Create(ResourceTypes.Volumes, null, Sized(volume, claim), How);
        Cluster.Change(ResourceTypes.Volumes, null, name, v => Phase(v, "Bound"), How with { Subresource = "status" });
        Cluster.Change(ResourceTypes.Claims, claim.Namespace(), claim.Name(), c => Named(c, name), How);
        Cluster.Change(ResourceTypes.Claims, claim.Namespace(), claim.Name(), c => Bound(c), How with { Subresource = "status" });
    }

    private void Dispose(JsonObject volume)
    {
        var claim = Cluster.Find(ResourceTypes.Claims, volume.Text("spec", "claimRef", "namespace"), volume.Text("spec", "claimRef", "name") ?? "");
        if (claim?.Uid() == volume.Text("spec", "claimRef", "uid"))
        {
            return;
        }

        if (volume.Text("spec", "persistentVolumeReclaimPolicy") == "Delete")
        {
            Cluster.Delete(ResourceTypes.Volumes, null, volume.Name(), new DeleteOptions());
        }
        else
        {
            Cluster.Change(ResourceTypes.Volumes, null, volume.Name(), v => Phase(v, "Released"), How with { Subresource = "status" });
        }
    }

    private static JsonObject Phase(JsonObject volume, string phase)
    {
        volume.Child("status")["phase"] = phase;
        return volume;
    }

    private static JsonObject Sized(JsonObject volume, JsonObject claim)
    {
        volume.Child("spec")["capacity"] = new JsonObject { ["storage"] = claim.At("spec", "resources", "requests", "storage")?.DeepClone() };
        return volume;
    }

    private static JsonObject Named(JsonObject claim, string volume)
    {
        claim.Child("spec")["volumeName"] = volume;
        return claim;
    }

    private static JsonObject Bound(JsonObject claim)
    {
        var status = claim.Child("status");
        status["phase"] = "Bound";
        status["accessModes"] = claim.At("spec", "accessModes")?.DeepClone();
        status["capacity"] = new JsonObject { ["storage"] = claim.At("spec", "resources", "requests", "storage")?.DeepClone() };
        return claim;
    }
}
