using System.Text.Json.Nodes;
using Warren.Engine.Reconcile;
using Warren.Engine.Runtimes.Kubernetes.Api;

namespace Warren.Engine.Runtimes.Kubernetes;

/// <summary>
/// Removes all that belongs to an instance: the cluster object first, whose finalizer the operator takes away when it is done, then the rest by name, and the record
/// last, so that an instance of which something is left is still known.
/// </summary>
internal sealed class InstanceRemoval(ClusterApi api, KubernetesOptions options, FaultPoints faults, TimeProvider clock)
{
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(250);

    /// <exception cref="IOException">Something is not gone yet; another try goes on waiting.</exception>
    public async Task RemoveAsync(string inNamespace, string instanceId, CancellationToken ct)
    {
        var name = ObjectNames.Cluster(instanceId);
        if (options.Claims == ClaimPolicy.Keep)
        {
            await ReleaseClaimsAsync(inNamespace, instanceId, ct);
        }

        await api.DeleteAsync(ResourceKind.Cluster, inNamespace, name, ct);
        await GoneAsync(
            async () => await api.FindAsync(ResourceKind.Cluster, inNamespace, name, ct) is { } left
                ? $"the cluster object {name} waits for {string.Join(", ", (left.At("metadata", "finalizers") as JsonArray ?? []).Select(f => f?.ToString()))}: is the RabbitMQ Cluster Operator running?"
                : null,
            ct);
        faults.Reach(FaultPoint.NodeStopped);
        await GoneAsync(async () => await LeftAsync(ResourceKind.Pod, inNamespace, instanceId, ct), ct);
        if (options.Claims == ClaimPolicy.Delete)
        {
            foreach (var claim in (await OfOperatorAsync(ResourceKind.Claim, inNamespace, instanceId, ct)).Items)
            {
                await api.DeleteAsync(ResourceKind.Claim, inNamespace, claim.Name, ct);
            }

            await GoneAsync(async () => await LeftAsync(ResourceKind.Claim, inNamespace, instanceId, ct), ct);
        }

        await api.DeleteAsync(ResourceKind.NetworkPolicy, inNamespace, name, ct);
        await api.DeleteAsync(ResourceKind.DisruptionBudget, inNamespace, name, ct);
        await api.DeleteAsync(ResourceKind.Service, inNamespace, ObjectNames.Public(instanceId), ct);
        foreach (var secret in (string[])[ObjectNames.DefaultUser(instanceId), ObjectNames.Definitions(instanceId), ObjectNames.Tls(instanceId), ObjectNames.Record(instanceId)])
        {
            await api.DeleteAsync(ResourceKind.Secret, inNamespace, secret, ct);
        }

        faults.Reach(FaultPoint.FolderRemoved);
    }

    /// <summary>Lets the operator take all pods down and keep the claims; returns when they are down.</summary>
    /// <exception cref="IOException">A pod does not end in time; another try goes on waiting.</exception>
    public async Task StopAsync(string inNamespace, string instanceId, CancellationToken ct)
    {
        var name = ObjectNames.Cluster(instanceId);
        if (await api.FindAsync(ResourceKind.Cluster, inNamespace, name, ct) is { IsBeingDeleted: false } cluster && cluster.Number("spec", "replicas") != 0)
        {
            await api.MergeAsync(ResourceKind.Cluster, inNamespace, name, new JsonObject { ["spec"] = new JsonObject { ["replicas"] = 0 } }, ct);
        }

        await GoneAsync(async () => await LeftAsync(ResourceKind.Pod, inNamespace, instanceId, ct), ct);
    }

    /// <summary>The operator's claims belong to the cluster object and would go with it.</summary>
    private async Task ReleaseClaimsAsync(string inNamespace, string instanceId, CancellationToken ct)
    {
        foreach (var claim in (await OfOperatorAsync(ResourceKind.Claim, inNamespace, instanceId, ct)).Items.Where(c => c.At("metadata", "ownerReferences") is not null))
        {
            await api.MergeAsync(ResourceKind.Claim, inNamespace, claim.Name, new JsonObject { ["metadata"] = new JsonObject { ["ownerReferences"] = null } }, ct);
        }
    }

    private async Task<string?> LeftAsync(ResourceKind kind, string inNamespace, string instanceId, CancellationToken ct) =>
        (await OfOperatorAsync(kind, inNamespace, instanceId, ct)).Items is [var left, ..] ? $"{kind.Kind} {left.Name} is not gone yet" : null;

    private Task<KubeList> OfOperatorAsync(ResourceKind kind, string inNamespace, string instanceId, CancellationToken ct) =>
        api.ListAsync(kind, inNamespace, $"{ObjectNames.ClusterLabel}={ObjectNames.Cluster(instanceId)}", ct);

    private async Task GoneAsync(Func<Task<string?>> left, CancellationToken ct)
    {
        var began = clock.GetTimestamp();
        while (await left() is { } what)
        {
            if (clock.GetElapsedTime(began) > options.DeletionPatience)
            {
                throw new IOException(what);
            }

            await Task.Delay(Poll, clock, ct);
        }
    }
}
