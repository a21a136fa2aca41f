using System.Text.Json.Nodes;
using Warren.Kubernetes.Objects;

namespace Warren.Kubernetes.Operators;

/// <summary>What is read of a RabbitmqCluster's spec.</summary>
internal static class InstanceSpec
{
    public const string Image = "rabbitmq:4.1.3-management";

    /// <summary>Go writes its empty structs back, and the operator its image: the generation counts up without the user.</summary>
    public static JsonObject FillZeroStructs(JsonObject instance)
    {
        var spec = instance.Child("spec");
        spec["image"] ??= Image;
        spec["replicas"] ??= 1;
        foreach (var name in (string[])["override", "rabbitmq", "secretBackend", "tls", "service", "persistence"])
        {
            spec.Child(name);
        }

        return instance;
    }

    public static int Replicas(JsonObject instance) => (int)(instance.Number("spec", "replicas") ?? 1);

    public static string? TlsSecret(JsonObject instance) => instance.Text("spec", "tls", "secretName") is { Length: > 0 } name ? name : null;

    public static string? AuthoritySecret(JsonObject instance) => instance.Text("spec", "tls", "caSecretName") is { Length: > 0 } name ? name : null;

    public static bool OnlyTls(JsonObject instance) => instance.Flag("spec", "tls", "disableNonTLSListeners") == true;

    public static string Storage(JsonObject instance) => instance.At("spec", "persistence", "storage")?.ToString() ?? "10Gi";

    public static bool IsEphemeral(JsonObject instance) => Quantity.Parse(Storage(instance)) == 0;

    public static IEnumerable<string> Plugins(JsonObject instance) =>
        ((IEnumerable<string>)["rabbitmq_peer_discovery_k8s", "rabbitmq_prometheus", "rabbitmq_management"]).Concat(instance.Texts("spec", "rabbitmq", "additionalPlugins")).Distinct();

    /// <summary>What the operator copies to everything that it makes, pods aside.</summary>
    public static IEnumerable<KeyValuePair<string, string>> CopiedAnnotations(JsonObject instance) => instance.Map("metadata", "annotations")
        .Where(a => !a.Key.Contains("kubernetes.io", StringComparison.Ordinal) && !a.Key.Contains("k8s.io", StringComparison.Ordinal));

    /// <summary>All that its objects have: others are taken away.</summary>
    public static JsonObject Labels(JsonObject instance)
    {
        var labels = PodLabels(instance);
        foreach (var (label, value) in instance.Map("metadata", "labels").Where(l => !l.Key.StartsWith("app.kubernetes.io", StringComparison.Ordinal)))
        {
            labels[label] = value;
        }

        return labels;
    }

    public static JsonObject PodLabels(JsonObject instance) => new()
    {
        ["app.kubernetes.io/name"] = instance.Name(),
        ["app.kubernetes.io/component"] = "rabbitmq",
        ["app.kubernetes.io/part-of"] = "rabbitmq",
    };
}
