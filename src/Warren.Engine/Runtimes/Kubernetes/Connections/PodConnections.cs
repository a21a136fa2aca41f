using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using Warren.Engine.Broker;
using Warren.Engine.Runtimes.Kubernetes.Api;

namespace Warren.Engine.Runtimes.Kubernetes.Connections;

/// <summary>Gets to the pods of nodes: by their addresses, which change with every pod, or through the API server.</summary>
/// <param name="api">Knows the addresses.</param>
/// <param name="forwards">Null: by their addresses.</param>
/// <param name="options">Where the pods are.</param>
/// <param name="clock">For how long an address is believed.</param>
internal sealed class PodConnections(ClusterApi api, PortForwards? forwards, KubernetesOptions options, TimeProvider clock) : INodeConnections
{
    /// <summary>One check of an instance asks for an address several times.</summary>
    private static readonly TimeSpan Believed = TimeSpan.FromSeconds(2);

    private readonly ConcurrentDictionary<string, (IPAddress Address, long Since)> addresses = new(StringComparer.Ordinal);

    public Socket NewSocket() => new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };

    public async ValueTask<IPEndPoint> FindAsync(BrokerPlan plan, IPAddress node, int port, CancellationToken ct)
    {
        var place = ObjectNames.NamespaceOf(plan.ProjectId, options);
        var pod = ObjectNames.Pod(plan.InstanceId, plan.IndexOf(node));
        return forwards?.To(place, pod, port) ?? new IPEndPoint(await AddressAsync(place, pod, ct), port);
    }

    public void Forget(string instanceId)
    {
        foreach (var pod in addresses.Keys.Where(p => ObjectNames.InstanceOf(p) == instanceId))
        {
            addresses.TryRemove(pod, out _);
        }

        forwards?.Forget(instanceId);
    }

    private async Task<IPAddress> AddressAsync(string inNamespace, string pod, CancellationToken ct)
    {
        if (addresses.TryGetValue(pod, out var known) && clock.GetElapsedTime(known.Since) < Believed)
        {
            return known.Address;
        }

        var now = await api.FindAsync(ResourceKind.Pod, inNamespace, pod, ct);
        if (!IPAddress.TryParse(now?.Text("status", "podIP"), out var address))
        {
            throw new IOException($"pod {pod} has no address yet");
        }

        addresses[pod] = (address, clock.GetTimestamp());
        return address;
    }
}
