using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Warren.Engine.Runtimes.Kubernetes.Api;

namespace Warren.Engine.Runtimes.Kubernetes.Objects;

/// <summary>What every object of Warren's has: its kind, its name, Warren's labels, and a print of what was applied, by which a later look knows that it is still wanted so.</summary>
internal static class ObjectMeta
{
    /// <summary>
    /// The operator copies annotations of a cluster object to all that it keeps for it, over those of Warren's own secret of the default user, where both would then write
    /// for ever. It leaves alone those whose key has k8s.io in it.
    /// </summary>
    public const string PrintAnnotation = "warren/applied.k8s.io";

    /// <param name="kind">Of which kind.</param>
    /// <param name="name">Its name.</param>
    /// <param name="inNamespace">Null: it lies in none.</param>
    /// <param name="labels">All of them.</param>
    /// <param name="annotations">Besides the print.</param>
    /// <param name="content">Its other members.</param>
    public static KubeObject Object(
        ResourceKind kind, string name, string? inNamespace, IEnumerable<(string Key, string Value)> labels, IEnumerable<(string Key, string Value)> annotations, JsonObject content)
    {
        var metadata = new JsonObject { ["name"] = name };
        if (inNamespace is not null)
        {
            metadata["namespace"] = inNamespace;
        }

        metadata["labels"] = Map(labels);
        var marks = Map(annotations);
        metadata["annotations"] = marks;
        var json = new JsonObject { ["apiVersion"] = kind.ApiVersion, ["kind"] = kind.Kind, ["metadata"] = metadata };
        foreach (var (member, value) in content)
        {
            json[member] = value?.DeepClone();
        }

        marks[PrintAnnotation] = Print(json);
        return new KubeObject(json);
    }

    /// <summary>The same for an object of an instance.</summary>
    public static KubeObject Of(ResourceKind kind, string name, BrokerPlan plan, string inNamespace, JsonObject content, params (string Key, string Value)[] annotations) =>
        Object(kind, name, inNamespace, Labels(plan.InstanceId, plan.ProjectId), annotations, content);

    public static IEnumerable<(string Key, string Value)> Labels(string instanceId, string projectId) =>
        LabelsOfOperators(instanceId, projectId).Prepend((ObjectNames.ManagedByLabel, ObjectNames.Manager));

    /// <summary>Of an object that the operator keeps too: it sets all labels, to its own and those of the cluster object that do not begin with app.kubernetes.io.</summary>
    public static IEnumerable<(string Key, string Value)> LabelsOfOperators(string instanceId, string projectId) =>
        [(ObjectNames.InstanceLabel, instanceId), (ObjectNames.ProjectLabel, projectId)];

    /// <summary>All pods of an instance.</summary>
    public static JsonObject PodSelector(string instanceId) => new() { ["matchLabels"] = new JsonObject { [ObjectNames.ClusterLabel] = ObjectNames.Cluster(instanceId) } };

    /// <summary>Members of a secret, as the API server keeps them.</summary>
    public static JsonObject Data(params (string Key, string Value)[] members) => Map(members.Select(m => (m.Key, Convert.ToBase64String(Encoding.UTF8.GetBytes(m.Value)))));

    /// <summary>The text of a member of a secret; null: it is not there.</summary>
    public static string? Read(KubeObject secret, string key) =>
        secret.Text("data", key) is { } coded ? Encoding.UTF8.GetString(Convert.FromBase64String(coded)) : null;

    private static JsonObject Map(IEnumerable<(string Key, string Value)> members)
    {
        var map = new JsonObject();
        foreach (var (key, value) in members)
        {
            map[key] = value;
        }

        return map;
    }

    private static string Print(JsonObject json) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(json.ToJsonString())))[..16];
}
