using System.Net;
using System.Net.Sockets;
using k8s;
using k8s.Models;
using Warren.Engine.Runtimes.Kubernetes.Api;

namespace Warren.Engine.Tests.Runtimes.Kubernetes.Suite;

/// <summary>What a cluster has of what the suite needs.</summary>
/// <param name="Found">In words, one line each.</param>
/// <param name="Missing">Sentences; none: the suite can run.</param>
/// <param name="NoGrowth">Why no storage can grow, or null.</param>
/// <param name="PublicAddress">One that the cluster's load balancer gives; null: none.</param>
/// <param name="NoPublicAddress">Why there is none, or null.</param>
internal sealed record Preflight(IReadOnlyList<string> Found, IReadOnlyList<string> Missing, string? NoGrowth, IPAddress? PublicAddress, string? NoPublicAddress)
{
    private const string DefaultClass = "storageclass.kubernetes.io/is-default-class";

    private static readonly ResourceKind Definitions = new("apiextensions.k8s.io", "v1", "CustomResourceDefinition", "customresourcedefinitions", Namespaced: false);
    private static readonly ResourceKind Nodes = new("", "v1", "Node", "nodes", Namespaced: false);
    private static readonly ResourceKind Deployments = new("apps", "v1", "Deployment", "deployments");

    /// <summary>What the suite and Warren do there, as group, resource, verb.</summary>
    private static readonly IReadOnlyList<(string Group, string Resource, string Verb)> Rights =
    [
        ("", "namespaces", "create"), ("", "namespaces", "patch"), ("", "namespaces", "delete"), ("rabbitmq.com", "rabbitmqclusters", "create"), ("rabbitmq.com", "rabbitmqclusters", "patch"),
        ("rabbitmq.com", "rabbitmqclusters", "delete"), ("rabbitmq.com", "rabbitmqclusters", "watch"), ("", "secrets", "create"), ("", "secrets", "patch"), ("", "services", "create"),
        ("", "pods", "list"), ("", "pods", "delete"), ("", "pods/portforward", "get"), ("", "pods/portforward", "create"), ("", "persistentvolumeclaims", "list"), ("", "events", "list"),
        ("apps", "statefulsets", "watch"), ("networking.k8s.io", "networkpolicies", "create"), ("policy", "poddisruptionbudgets", "create"), ("storage.k8s.io", "storageclasses", "list"),
    ];

    public bool IsGood => Missing.Count == 0;

