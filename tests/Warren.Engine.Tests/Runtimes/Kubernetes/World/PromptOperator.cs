using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Warren.Kubernetes.Controllers;
using Warren.Kubernetes.Objects;

namespace Warren.Engine.Tests.Runtimes.Kubernetes.World;

/// <summary>
/// Operator, StatefulSet controller, scheduler and kubelet in one, who take no time: each look brings every cluster one step further. A test tells it what goes wrong.
/// </summary>
internal sealed class PromptOperator(Cluster cluster) : Controller(cluster)
{
    private const string Finalizer = "deletion.finalizers.rabbitmqclusters.rabbitmq.com";
    private static readonly WriteOptions How = new("rabbitmq-cluster-operator");
    private static readonly WriteOptions Status = new("rabbitmq-cluster-operator") { Subresource = "status" };

    /// <summary>Names of pods in the order in which they were made.</summary>
    public ConcurrentQueue<string> PodsMade { get; } = new();

    /// <summary>Whether it does nothing at all.</summary>
    public bool Rests { get; set; }

    /// <summary>What is in the status of a pod that does not come up; null: it comes up.</summary>
    public Func<string, JsonObject?> Failing { get; set; } = _ => null;

    /// <summary>The error of the operator itself, as reason and message; null: none.</summary>
    public Func<JsonObject, (string Reason, string Message)?> Error { get; set; } = _ => null;

    /// <summary>Whether a pod that is being deleted ends.</summary>
    public Func<string, bool> Ends { get; set; } = _ => true;

    /// <summary>The most pods that were not ready at a time while their cluster had served.</summary>
    public int MostDown { get; private set; }

    protected override Task SyncAsync(CancellationToken ct)
    {
        if (!Rests)
        {
            foreach (var item in Cluster.List(ResourceTypes.RabbitmqClusters).ToList())
            {
                Step(item);
            }

            foreach (var pod in Cluster.List(ResourceTypes.Pods).Where(p => p.IsTerminating() && Ends(p.Name())).ToList())
            {
                Cluster.Delete(ResourceTypes.Pods, pod.Namespace(), pod.Name(), new DeleteOptions { GraceSeconds = 0 });
            }

            foreach (var claim in Cluster.List(ResourceTypes.Claims).Where(c => c.IsTerminating()).ToList())
            {
                Cluster.Change(ResourceTypes.Claims, claim.Namespace(), claim.Name(), c => Set(c, "finalizers", null), How);
            }
        }

        return Task.CompletedTask;
    }

    private void Step(JsonObject item)
    {
        var (place, name) = (item.Namespace(), item.Name());
        if (item.IsTerminating())
        {
            Take(item);
            return;
        }

        if (!item.Texts("metadata", "finalizers").Contains(Finalizer))
        {
            Cluster.Change(ResourceTypes.RabbitmqClusters, place, name, i => Set(i, "finalizers", new JsonArray(Finalizer)), How);
            return;
        }

        if (Error(item) is { } error)
        {
            Write(item, null, error);
            return;
        }

        Ensure(ResourceTypes.Services, item, name, new JsonObject { ["spec"] = new JsonObject { ["ports"] = new JsonArray(new JsonObject { ["port"] = 5672 }) } });
        var template = Template(item);
        var replicas = (int)(item.Number("spec", "replicas") ?? 1);
        var set = Ensure(ResourceTypes.StatefulSets, item, $"{name}-server", new JsonObject { ["spec"] = SetSpec(replicas, template) });
        if (set.Number("spec", "replicas") != replicas || set.Text("spec", "template", "metadata", "annotations", "print") != template)
        {
            set = Cluster.Change(ResourceTypes.StatefulSets, place, set.Name(), s => { s["spec"] = SetSpec(replicas, template); return s; }, How);
        }

        var pods = Pods(place, name, replicas, template, set);
        var isRolledOut = pods.Count(p => p.Text("metadata", "annotations", "print") == template) == replicas;
        Cluster.Change(ResourceTypes.StatefulSets, place, set.Name(), s => Merge(s, new JsonObject
        {
            ["observedGeneration"] = s.Generation(),
            ["replicas"] = pods.Count,
            ["updatedReplicas"] = pods.Count(p => p.Text("metadata", "annotations", "print") == template),
            ["currentRevision"] = isRolledOut ? template : "before",
            ["updateRevision"] = template,
        }), Status);
        Write(item, isRolledOut && pods.Count(IsReady) == replicas, null);
    }

