using System.ComponentModel.DataAnnotations;
using System.Net;
using System.Text.RegularExpressions;

namespace Warren.Engine.Runtimes.Kubernetes;

/// <summary>How brokers run as RabbitmqCluster objects of a Kubernetes cluster that has the RabbitMQ Cluster Operator. Section <c>Kubernetes</c>.</summary>
public sealed partial record KubernetesOptions : IValidatableObject
{
    /// <summary>A kubeconfig file. Empty (default): the service account of the pod that Warren runs in, or outside of a cluster KUBECONFIG or ~/.kube/config.</summary>
    public string Kubeconfig { get; init; } = "";

    /// <summary>The kubeconfig's context. Empty (default): its current one.</summary>
    public string Context { get; init; } = "";

    /// <summary>Whether every project has a namespace of its own, which Warren makes, or all share one. Default <see cref="Kubernetes.NamespaceMode.Project"/>.</summary>
    [EnumDataType(typeof(NamespaceMode))]
    public NamespaceMode NamespaceMode { get; init; } = NamespaceMode.Project;

    /// <summary>The namespace that all share, which has to exist. 1 to 63 of a-z, 0-9 and -; default warren-brokers.</summary>
    [RegularExpression("[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?")]
    public string Namespace { get; init; } = "warren-brokers";

    /// <summary>How Warren gets to the brokers. Default: Direct in a cluster, PortForward with a kubeconfig.</summary>
    [EnumDataType(typeof(Reach))]
    public Reach? Reach { get; init; }

    /// <summary>The container image of RabbitMQ. Empty (default): the operator's own choice.</summary>
    public string Image { get; init; } = "";

    /// <summary>Other images by the engine version that was ordered, such as 3.8.35.</summary>
    public Dictionary<string, string> Images { get; } = new(StringComparer.Ordinal);

    /// <summary>Names of secrets by which images are pulled, with commas between them; they have to be in the namespace. Default: none.</summary>
    public string ImagePullSecrets { get; init; } = "";

    /// <summary>The storage class of brokers' data. Empty (default): the cluster's default one.</summary>
    public string StorageClass { get; init; } = "";

    /// <summary>Other storage classes by I/O class: normal, high or ultra.</summary>
    public Dictionary<string, string> StorageClasses { get; } = new(StringComparer.Ordinal);

    /// <summary>What the cluster's nodes have in the label topology.kubernetes.io/zone, by code of Warren's zone. One that is not named binds nothing.</summary>
    public Dictionary<string, string> Zones { get; } = new(StringComparer.Ordinal);

    /// <summary>What part of a flavour's CPUs is requested; all of them is the limit. 0.01 to 1, default 1.</summary>
    [Range(0.01, 1.0)]
    public double CpuRequest { get; init; } = 1;

    /// <summary>What part of a flavour's memory a pod gets, requested and limited alike: less than all of it is for trials on small clusters. 0.05 to 1, default 1.</summary>
    [Range(0.05, 1.0)]
    public double MemoryShare { get; init; } = 1;

    /// <summary>
    /// How long a pod may take to end: within it its queues get the time to be able to do without it. Finite, since a pod that waits for a node that never comes
    /// would block every change. 30 s to 1 day, default 10 min.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:30", "1.00:00:00")]
    public TimeSpan TerminationGracePeriod { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>A pod that takes longer to end than this is shown as a fault. 10 s to 1 day, default 5 min.</summary>
    [Range(typeof(TimeSpan), "00:00:10", "1.00:00:00")]
    public TimeSpan StuckAfter { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>How long one look waits for a deleted instance to be gone, before the reason is shown and the wait goes on. 1 s to 10 min, default 30 s.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00")]
    public TimeSpan DeletionPatience { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>What becomes of the claims of an instance that is deleted for good. Default <see cref="ClaimPolicy.Delete"/>.</summary>
    [EnumDataType(typeof(ClaimPolicy))]
    public ClaimPolicy Claims { get; init; } = ClaimPolicy.Delete;

    /// <summary>Whether the rules of security groups become NetworkPolicies; the cluster's network has to enforce those. Default true.</summary>
    public bool SecurityGroups { get; init; } = true;

    /// <summary>Ranges that Warren comes from, with commas between them, which no NetworkPolicy keeps out. Default: in a cluster, the pods of Warren's own namespace.</summary>
    public string WarrenRanges { get; init; } = "";

    /// <summary>Whether an instance may have a public address, by a service of type LoadBalancer. Default true.</summary>
    public bool PublicAccess { get; init; } = true;

    /// <summary>An annotation in which the load balancer reads the wanted address, such as metallb.universe.tf/loadBalancerIPs. Default: none, and the address is asked for by spec.loadBalancerIP alone.</summary>
    public string LoadBalancerAnnotation { get; init; } = "";

    internal IReadOnlyList<string> PullSecrets => Split(ImagePullSecrets);

    internal IReadOnlyList<string> OwnRanges => Split(WarrenRanges);

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        foreach (var unknown in StorageClasses.Keys.Except(["normal", "high", "ultra"], StringComparer.Ordinal))
        {
            yield return new ValidationResult($"Kubernetes:StorageClasses must name normal, high or ultra, not {unknown}.", [nameof(StorageClasses)]);
        }

        foreach (var range in OwnRanges.Where(r => !IPNetwork.TryParse(r, out _)))
        {
            yield return new ValidationResult($"Kubernetes:WarrenRanges must be ranges such as 10.0.0.0/8, not {range}.", [nameof(WarrenRanges)]);
        }

        if (LoadBalancerAnnotation.Length > 0 && !AnnotationPattern().IsMatch(LoadBalancerAnnotation))
        {
            yield return new ValidationResult("Kubernetes:LoadBalancerAnnotation must be the key of an annotation.", [nameof(LoadBalancerAnnotation)]);
        }
    }

    private static string[] Split(string joined) => joined.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    [GeneratedRegex(@"\A([a-z0-9.-]+/)?[A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?\z")]
    private static partial Regex AnnotationPattern();
}

/// <summary>Where the objects of instances lie.</summary>
public enum NamespaceMode
{
    /// <summary>In a namespace per project, warren-PROJECT, which Warren makes and labels.</summary>
    Project = 0,

    /// <summary>All in one, which has to exist.</summary>
#pragma warning disable CA1720 // one namespace, not a number
    Single = 1,
#pragma warning restore CA1720
}

/// <summary>How Warren gets to the pods of brokers.</summary>
public enum Reach
{
    /// <summary>By their addresses, as from inside the cluster.</summary>
    Direct = 0,

    /// <summary>Through the API server.</summary>
    PortForward = 1,
}

/// <summary>What becomes of claims, and with them of data, when an instance is deleted for good.</summary>
public enum ClaimPolicy
{
    /// <summary>They are deleted.</summary>
    Delete = 0,

    /// <summary>They stay for somebody to look after.</summary>
    Keep = 1,
}
