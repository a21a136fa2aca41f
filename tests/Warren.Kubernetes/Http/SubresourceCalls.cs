using System.Text.Json.Nodes;
using Warren.Kubernetes.Access;
using Warren.Kubernetes.Objects;
using Warren.Kubernetes.Patches;

namespace Warren.Kubernetes.Http;

/// <summary>Paths below an object other than its status: binding and eviction of pods, scale of built-in sets, tokens of service accounts, the end of a namespace.</summary>
internal sealed class SubresourceCalls(Cluster cluster, Tokens tokens)
{
    /// <summary>Whether there was such a path. RabbitmqCluster has no scale.</summary>
    public async Task<bool> AnswerAsync(ApiRequest request)
    {
        switch (request.Http.Request.Method, request.Type.QualifiedName, request.Target.Subresource)
        {
            case ("POST", "pods", "binding"):
                await BindAsync(request);
                return true;
            case ("POST", "pods", "eviction"):
                await EvictAsync(request);
                return true;
            case ("POST", "serviceaccounts", "token"):
                cluster.Get(request.Type, request.Namespace, request.Name);
                var token = tokens.Issue(ApiUser.ServiceAccount(request.Namespace!, request.Name));
                await Answer.JsonAsync(
                    request.Http,
                    new JsonObject { ["kind"] = "TokenRequest", ["apiVersion"] = "authentication.k8s.io/v1", ["metadata"] = new JsonObject(), ["status"] = new JsonObject { ["token"] = token } },
                    201);
                return true;
            case (_, "statefulsets.apps" or "deployments.apps", "scale"):
                await ScaleAsync(request);
                return true;
            case ("PUT", "namespaces", "finalize"):
                var wanted = await request.ObjectAsync();
                await Answer.JsonAsync(request.Http, cluster.Change(request.Type, null, request.Name, o => Finalize(o, wanted), request.Writing()));
                return true;
            default:
                return false;
        }
    }

    private static JsonObject Finalize(JsonObject value, JsonObject wanted)
    {
        value["spec"] = wanted["spec"]?.DeepClone();
        return value;
    }

    private async Task BindAsync(ApiRequest request)
    {
        var node = (await request.ObjectAsync()).Text("target", "name") ?? throw ApiException.Unprocessable("target.name: Required value");
        cluster.Change(request.Type, request.Namespace, request.Name, o => Bind(o, node), request.Writing());
        await Answer.JsonAsync(request.Http, new JsonObject { ["kind"] = "Status", ["apiVersion"] = "v1", ["metadata"] = new JsonObject(), ["status"] = "Success", ["code"] = 201 }, 201);
    }

    private static JsonObject Bind(JsonObject pod, string node)
    {
        if (pod.Text("spec", "nodeName") is { Length: > 0 } other)
        {
            throw ApiException.Conflict(ResourceTypes.Pods, pod.Name(), $"pod {pod.Name()} is already assigned to node \"{other}\"");
        }

        pod.Child("spec")["nodeName"] = node;
        return pod;
    }

    /// <summary>Refused while a PodDisruptionBudget allows no disruption.</summary>
    private async Task EvictAsync(ApiRequest request)
    {
        var pod = cluster.Get(request.Type, request.Namespace, request.Name);
        foreach (var budget in cluster.List(ResourceTypes.DisruptionBudgets, request.Namespace).Where(b => Labels.Select(b.At("spec", "selector"), pod)))
        {
            if (budget.Number("status", "disruptionsAllowed") is null or 0)
            {
                throw new ApiException(429, "TooManyRequests", "Cannot evict pod as it would violate the pod's disruption budget.", new JsonObject
                {
                    ["causes"] = new JsonArray(new JsonObject { ["reason"] = "DisruptionBudget", ["message"] = $"The disruption budget {budget.Name()} does not allow it now" }),
                });
            }
        }

        var grace = (await request.ObjectAsync()).Number("deleteOptions", "gracePeriodSeconds");
        cluster.Delete(request.Type, request.Namespace, request.Name, new DeleteOptions { GraceSeconds = grace });
        await Answer.JsonAsync(request.Http, new JsonObject { ["kind"] = "Status", ["apiVersion"] = "v1", ["metadata"] = new JsonObject(), ["status"] = "Success", ["code"] = 201 }, 201);
    }

    private async Task ScaleAsync(ApiRequest request)
    {
        var value = cluster.Get(request.Type, request.Namespace, request.Name);
        if (request.Http.Request.Method is "PUT" or "PATCH")
        {
            var body = await request.ObjectAsync();
            var scale = request.Http.Request.Method == "PUT" ? body : MergePatch.Apply(ScaleOf(value), body);
            var replicas = scale.Number("spec", "replicas") ?? 0;
            value = cluster.Change(request.Type, request.Namespace, request.Name, o => Scaled(o, replicas), request.Writing());
        }

        await Answer.JsonAsync(request.Http, ScaleOf(value));
    }

    private static JsonObject Scaled(JsonObject value, long replicas)
    {
        value.Child("spec")["replicas"] = replicas;
        return value;
    }

    private static JsonObject ScaleOf(JsonObject value) => new()
    {
        ["kind"] = "Scale",
        ["apiVersion"] = "autoscaling/v1",
        ["metadata"] = new JsonObject { ["name"] = value.Name(), ["namespace"] = value.Namespace(), ["uid"] = value.Uid(), ["resourceVersion"] = value.Text("metadata", "resourceVersion") },
        ["spec"] = new JsonObject { ["replicas"] = value.Number("spec", "replicas") ?? 0 },
        ["status"] = new JsonObject { ["replicas"] = value.Number("status", "replicas") ?? 0 },
    };
}
