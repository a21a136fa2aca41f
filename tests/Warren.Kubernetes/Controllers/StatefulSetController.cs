using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Warren.Kubernetes.Objects;

namespace Warren.Kubernetes.Controllers;

/// <summary>Keeps the pods and claims of StatefulSets: creates what is missing, replaces one pod after the other where the template has changed.</summary>
internal sealed class StatefulSetController(Cluster cluster) : Controller(cluster)
{
    private const string RevisionLabel = "controller-revision-hash";

    private static readonly WriteOptions How = new("kube-controller-manager");

    protected override Task SyncAsync(CancellationToken ct)
    {
        lock (Cluster.Store.Gate)
        {
            foreach (var set in Cluster.List(ResourceTypes.StatefulSets).Where(s => !s.IsTerminating()))
            {
                Keep(set);
            }
        }

        return Task.CompletedTask;
    }

    private void Keep(JsonObject set)
    {
        var update = Revision(set);
        var current = set.Text("status", "currentRevision") ?? update;
        var pods = Adopt(set).OrderBy(PodState.Ordinal).ToList();
        var replicas = (int)(set.Number("spec", "replicas") ?? 1);
        var inOrder = set.Text("spec", "podManagementPolicy") == "OrderedReady";
        WriteStatus(set, pods, update, current);

        foreach (var failed in pods.Where(p => p.Text("status", "phase") is "Failed" or "Succeeded" && !p.IsTerminating()))
        {
            Delete(failed);
            return;
        }

        var isWhole = true;
        for (var i = 0; i < replicas; i++)
        {
            var pod = pods.Find(p => PodState.Ordinal(p) == i);
            if (pod is null)
            {
                CreatePod(set, i, update);
                isWhole = false;
            }

            if (inOrder && (pod is null || !PodState.IsReady(pod)))
            {
                return;
            }
        }

        foreach (var extra in pods.Where(p => PodState.Ordinal(p) >= replicas && !p.IsTerminating()).Reverse().Take(inOrder ? 1 : int.MaxValue))
        {
            Delete(extra);
        }

        if (isWhole)
        {
            Roll(set, pods.Where(p => PodState.Ordinal(p) < replicas), update);
        }
    }

    /// <summary>From the last pod to the first; a pod that is not ready, or not there, stops it.</summary>
    private void Roll(JsonObject set, IEnumerable<JsonObject> pods, string update)
    {
        var partition = set.Number("spec", "updateStrategy", "rollingUpdate", "partition") ?? 0;
        foreach (var pod in pods.Where(p => PodState.Ordinal(p) >= partition).Reverse())
        {
            if (pod.Text("metadata", "labels", RevisionLabel) != update && !pod.IsTerminating())
            {
                Delete(pod);
                return;
            }

            if (!PodState.IsReady(pod))
            {
                return;
            }
        }
    }

    private void Delete(JsonObject pod) => Cluster.Delete(ResourceTypes.Pods, pod.Namespace(), pod.Name(), new DeleteOptions());

    /// <summary>Its own pods, and those that its selector finds and nobody controls.</summary>
    private IEnumerable<JsonObject> Adopt(JsonObject set)
    {
        foreach (var pod in Cluster.List(ResourceTypes.Pods, set.Namespace()).Where(p => Labels.Select(set.At("spec", "selector"), p)).ToArray())
        {
            if (Owner.Controls(set, pod))
            {
                yield return pod;
            }
            else if (!Owner.HasController(pod) && !pod.IsTerminating())
            {
                yield return Cluster.Change(ResourceTypes.Pods, pod.Namespace(), pod.Name(), p => Own(p, set), How);
            }
        }
    }

    private static JsonObject Own(JsonObject pod, JsonObject set)
    {
        pod.Meta()["ownerReferences"] = new JsonArray(Owner.Reference(ResourceTypes.StatefulSets, set));
        return pod;
    }