    private List<JsonObject> Pods(string place, string name, int replicas, string template, JsonObject set)
    {
        for (var index = 0; index < replicas; index++)
        {
            var claim = $"persistence-{name}-server-{index}";
            if (Cluster.Find(ResourceTypes.Claims, place, claim) is null)
            {
                Cluster.Create(ResourceTypes.Claims, place, Child(name, claim, new JsonObject { ["spec"] = new JsonObject { ["accessModes"] = new JsonArray("ReadWriteOnce"), ["resources"] = new JsonObject { ["requests"] = new JsonObject { ["storage"] = "1Gi" } } } }), How);
                Cluster.Change(ResourceTypes.Claims, place, claim, c => Merge(c, new JsonObject { ["phase"] = "Bound" }), Status);
            }

            var pod = $"{name}-server-{index}";
            if (Cluster.Find(ResourceTypes.Pods, place, pod) is null)
            {
                PodsMade.Enqueue(pod);
                var body = Child(name, pod, new JsonObject { ["spec"] = new JsonObject { ["containers"] = new JsonArray(new JsonObject { ["name"] = "rabbitmq", ["image"] = "rabbitmq" }) } });
                body.Meta()["annotations"] = new JsonObject { ["print"] = template };
                body.Meta()["ownerReferences"] = new JsonArray(new JsonObject { ["apiVersion"] = "apps/v1", ["kind"] = "StatefulSet", ["name"] = set.Name(), ["uid"] = set.Uid(), ["controller"] = true });
                Cluster.Create(ResourceTypes.Pods, place, body, How);
            }

            var made = Cluster.Get(ResourceTypes.Pods, place, pod);
            if (!made.IsTerminating() && (Failing(pod) is not null || !IsReady(made)))
            {
                Cluster.Change(ResourceTypes.Pods, place, pod, p => Merge(p, Failing(pod) ?? Running()), Status);
            }
        }

        var all = Cluster.List(ResourceTypes.Pods, place).Where(p => p.Text("metadata", "labels", "app.kubernetes.io/name") == name).ToList();
        foreach (var surplus in all.Where(p => int.Parse(p.Name()[(p.Name().LastIndexOf('-') + 1)..], System.Globalization.CultureInfo.InvariantCulture) >= replicas))
        {
            Cluster.Delete(ResourceTypes.Pods, place, surplus.Name(), new DeleteOptions());
        }

        MostDown = Math.Max(MostDown, all.Count(p => !IsReady(p) && p.Text("status", "phase") == "Running"));
        if (all.Count == replicas && all.TrueForAll(IsReady) && all.FindLast(p => p.Text("metadata", "annotations", "print") != template) is { } old)
        {
            Cluster.Delete(ResourceTypes.Pods, place, old.Name(), new DeleteOptions());
        }

        return all;
    }

    private void Take(JsonObject item)
    {
        foreach (var type in (ResourceType[])[ResourceTypes.StatefulSets, ResourceTypes.Services, ResourceTypes.Pods, ResourceTypes.Claims])
        {
            foreach (var child in Cluster.List(type, item.Namespace()).Where(c => c.Text("metadata", "labels", "app.kubernetes.io/name") == item.Name()).ToList())
            {
                if (type != ResourceTypes.Claims || child.At("metadata", "ownerReferences") is not null)
                {
                    Cluster.Delete(type, item.Namespace(), child.Name(), new DeleteOptions { GraceSeconds = 0 });
                }
            }
        }

        Cluster.Change(ResourceTypes.RabbitmqClusters, item.Namespace(), item.Name(), i => Set(i, "finalizers", null), How);
    }

