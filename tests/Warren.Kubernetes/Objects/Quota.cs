using System.Text.Json.Nodes;

namespace Warren.Kubernetes.Objects;

/// <summary>What a ResourceQuota counts: objects (count/secrets, count/rabbitmqclusters.rabbitmq.com, and old names such as pods) and the storage of claims.</summary>
internal static class Quota
{
    private static readonly string[] OldNames = ["pods", "services", "secrets", "configmaps", "persistentvolumeclaims", "resourcequotas"];

    /// <summary>How much of a quota's resource one object takes.</summary>
    public static decimal Of(string resource, ResourceType type, JsonObject value)
    {
        if (resource == $"count/{type.QualifiedName}" || (OldNames.Contains(resource) && resource == type.QualifiedName))
        {
            return 1;
        }

        return resource == "requests.storage" && type == ResourceTypes.Claims && value.At("spec", "resources", "requests", "storage") is { } storage ? Quantity.Parse(storage.ToString()) : 0;
    }

    public static decimal Used(Cluster cluster, string ns, string resource) =>
        cluster.Types.All.Where(t => t.Namespaced).Sum(t => cluster.List(t, ns).Sum(o => Of(resource, t, o)));
}
