using System.Collections.Concurrent;
using Warren.Engine.Runtimes.Kubernetes.Api;

namespace Warren.Engine.Runtimes.Kubernetes;

/// <summary>Finds the namespace of an instance by its id alone. Where an instance is never changes, so what was found once is remembered.</summary>
internal sealed class InstancePlaces(ClusterApi api, KubernetesOptions options)
{
    private readonly ConcurrentDictionary<string, string> known = new(StringComparer.Ordinal);

    /// <summary>Null: all namespaces.</summary>
    public string? Everywhere => options.NamespaceMode == NamespaceMode.Single ? options.Namespace : null;

    public void Know(string instanceId, string inNamespace) => known[instanceId] = inNamespace;

    public void Forget(string instanceId) => known.TryRemove(instanceId, out _);

    /// <returns>Null: there is nothing of it.</returns>
    public async Task<string?> FindAsync(string instanceId, CancellationToken ct)
    {
        if (Everywhere is { } only)
        {
            return only;
        }

        if (known.TryGetValue(instanceId, out var place))
        {
            return place;
        }

        foreach (var kind in (ResourceKind[])[ResourceKind.Cluster, ResourceKind.Secret])
        {
            var found = await api.ListAsync(kind, null, $"{ObjectNames.ManagedByLabel}={ObjectNames.Manager},{ObjectNames.InstanceLabel}={instanceId}", ct);
            if (found.Items.Select(i => i.Namespace).OfType<string>().FirstOrDefault() is { } there)
            {
                Know(instanceId, there);
                return there;
            }
        }

        return null;
    }
}
