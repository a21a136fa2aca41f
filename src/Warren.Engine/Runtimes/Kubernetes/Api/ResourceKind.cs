namespace Warren.Engine.Runtimes.Kubernetes.Api;

/// <summary>A kind of objects, as the API server's paths have it.</summary>
/// <param name="Group">Empty for the core group.</param>
/// <param name="Version">For example v1.</param>
/// <param name="Kind">For example Pod.</param>
/// <param name="Plural">For example pods.</param>
/// <param name="Namespaced">Whether its objects lie in namespaces.</param>
internal sealed record ResourceKind(string Group, string Version, string Kind, string Plural, bool Namespaced = true)
{
    public static readonly ResourceKind Cluster = new("rabbitmq.com", "v1beta1", "RabbitmqCluster", "rabbitmqclusters");
    public static readonly ResourceKind StatefulSet = new("apps", "v1", "StatefulSet", "statefulsets");
    public static readonly ResourceKind DisruptionBudget = new("policy", "v1", "PodDisruptionBudget", "poddisruptionbudgets");
    public static readonly ResourceKind NetworkPolicy = new("networking.k8s.io", "v1", "NetworkPolicy", "networkpolicies");
    public static readonly ResourceKind StorageClass = new("storage.k8s.io", "v1", "StorageClass", "storageclasses", Namespaced: false);
    public static readonly ResourceKind Pod = new("", "v1", "Pod", "pods");
    public static readonly ResourceKind Secret = new("", "v1", "Secret", "secrets");
    public static readonly ResourceKind Service = new("", "v1", "Service", "services");
    public static readonly ResourceKind Claim = new("", "v1", "PersistentVolumeClaim", "persistentvolumeclaims");
    public static readonly ResourceKind Event = new("", "v1", "Event", "events");
    public static readonly ResourceKind Namespace = new("", "v1", "Namespace", "namespaces", Namespaced: false);

    private static readonly IReadOnlyList<ResourceKind> Applied = [Cluster, DisruptionBudget, NetworkPolicy, Secret, Service, Namespace];

    public string ApiVersion => Group.Length == 0 ? Version : $"{Group}/{Version}";

    /// <summary>The kind of an object that Warren applies.</summary>
    public static ResourceKind Of(KubeObject item) => Applied.Single(k => k.Kind == item.Kind && k.ApiVersion == item.ApiVersion);

    /// <param name="inNamespace">Null: all of them.</param>
    /// <param name="name">Null: the collection.</param>
    public string Path(string? inNamespace, string? name = null)
    {
        var root = Group.Length == 0 ? $"api/{Version}" : $"apis/{Group}/{Version}";
        var place = Namespaced && inNamespace is not null ? $"/namespaces/{inNamespace}" : "";
        return $"{root}{place}/{Plural}{(name is null ? "" : "/" + name)}";
    }
}
