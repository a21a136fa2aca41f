using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Warren.Kubernetes.Objects;

namespace Warren.Kubernetes.Kubelets;

/// <summary>Pods that only say that they run: ready at once, with an address that nothing listens on.</summary>
internal sealed class PretendedPods(Cluster cluster) : IPods
{
    private readonly ConcurrentDictionary<string, string> addresses = new(StringComparer.Ordinal);
    private int last;

    public Action? Changed { get; set; }

    public string? Missing(JsonObject pod) => PodVolumes.Missing(cluster, pod);

    public PodSight Run(JsonObject pod) => new(addresses.GetOrAdd(pod.Uid(), _ => $"10.244.0.{Interlocked.Increment(ref last)}"), IsRunning: true, IsReady: true, 0, "");

    public Task StopAsync(JsonObject pod, CancellationToken ct)
    {
        addresses.TryRemove(pod.Uid(), out _);
        return Task.CompletedTask;
    }

    public Task KeepOnlyAsync(IReadOnlySet<string> uids) => Task.CompletedTask;

    public string? Log(string uid) => addresses.ContainsKey(uid) ? "pretended\n" : null;

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
