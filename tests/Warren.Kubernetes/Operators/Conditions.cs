using System.Text.Json.Nodes;
using Warren.Kubernetes.Controllers;
using Warren.Kubernetes.Objects;

namespace Warren.Kubernetes.Operators;

/// <summary>status.conditions of a RabbitmqCluster.</summary>
internal static class Conditions
{
    /// <summary>Writes what the children show; ReconcileSuccess stays as it is.</summary>
    public static void Observe(Cluster cluster, JsonObject instance, JsonObject status)
    {
        var set = cluster.Find(ResourceTypes.StatefulSets, instance.Namespace(), $"{instance.Name()}-server");
        var (replicas, warnings) = (Replicas(set), Warnings(set));
        var available = cluster.Find(ResourceTypes.Services, instance.Namespace(), instance.Name()) is null
            ? ("Unknown", "CouldNotRetrieveEndpoints", "Could not verify available service endpoints")
            : cluster.List(ResourceTypes.Pods, instance.Namespace()).Any(p => Labels.Select(set.At("spec", "selector"), p) && PodState.IsReady(p))
                ? ("True", "AtLeastOneEndpointAvailable", "")
                : ("False", "NoEndpointsAvailable", "The service has no endpoints available");
        Set(status, "AllReplicasReady", replicas.Status, replicas.Reason, replicas.Message, cluster.Clock);
        Set(status, "ClusterAvailable", available.Item1, available.Item2, available.Item3, cluster.Clock);
        Set(status, "NoWarnings", warnings.Status, warnings.Reason, warnings.Message, cluster.Clock);
        if (!status.Items("conditions").Any(c => c.Text("type") == "ReconcileSuccess"))
        {
            Set(status, "ReconcileSuccess", "Unknown", "Initialising", "", cluster.Clock);
        }
    }

    /// <summary>The last thing that a pass does.</summary>
    public static void Succeed(JsonObject status, JsonObject instance, long generation, TimeProvider clock)
    {
        Set(status, "ReconcileSuccess", "True", "Success", "Finish reconciling", clock);
        status["observedGeneration"] = generation;
        status["binding"] = new JsonObject { ["name"] = $"{instance.Name()}-default-user" };
        status["defaultUser"] = new JsonObject
        {
            ["secretReference"] = new JsonObject
            {
                ["name"] = $"{instance.Name()}-default-user",
                ["namespace"] = instance.Namespace(),
                ["keys"] = new JsonObject { ["username"] = "username", ["password"] = "password" },
            },
            ["serviceReference"] = new JsonObject { ["name"] = instance.Name(), ["namespace"] = instance.Namespace() },
        };
    }

    /// <summary>A condition keeps its time while its status does not change.</summary>
    public static void Set(JsonObject status, string type, string value, string reason, string message, TimeProvider clock)
    {
        if (status["conditions"] is not JsonArray all)
        {
            all = [];
            status["conditions"] = all;
        }

        var found = all.OfType<JsonObject>().FirstOrDefault(c => c.Text("type") == type);
        if (found is null)
        {
            found = new JsonObject { ["type"] = type };
            all.Add((JsonNode)found);
        }

        if (found.Text("status") != value)
        {
            found["lastTransitionTime"] = clock.Time();
        }

        found["status"] = value;
        found["reason"] = reason;
        found["message"] = message;
    }

    private static (string Status, string Reason, string Message) Replicas(JsonObject? set)
    {
        if (set is null)
        {
            return ("Unknown", "MissingStatefulSet", "Could not find StatefulSet");
        }

        var (wanted, ready) = (set.Number("spec", "replicas") ?? 1, set.Number("status", "readyReplicas") ?? 0);
        return wanted == ready ? ("True", "AllPodsAreReady", "") : ("False", "NotAllPodsReady", $"{ready}/{wanted} Pods ready");
    }

    private static (string Status, string Reason, string Message) Warnings(JsonObject? set)
    {
        if (set is null)
        {
            return ("Unknown", "MissingStatefulSet", "Could not find StatefulSet");
        }

        var resources = set.Items("spec", "template", "spec", "containers").FirstOrDefault(c => c.Text("name") == "rabbitmq").At("resources");
        var (request, limit) = (resources.At("requests", "memory")?.ToString(), resources.At("limits", "memory")?.ToString());
        return limit is not null && (request is null || Quantity.Parse(request) != Quantity.Parse(limit))
            ? ("False", "MemoryRequestAndLimitDifferent", $"RabbitMQ container memory resource request and limit must be equal: request {request}, limit {limit}")
            : ("True", "NoWarnings", "");
    }
}
