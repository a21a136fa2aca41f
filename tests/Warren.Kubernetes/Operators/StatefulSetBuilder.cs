using System.Globalization;
using System.Text.Json.Nodes;
using Warren.Kubernetes.Objects;
using Warren.Kubernetes.Patches;

namespace Warren.Kubernetes.Operators;

/// <summary>The StatefulSet NAME-server.</summary>
internal sealed class StatefulSetBuilder(Cluster cluster, JsonObject instance, WriteOptions how)
{
    private const string RestartedAt = "rabbitmq.com/lastRestartAt";
    private const string BeforeZero = "rabbitmq.com/before-zero-replicas-configured";

    private string Name => $"{instance.Name()}-server";

    public static bool IsRolledOut(Cluster cluster, JsonObject instance)
    {
        var set = cluster.Find(ResourceTypes.StatefulSets, instance.Namespace(), $"{instance.Name()}-server");
        var wanted = set.Number("spec", "replicas");
        return set is not null && set.Number("status", "observedGeneration") == set.Generation() && set.Number("status", "readyReplicas") == wanted && set.Number("status", "updatedReplicas") == wanted
            && set.Text("status", "currentRevision") == set.Text("status", "updateRevision");
    }

    /// <summary>Nodes are never taken away, but for all of them, which only come back as many as they were.</summary>
    public void RefuseScaleDown()
    {
        var wanted = InstanceSpec.Replicas(instance);
        if (cluster.Find(ResourceTypes.StatefulSets, instance.Namespace(), Name) is not { } set || set.Number("spec", "replicas") is not { } has)
        {
            return;
        }

        if (has > wanted && wanted > 0)
        {
            throw new ReconcileException("UnsupportedOperation", $"Cluster Scale down not supported; tried to scale cluster from {has} nodes to {wanted} nodes");
        }

        if (has == 0 && wanted > 0 && set.Text("metadata", "annotations", BeforeZero) is { } former && former != wanted.ToString(CultureInfo.InvariantCulture))
        {
            throw new ReconcileException("UnsupportedOperation", $"Cluster Scale from zero to other replicas than before configured not supported; tried to scale cluster from {former} nodes to {wanted} nodes");
        }
    }

    /// <summary>Creates or changes it.</summary>
    /// <returns>Pods that are wedged by it: the change came while an earlier one was still rolling.</returns>
    public IEnumerable<JsonObject> Keep(bool restart)
    {
        var before = cluster.Find(ResourceTypes.StatefulSets, instance.Namespace(), Name);
        var wanted = Build(before, restart);
        if (before is null)
        {
            cluster.Create(ResourceTypes.StatefulSets, instance.Namespace(), wanted, how);
            return [];
        }

        var rolling = before.Text("status", "currentRevision") != before.Text("status", "updateRevision") && before.Number("status", "updatedReplicas") is > 0;
        var after = cluster.Change(ResourceTypes.StatefulSets, instance.Namespace(), Name, o => Changed(o, wanted), how);
        var isAnother = !JsonNode.DeepEquals(before.At("spec", "template"), after.At("spec", "template"));
        return rolling && isAnother && InstanceSpec.Replicas(instance) > 1 ? JustRestarted(before) : [];
    }

    /// <summary>The pods that have the template before: they are deleted again right after their restart.</summary>
    private IEnumerable<JsonObject> JustRestarted(JsonObject set)
    {
        var update = set.Text("status", "updateRevision");
        return cluster.List(ResourceTypes.Pods, instance.Namespace()).Where(p => Owner.Controls(set, p) && update!.EndsWith(p.Text("metadata", "labels", "controller-revision-hash")!, StringComparison.Ordinal)).Take(1).ToArray();
    }

    private static JsonObject Changed(JsonObject set, JsonObject wanted)
    {
        var spec = set.Child("spec");
        if (wanted.Number("spec", "replicas") == 0 && spec.Number("replicas") > 0)
        {
            set.Meta().Child("annotations")[BeforeZero] = spec["replicas"]!.ToString();
        }

        spec["replicas"] = wanted.At("spec", "replicas")?.DeepClone();
        spec["template"] = wanted.At("spec", "template")?.DeepClone();
        spec["updateStrategy"] = wanted.At("spec", "updateStrategy")?.DeepClone();
        set.Meta()["labels"] = wanted.At("metadata", "labels")?.DeepClone();
        foreach (var (annotation, value) in wanted.Map("metadata", "annotations"))
        {
            set.Meta().Child("annotations")[annotation] = value;
        }

        return set;
    }