    private void Write(JsonObject item, bool? ready, (string Reason, string Message)? error)
    {
        JsonObject Condition(string type, bool isTrue, string reason, string message) =>
            new() { ["type"] = type, ["status"] = isTrue ? "True" : "False", ["reason"] = reason, ["message"] = message };
        Cluster.Change(ResourceTypes.RabbitmqClusters, item.Namespace(), item.Name(), i =>
        {
            var status = new JsonObject
            {
                ["conditions"] = new JsonArray(
                    Condition("AllReplicasReady", ready ?? true, "AllPodsAreReady", ""),
                    Condition("ClusterAvailable", ready ?? true, "AtLeastOneEndpointAvailable", ""),
                    Condition("NoWarnings", isTrue: true, "NoWarnings", ""),
                    Condition("ReconcileSuccess", error is null, error?.Reason ?? "Success", error?.Message ?? "Finish reconciling")),
            };
            if ((error is null ? item.Generation() : i.Number("status", "observedGeneration")) is { } observed)
            {
                status["observedGeneration"] = observed;
            }

            i["status"] = status;
            return i;
        }, Status);
    }

    private JsonObject Ensure(ResourceType type, JsonObject item, string name, JsonObject content) =>
        Cluster.Find(type, item.Namespace(), name) ?? Cluster.Create(type, item.Namespace(), Child(item.Name(), name, content), How);

    private static JsonObject Child(string cluster, string name, JsonObject content)
    {
        content["metadata"] = new JsonObject { ["name"] = name, ["labels"] = new JsonObject { ["app.kubernetes.io/name"] = cluster, ["app.kubernetes.io/component"] = "rabbitmq" } };
        return content;
    }

    private static JsonObject SetSpec(int replicas, string template) => new()
    {
        ["replicas"] = replicas,
        ["serviceName"] = "nodes",
        ["selector"] = new JsonObject { ["matchLabels"] = new JsonObject { ["a"] = "b" } },
        ["template"] = new JsonObject
        {
            ["metadata"] = new JsonObject { ["labels"] = new JsonObject { ["a"] = "b" }, ["annotations"] = new JsonObject { ["print"] = template } },
            ["spec"] = new JsonObject { ["containers"] = new JsonArray(new JsonObject { ["name"] = "rabbitmq", ["image"] = "rabbitmq" }) },
        },
    };

    /// <summary>What restarts pods when it changes.</summary>
    private static string Template(JsonObject item)
    {
        var parts = string.Join('|', item.At("spec", "resources")?.ToJsonString(), item.Text("spec", "rabbitmq", "additionalConfig"), item.Text("spec", "image"));
        return Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(parts)))[..8];
    }

    private static JsonObject Running() => new()
    {
        ["phase"] = "Running",
        ["podIP"] = "10.244.0.9",
        ["conditions"] = new JsonArray(new JsonObject { ["type"] = "Ready", ["status"] = "True" }),
        ["containerStatuses"] = new JsonArray(new JsonObject
        {
            ["name"] = "rabbitmq",
            ["image"] = "rabbitmq",
            ["imageID"] = "",
            ["ready"] = true,
            ["restartCount"] = 0,
            ["state"] = new JsonObject { ["running"] = new JsonObject { ["startedAt"] = TimeProvider.System.GetUtcNow().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture) } },
        }),
    };

    private static bool IsReady(JsonObject pod) => !pod.IsTerminating() && pod.Items("status", "conditions").Any(c => c.Text("type") == "Ready" && c.Text("status") == "True");

    private static JsonObject Set(JsonObject item, string member, JsonNode? value)
    {
        item.Meta()[member] = value;
        if (value is null)
        {
            item.Meta().Remove(member);
        }

        return item;
    }

    private static JsonObject Merge(JsonObject item, JsonObject status)
    {
        var before = item.Child("status");
        foreach (var (name, value) in status)
        {
            before[name] = value?.DeepClone();
        }

        return item;
    }
}
