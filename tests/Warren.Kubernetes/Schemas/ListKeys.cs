using k8s.Models;

namespace Warren.Kubernetes.Schemas;

/// <summary>Which lists of built-in kinds are maps by a key, or sets; all others are one value. From the API's +listType and +listMapKey marks, which the client's classes lack.</summary>
internal static class ListKeys
{
    private static readonly Dictionary<(Type Type, string Field), string[]> Known = new()
    {
        [(typeof(V1ObjectMeta), "ownerReferences")] = ["uid"],
        [(typeof(V1ObjectMeta), "finalizers")] = [],
        [(typeof(V1PodSpec), "containers")] = ["name"],
        [(typeof(V1PodSpec), "initContainers")] = ["name"],
        [(typeof(V1PodSpec), "ephemeralContainers")] = ["name"],
        [(typeof(V1PodSpec), "volumes")] = ["name"],
        [(typeof(V1PodSpec), "imagePullSecrets")] = ["name"],
        [(typeof(V1PodSpec), "hostAliases")] = ["ip"],
        [(typeof(V1PodSpec), "topologySpreadConstraints")] = ["topologyKey", "whenUnsatisfiable"],
        [(typeof(V1Container), "ports")] = ["containerPort", "protocol"],
        [(typeof(V1Container), "env")] = ["name"],
        [(typeof(V1Container), "volumeMounts")] = ["mountPath"],
        [(typeof(V1Container), "volumeDevices")] = ["devicePath"],
        [(typeof(V1PodStatus), "conditions")] = ["type"],
        [(typeof(V1PodStatus), "podIPs")] = ["ip"],
        [(typeof(V1ServiceSpec), "ports")] = ["port", "protocol"],
        [(typeof(V1ServiceStatus), "conditions")] = ["type"],
        [(typeof(V1ServiceAccount), "secrets")] = ["name"],
        [(typeof(V1StatefulSetStatus), "conditions")] = ["type"],
        [(typeof(V1DeploymentStatus), "conditions")] = ["type"],
        [(typeof(V1PersistentVolumeClaimStatus), "conditions")] = ["type"],
        [(typeof(V1PodDisruptionBudgetStatus), "conditions")] = ["type"],
        [(typeof(V1NamespaceStatus), "conditions")] = ["type"],
        [(typeof(V1NamespaceSpec), "finalizers")] = [],
        [(typeof(V1CustomResourceDefinitionStatus), "conditions")] = ["type"],
    };

    /// <summary>Keys of the items; none for a set; null for a list that is one value.</summary>
    public static string[]? Of(Type type, string field) => Known.GetValueOrDefault((type, field));
}