    private JsonObject Build(JsonObject? before, bool restart)
    {
        JsonObject set = new()
        {
            ["apiVersion"] = ResourceTypes.StatefulSets.ApiVersion,
            ["kind"] = ResourceTypes.StatefulSets.Kind,
            ["metadata"] = new JsonObject
            {
                ["name"] = Name,
                ["labels"] = InstanceSpec.Labels(instance),
                ["annotations"] = new JsonObject(InstanceSpec.CopiedAnnotations(instance).Select(a => KeyValuePair.Create<string, JsonNode?>(a.Key, a.Value))),
                ["ownerReferences"] = new JsonArray(Owner.Reference(ResourceTypes.RabbitmqClusters, instance)),
            },
            ["spec"] = new JsonObject
            {
                ["replicas"] = InstanceSpec.Replicas(instance),
                ["serviceName"] = $"{instance.Name()}-nodes",
                ["podManagementPolicy"] = "Parallel",
                ["selector"] = new JsonObject { ["matchLabels"] = new JsonObject { ["app.kubernetes.io/name"] = instance.Name() } },
                ["updateStrategy"] = new JsonObject { ["type"] = "RollingUpdate", ["rollingUpdate"] = new JsonObject { ["partition"] = 0 } },
                ["template"] = Template(before, restart),
            },
        };
        if (!InstanceSpec.IsEphemeral(instance))
        {
            set.Child("spec")["volumeClaimTemplates"] = new JsonArray(Claim());
        }

        if (instance.At("spec", "override", "statefulSet") is JsonObject changed)
        {
            set = StrategicMerge.Apply(set, changed, ResourceTypes.StatefulSets.Schema);
        }

        // As the server will fill it in: a template that differs only in that is no change.
        KindDefaults.Fill(cluster, ResourceTypes.StatefulSets, before, set);
        return set;
    }

    private JsonObject Claim() => new()
    {
        ["apiVersion"] = "v1",
        ["kind"] = "PersistentVolumeClaim",
        ["metadata"] = new JsonObject
        {
            ["name"] = "persistence",
            ["labels"] = new JsonObject { ["app.kubernetes.io/name"] = instance.Name() },
            ["ownerReferences"] = new JsonArray(Owner.Reference(ResourceTypes.RabbitmqClusters, instance, blocks: false)),
        },
        ["spec"] = new JsonObject
        {
            ["accessModes"] = new JsonArray("ReadWriteOnce"),
            ["storageClassName"] = instance.Text("spec", "persistence", "storageClassName"),
            ["resources"] = new JsonObject { ["requests"] = new JsonObject { ["storage"] = InstanceSpec.Storage(instance) } },
        },
    };

    /// <summary>Now; another time than the last one, also while a test's clock stands still.</summary>
    private string Later(string? last)
    {
        var now = cluster.Clock.GetUtcNow();
        var least = last is null ? now : DateTimeOffset.Parse(last, CultureInfo.InvariantCulture).AddTicks(1);
        return (now > least ? now : least).ToString("O", CultureInfo.InvariantCulture);
    }

    private JsonObject Template(JsonObject? before, bool restart)
    {
        JsonObject annotations = new() { ["prometheus.io/scrape"] = "true", ["prometheus.io/port"] = "15692" };

        // A set that is made anew has lost this annotation, and so rolls all its pods.
        var last = before.Text("spec", "template", "metadata", "annotations", RestartedAt);
        var restarted = restart ? Later(last) : last;
        if (restarted is not null)
        {
            annotations[RestartedAt] = restarted;
        }

        return new JsonObject
        {
            ["metadata"] = new JsonObject { ["annotations"] = annotations, ["labels"] = InstanceSpec.PodLabels(instance) },
            ["spec"] = PodTemplate.Spec(instance),
        };
    }
}
