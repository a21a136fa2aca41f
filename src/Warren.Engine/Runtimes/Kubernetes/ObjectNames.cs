namespace Warren.Engine.Runtimes.Kubernetes;

/// <summary>What the objects of an instance are called and labelled. The operator's names follow from that of the cluster object.</summary>
internal static class ObjectNames
{
    public const string Manager = "warren";
    public const string ManagedByLabel = "app.kubernetes.io/managed-by";
    public const string InstanceLabel = "warren/instance-id";
    public const string ProjectLabel = "warren/project-id";
    public const string PartLabel = "warren/part";

    /// <summary>The operator's own: the name of the cluster object, on everything that it makes for it.</summary>
    public const string ClusterLabel = "app.kubernetes.io/name";

    /// <summary>How many nodes an instance has that is stopped. Called so that the operator copies it nowhere, see <see cref="Objects.ObjectMeta.PrintAnnotation"/>.</summary>
    public const string NodesAnnotation = "warren/nodes.k8s.io";

    public const string ZoneLabel = "topology.kubernetes.io/zone";
    public const string Container = "rabbitmq";

    private const string Prefix = "i-";
    private const string NamespacePrefix = "warren-";

    public static string Cluster(string instanceId) => Prefix + instanceId;

    public static string DefaultUser(string instanceId) => $"{Prefix}{instanceId}-default-user";

    public static string Definitions(string instanceId) => $"{Prefix}{instanceId}-definitions";

    public static string Tls(string instanceId) => $"{Prefix}{instanceId}-tls";

    public static string Record(string instanceId) => $"{Prefix}{instanceId}-record";

    public static string Public(string instanceId) => $"{Prefix}{instanceId}-public";

    public static string StatefulSet(string instanceId) => $"{Prefix}{instanceId}-server";

    public static string Pod(string instanceId, int index) => $"{Prefix}{instanceId}-server-{index}";

    public static string Claim(string instanceId, int index) => $"persistence-{Prefix}{instanceId}-server-{index}";

    /// <summary>Erlang name of a node.</summary>
    public static string Node(string instanceId, int index, string inNamespace) => $"rabbit@{Pod(instanceId, index)}.{Prefix}{instanceId}-nodes.{inNamespace}";

    public static string NamespaceOf(string projectId, KubernetesOptions options) =>
        options.NamespaceMode == NamespaceMode.Single ? options.Namespace : NamespacePrefix + projectId.ToLowerInvariant();

    /// <summary>The number of a pod or claim; null when its name does not end in one.</summary>
    public static int? IndexOf(string name) => int.TryParse(name[(name.LastIndexOf('-') + 1)..], out var index) ? index : null;

    /// <summary>The instance whose object has this name; null: none of ours.</summary>
    public static string? InstanceOf(string name) =>
        name.StartsWith(Prefix, StringComparison.Ordinal) && name.Length >= Prefix.Length + 36 && Guid.TryParseExact(name.AsSpan(Prefix.Length, 36), "D", out _)
            ? name.Substring(Prefix.Length, 36)
            : null;
}