    /// <summary>Name of the ControllerRevision of its template, which is made where it is missing.</summary>
    private string Revision(JsonObject set)
    {
        var template = (JsonObject)set.At("spec", "template")!;
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(template.ToJsonString())))[..10];
        var name = $"{set.Name()}-{hash}";
        if (Cluster.Find(ResourceTypes.Revisions, set.Namespace(), name) is { } known)
        {
            if (!Owner.Controls(set, known))
            {
                Cluster.Change(ResourceTypes.Revisions, set.Namespace(), name, r => Own(r, set), How);
            }

            return name;
        }

        var last = Cluster.List(ResourceTypes.Revisions, set.Namespace()).Where(r => r.Name().StartsWith(set.Name() + "-", StringComparison.Ordinal)).Max(r => r.Number("revision")) ?? 0;
        Cluster.Create(ResourceTypes.Revisions, set.Namespace(), new JsonObject
        {
            ["metadata"] = new JsonObject
            {
                ["name"] = name,
                ["labels"] = set.At("spec", "template", "metadata", "labels")?.DeepClone(),
                ["ownerReferences"] = new JsonArray(Owner.Reference(ResourceTypes.StatefulSets, set)),
            },
            ["revision"] = last + 1,
            ["data"] = new JsonObject { ["spec"] = new JsonObject { ["template"] = template.DeepClone() } },
        }, How);
        return name;
    }

    private void CreatePod(JsonObject set, int ordinal, string revision)
    {
        var name = $"{set.Name()}-{ordinal.ToString(CultureInfo.InvariantCulture)}";
        if (Cluster.Find(ResourceTypes.Pods, set.Namespace(), name) is not null)
        {
            return; // somebody else's, or one that is still going
        }

        var pod = ((JsonObject)set.At("spec", "template")!).Copy();
        var meta = pod.Meta();
        meta["name"] = name;
        meta["ownerReferences"] = new JsonArray(Owner.Reference(ResourceTypes.StatefulSets, set));
        var labels = meta.Child("labels");
        labels[RevisionLabel] = revision;
        labels["statefulset.kubernetes.io/pod-name"] = name;
        labels["apps.kubernetes.io/pod-index"] = ordinal.ToString(CultureInfo.InvariantCulture);
        var spec = pod.Child("spec");
        spec["hostname"] = name;
        spec["subdomain"] = set.Text("spec", "serviceName");
        foreach (var claim in set.Items("spec", "volumeClaimTemplates"))
        {
            var claimName = $"{claim.Name()}-{name}";
            KeepClaim(set, claim, claimName);
            spec["volumes"] = spec.Items("volumes").Where(v => v.Text("name") != claim.Name())
                .Append(new JsonObject { ["name"] = claim.Name(), ["persistentVolumeClaim"] = new JsonObject { ["claimName"] = claimName } }).ToJson();
        }

        Cluster.Create(ResourceTypes.Pods, set.Namespace(), pod, How);
    }

    private void KeepClaim(JsonObject set, JsonObject template, string name)
    {
        if (Cluster.Find(ResourceTypes.Claims, set.Namespace(), name) is null)
        {
            var claim = template.Copy();
            claim.Meta()["name"] = name;
            claim.Remove("status");
            foreach (var (label, value) in set.Map("spec", "selector", "matchLabels"))
            {
                claim.Meta().Child("labels")[label] = value;
            }

            Cluster.Create(ResourceTypes.Claims, set.Namespace(), claim, How);
        }
    }

    private void WriteStatus(JsonObject set, List<JsonObject> pods, string update, string current)
    {
        var alive = pods.Where(p => !p.IsTerminating()).ToArray();
        var ready = pods.Count(PodState.IsReady);
        var updated = alive.Count(p => p.Text("metadata", "labels", RevisionLabel) == update);
        var replicas = set.Number("spec", "replicas") ?? 1;
        if (updated == replicas && ready == replicas && pods.Count == replicas)
        {
            current = update;
        }

        JsonObject status = new()
        {
            ["observedGeneration"] = set.Generation(),
            ["replicas"] = pods.Count,
            ["readyReplicas"] = ready,
            ["availableReplicas"] = ready,
            ["currentReplicas"] = alive.Count(p => p.Text("metadata", "labels", RevisionLabel) == current),
            ["updatedReplicas"] = updated,
            ["currentRevision"] = current,
            ["updateRevision"] = update,
            ["collisionCount"] = 0,
        };
        Cluster.Change(ResourceTypes.StatefulSets, set.Namespace(), set.Name(), s => With(s, status), How with { Subresource = "status" });
    }

    private static JsonObject With(JsonObject set, JsonObject status)
    {
        set["status"] = status;
        return set;
    }
}