    /// <param name="access">Credentials of the cluster.</param>
    /// <param name="image">What brokers shall run; null: the operator's choice.</param>
    /// <param name="patience">How long a load balancer may take to give an address.</param>
    /// <param name="ct">Ends it.</param>
    public static async Task<Preflight> LookAsync(ClusterAccess access, string? image, TimeSpan patience, CancellationToken ct)
    {
        List<string> found = [], missing = [];
        try
        {
            var version = await access.Client.Version.GetCodeAsync(cancellationToken: ct);
            found.Add($"API server: {access.Client.BaseUri}, {version.GitVersion}");
        }
        catch (Exception e) when (e is HttpRequestException or IOException or OperationCanceledException or k8s.Autorest.HttpOperationException)
        {
            return new(found, [$"The API server at {access.Client.BaseUri} does not answer as it should: {Words(e)}"], null, null, null);
        }

        var api = new ClusterApi(access);
        await LookForOperatorAsync(api, found, missing, ct);
        var noGrowth = await LookForStorageAsync(api, found, missing, ct);
        await LookForRightsAsync(access, found, missing, ct);
        await LookForNodesAsync(api, found, ct);
        found.Add($"image of brokers: {image ?? "the operator's own choice (--image NAME chooses another)"}");
        var (address, reason) = missing.Count == 0 ? await LookForAddressAsync(access, patience, ct) : (null, "the suite does not run");
        found.Add($"public address: {address?.ToString() ?? reason}");
        return new(found, missing, noGrowth, address, reason);
    }

    private static async Task LookForOperatorAsync(ClusterApi api, List<string> found, List<string> missing, CancellationToken ct)
    {
        if (await TryAsync(() => api.FindAsync(Definitions, null, "rabbitmqclusters.rabbitmq.com", ct)) is not (var definition, null))
        {
            missing.Add("The definition rabbitmqclusters.rabbitmq.com cannot be read: the credentials of the kubeconfig need get on customresourcedefinitions.");
            return;
        }

        var serves = definition?.Items("spec", "versions").Where(v => v.Text("served") == "true").Select(v => v.Text("name")!).ToList() ?? [];
        if (!serves.Contains(ResourceKind.Cluster.Version, StringComparer.Ordinal))
        {
            missing.Add(definition is null
                ? "The RabbitMQ Cluster Operator is not installed: there is no definition rabbitmqclusters.rabbitmq.com. kubectl apply -f cluster-operator.yml brings it."
                : $"The definition rabbitmqclusters.rabbitmq.com serves {string.Join(", ", serves)}, and Warren speaks {ResourceKind.Cluster.Version}.");
            return;
        }

        found.Add($"RabbitmqCluster: {string.Join(", ", serves)}, made by controller-gen {definition!.Annotation("controller-gen.kubebuilder.io/version") ?? "(not said)"}");
        var (operators, fault) = await TryAsync(() => api.ListAsync(Deployments, null, "app.kubernetes.io/name=rabbitmq-cluster-operator", ct));
        found.Add(operators?.Items is [var running, ..]
            ? $"operator: {running.Namespace}/{running.Name}, image {running.Items("spec", "template", "spec", "containers").FirstOrDefault()?.Text("image")}, {running.Number("status", "readyReplicas") ?? 0} ready"
            : $"operator: no Deployment with its label is seen{(fault is null ? "" : $" ({fault})")}");
    }

    /// <returns>Why no storage can grow, or null.</returns>
    private static async Task<string?> LookForStorageAsync(ClusterApi api, List<string> found, List<string> missing, CancellationToken ct)
    {
        var (classes, fault) = await TryAsync(() => api.ListAsync(ResourceKind.StorageClass, null, "", ct));
        if (classes?.Items.FirstOrDefault(c => c.Annotation(DefaultClass) == "true") is not { } chosen)
        {
            missing.Add(fault ?? $"The cluster has no default storage class (annotation {DefaultClass}); it has {(classes!.Items.Count == 0 ? "none at all" : string.Join(", ", classes.Items.Select(c => c.Name)))}.");
            return null;
        }

        var grows = chosen.Text("allowVolumeExpansion") == "true";
        found.Add($"default storage class: {chosen.Name} ({chosen.Text("provisioner")}), volumes can{(grows ? "" : "not")} grow");
        return grows ? null : $"storage class {chosen.Name} has no allowVolumeExpansion";
    }

    private static async Task LookForRightsAsync(ClusterAccess access, List<string> found, List<string> missing, CancellationToken ct)
    {
        List<string> refused = [];
        foreach (var (group, resource, verb) in Rights)
        {
            var parts = resource.Split('/');
            var asked = new V1SelfSubjectAccessReview
            {
                Spec = new() { ResourceAttributes = new() { Group = group, Resource = parts[0], Subresource = parts.Length > 1 ? parts[1] : null, Verb = verb } },
            };
            var (answer, fault) = await TryAsync(() => access.Client.AuthorizationV1.CreateSelfSubjectAccessReviewAsync(asked, cancellationToken: ct));
            if (fault is not null || answer!.Status?.Allowed != true)
            {
                refused.Add($"{verb} {resource}");
            }
        }

        found.Add($"rights: {Rights.Count - refused.Count} of {Rights.Count} that are needed");
        if (refused.Count > 0)
        {
            missing.Add($"The credentials of the kubeconfig may not {string.Join(", ", refused)} in all namespaces.");
        }
    }

    private static async Task LookForNodesAsync(ClusterApi api, List<string> found, CancellationToken ct)
    {
        var (nodes, fault) = await TryAsync(() => api.ListAsync(Nodes, null, "", ct));
        found.Add(nodes is null
            ? $"nodes: not seen ({fault})"
            : $"nodes: {nodes.Items.Count}{string.Concat(nodes.Items.Select(n => $"; {n.Name} {n.Text("status", "allocatable", "cpu")} CPUs, {n.Text("status", "allocatable", "memory")}"))}");
    }

    /// <summary>Makes a service of type LoadBalancer in a namespace of its own, sees what address it gets, and removes both.</summary>
    private static async Task<(IPAddress? Address, string? Reason)> LookForAddressAsync(ClusterAccess access, TimeSpan patience, CancellationToken ct)
    {
        var client = access.Client;
        var place = $"warren-suite-{Guid.NewGuid().ToString("N")[..8]}";
        await client.CoreV1.CreateNamespaceAsync(new V1Namespace { Metadata = new() { Name = place } }, cancellationToken: ct);
        try
        {
            await client.CoreV1.CreateNamespacedServiceAsync(
                new V1Service { Metadata = new() { Name = "probe" }, Spec = new() { Type = "LoadBalancer", Ports = [new V1ServicePort { Port = 5672 }], Selector = new Dictionary<string, string>(StringComparer.Ordinal) { ["none"] = "such" } } },
                place,
                cancellationToken: ct);
            var began = TimeProvider.System.GetTimestamp();
            V1LoadBalancerIngress? given;
            do
            {
                await Task.Delay(TimeSpan.FromMilliseconds(200), ct);
                given = (await client.CoreV1.ReadNamespacedServiceAsync("probe", place, cancellationToken: ct)).Status?.LoadBalancer?.Ingress?.FirstOrDefault();
            }
            while (given is null && TimeProvider.System.GetElapsedTime(began) < patience);
            return IPAddress.TryParse(given?.Ip, out var address) && address.AddressFamily == AddressFamily.InterNetwork
                ? (address, null)
                : (null, given is null ? $"no address was given by the cluster in {patience.TotalSeconds} s" : $"the cluster gave {given.Ip ?? given.Hostname}, which is no IPv4 address");
        }
        catch (k8s.Autorest.HttpOperationException e)
        {
            return (null, $"the cluster refused a service of type LoadBalancer: {Words(e)}");
        }
        finally
        {
            await client.CoreV1.DeleteNamespaceAsync(place, cancellationToken: CancellationToken.None);
        }
    }

    private static string Words(Exception e) =>
        e is k8s.Autorest.HttpOperationException { Response: { } answer } ? KubeRefusal.From((int)answer.StatusCode, answer.Content ?? "").Message : e.GetBaseException().Message;

    private static async Task<(T? Value, string? Fault)> TryAsync<T>(Func<Task<T>> look)
        where T : class?
    {
        try
        {
            return (await look(), null);
        }
        catch (Exception e) when (e is IOException or HttpRequestException or k8s.Autorest.HttpOperationException)
        {
            return (null, Words(e));
        }
    }
}
