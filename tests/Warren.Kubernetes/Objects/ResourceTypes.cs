using System.Collections.Concurrent;
using k8s.Models;
using Warren.Kubernetes.Schemas;

namespace Warren.Kubernetes.Objects;

/// <summary>All kinds that are served: the built-in ones, and those of definitions once these are established.</summary>
public sealed class ResourceTypes
{
    public static readonly ResourceType Namespaces = BuiltIn<V1Namespace>("", "v1", "namespaces", "Namespace", namespaced: false, "ns") with { HasStatus = true };
    public static readonly ResourceType Nodes = BuiltIn<V1Node>("", "v1", "nodes", "Node", namespaced: false, "no") with { HasStatus = true };
    public static readonly ResourceType Pods = BuiltIn<V1Pod>("", "v1", "pods", "Pod", namespaced: true, "po") with { HasStatus = true, HasGeneration = true };
    public static readonly ResourceType Secrets = BuiltIn<V1Secret>("", "v1", "secrets", "Secret", namespaced: true);
    public static readonly ResourceType ConfigMaps = BuiltIn<V1ConfigMap>("", "v1", "configmaps", "ConfigMap", namespaced: true, "cm");
    public static readonly ResourceType Services = BuiltIn<V1Service>("", "v1", "services", "Service", namespaced: true, "svc") with { HasStatus = true };
    public static readonly ResourceType ServiceAccounts = BuiltIn<V1ServiceAccount>("", "v1", "serviceaccounts", "ServiceAccount", namespaced: true, "sa");
    public static readonly ResourceType Events = BuiltIn<Corev1Event>("", "v1", "events", "Event", namespaced: true, "ev");
    public static readonly ResourceType Claims = BuiltIn<V1PersistentVolumeClaim>("", "v1", "persistentvolumeclaims", "PersistentVolumeClaim", namespaced: true, "pvc") with { HasStatus = true };
    public static readonly ResourceType Volumes = BuiltIn<V1PersistentVolume>("", "v1", "persistentvolumes", "PersistentVolume", namespaced: false, "pv") with { HasStatus = true };
    public static readonly ResourceType Quotas = BuiltIn<V1ResourceQuota>("", "v1", "resourcequotas", "ResourceQuota", namespaced: true, "quota") with { HasStatus = true };

    public static readonly ResourceType StatefulSets =
        BuiltIn<V1StatefulSet>("apps", "v1", "statefulsets", "StatefulSet", namespaced: true, "sts") with { HasStatus = true, HasGeneration = true };

    public static readonly ResourceType Deployments =
        BuiltIn<V1Deployment>("apps", "v1", "deployments", "Deployment", namespaced: true, "deploy") with { HasStatus = true, HasGeneration = true };

    public static readonly ResourceType Revisions = BuiltIn<V1ControllerRevision>("apps", "v1", "controllerrevisions", "ControllerRevision", namespaced: true);

    public static readonly ResourceType DisruptionBudgets =
        BuiltIn<V1PodDisruptionBudget>("policy", "v1", "poddisruptionbudgets", "PodDisruptionBudget", namespaced: true, "pdb") with { HasStatus = true, HasGeneration = true };

    public static readonly ResourceType NetworkPolicies =
        BuiltIn<V1NetworkPolicy>("networking.k8s.io", "v1", "networkpolicies", "NetworkPolicy", namespaced: true, "netpol") with { HasGeneration = true };

    public static readonly ResourceType StorageClasses = BuiltIn<V1StorageClass>("storage.k8s.io", "v1", "storageclasses", "StorageClass", namespaced: false, "sc");
    public static readonly ResourceType Leases = BuiltIn<V1Lease>("coordination.k8s.io", "v1", "leases", "Lease", namespaced: true);
    public static readonly ResourceType Roles = BuiltIn<V1Role>("rbac.authorization.k8s.io", "v1", "roles", "Role", namespaced: true);
    public static readonly ResourceType RoleBindings = BuiltIn<V1RoleBinding>("rbac.authorization.k8s.io", "v1", "rolebindings", "RoleBinding", namespaced: true);
    public static readonly ResourceType ClusterRoles = BuiltIn<V1ClusterRole>("rbac.authorization.k8s.io", "v1", "clusterroles", "ClusterRole", namespaced: false);
    public static readonly ResourceType ClusterRoleBindings = BuiltIn<V1ClusterRoleBinding>("rbac.authorization.k8s.io", "v1", "clusterrolebindings", "ClusterRoleBinding", namespaced: false);

    /// <summary>The definitions hold schemas, which are not looked into here.</summary>
    public static readonly ResourceType Definitions =
        new("apiextensions.k8s.io", "v1", "customresourcedefinitions", "CustomResourceDefinition", Namespaced: false) { ShortNames = ["crd"], HasStatus = true, HasGeneration = true, Schema = DefinitionSchema() };

    public static readonly ResourceType RabbitmqClusters =
        new("rabbitmq.com", "v1beta1", "rabbitmqclusters", "RabbitmqCluster", Namespaced: true) { ShortNames = ["rmq"], HasStatus = true, HasGeneration = true, IsCustom = true, Schema = RabbitmqClusterSchema.Whole };

    private static readonly ResourceType[] BuiltIns =
    [
        Namespaces, Nodes, Pods, Secrets, ConfigMaps, Services, ServiceAccounts, Events, Claims, Volumes, Quotas, StatefulSets, Deployments, Revisions, DisruptionBudgets, NetworkPolicies,
        StorageClasses, Leases, Roles, RoleBindings, ClusterRoles, ClusterRoleBindings, Definitions,
    ];

    private readonly ConcurrentDictionary<string, ResourceType> served = new(BuiltIns.Select(t => KeyValuePair.Create(t.QualifiedName, t)), StringComparer.Ordinal);

    public IEnumerable<ResourceType> All => served.Values.OrderBy(t => t.QualifiedName, StringComparer.Ordinal);

    public ResourceType? Find(string group, string version, string plural) =>
        served.GetValueOrDefault(group.Length == 0 ? plural : $"{plural}.{group}") is { } type && type.Version == version ? type : null;

    public ResourceType? Find(string qualifiedName) => served.GetValueOrDefault(qualifiedName);

    public ResourceType? OfKind(string apiVersion, string kind) => served.Values.FirstOrDefault(t => t.ApiVersion == apiVersion && t.Kind == kind);

    internal void Add(ResourceType type) => served[type.QualifiedName] = type;

    internal void Remove(string qualifiedName) => served.TryRemove(qualifiedName, out _);

    private static ResourceType BuiltIn<T>(string group, string version, string plural, string kind, bool namespaced, params string[] shortNames) =>
        new(group, version, plural, kind, namespaced) { ShortNames = shortNames, Schema = ModelSchema.Of<T>() };

    private static Schema DefinitionSchema() => Schema.Of(new Dictionary<string, Schema>(StringComparer.Ordinal)
    {
        ["apiVersion"] = Schema.Text,
        ["kind"] = Schema.Text,
        ["metadata"] = ModelSchema.Of<V1ObjectMeta>(),
        ["spec"] = Schema.Anything,
        ["status"] = ModelSchema.Of<V1CustomResourceDefinitionStatus>(),
    });
}
