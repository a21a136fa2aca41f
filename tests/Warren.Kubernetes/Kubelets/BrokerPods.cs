using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Warren.Kubernetes.Objects;

namespace Warren.Kubernetes.Kubelets;

/// <summary>
/// Pods that are real brokers: Debian's rabbitmq-server, each on a loopback address of its own, configured from the volumes of its pod as the operator's init
/// container does it. What a claim holds is a folder that outlives the pod. Erlang finds the names of the pods in a file of ours instead of the cluster's DNS.
/// </summary>
internal sealed class BrokerPods : IPods
{
    private const string ServerScript = "/usr/lib/rabbitmq/bin/rabbitmq-server";
    private const int MostRestarts = 5;

    private readonly Cluster cluster;
    private readonly string folder = Directory.CreateTempSubdirectory("warren-kubernetes-").FullName;
    private readonly LoopbackAddresses addresses = new();
    private readonly ConcurrentDictionary<string, BrokerProcess> running = new(StringComparer.Ordinal);

    public BrokerPods(Cluster cluster)
    {
        this.cluster = cluster;
        File.SetUnixFileMode(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.OtherExecute | UnixFileMode.OtherRead | UnixFileMode.GroupExecute | UnixFileMode.GroupRead);
        WriteHosts();
    }

    /// <summary>What is missing on this machine, or null.</summary>
    public static string? MissingHere => File.Exists(ServerScript) ? null : $"{ServerScript} is missing; the Debian package rabbitmq-server brings it.";

    public Action? Changed { get; set; }

    private string HostsFile => Path.Combine(folder, "hosts");

    public string? Missing(JsonObject pod) => PodVolumes.Missing(cluster, pod);

    public PodSight Run(JsonObject pod)
    {
        if (!running.TryGetValue(pod.Uid(), out var broker))
        {
            broker = new BrokerProcess(BrokerPod.Of(pod, Path.Combine(folder, "pods", pod.Uid()), ClaimFolder(pod), HostsFile, addresses.Next()), () => Changed?.Invoke());
            running[pod.Uid()] = broker;
            WriteHosts();
        }

        broker.Pod.Write(cluster, pod);
        if (!broker.IsRunning && broker.Restarts < MostRestarts && MayStart(pod, broker))
        {
            broker.Start();
        }

        broker.Refresh();
        return new PodSight(broker.Pod.Address, broker.IsRunning, broker.IsReady, Math.Max(0, broker.Restarts), broker.IsRunning ? "" : broker.LastWords());
    }

    public async Task StopAsync(JsonObject pod, CancellationToken ct)
    {
        if (running.TryRemove(pod.Uid(), out var broker))
        {
            await broker.StopAsync(gracefully: pod.Number("metadata", "deletionGracePeriodSeconds") > 0);
            broker.Pod.Delete();
            WriteHosts();
        }
    }

    public async Task KeepOnlyAsync(IReadOnlySet<string> uids)
    {
        foreach (var (uid, broker) in running.Where(r => !uids.Contains(r.Key)))
        {
            running.TryRemove(uid, out _);
            await broker.StopAsync(gracefully: false);
            broker.Pod.Delete();
        }

        var volumes = Path.Combine(folder, "volumes");
        foreach (var gone in Directory.Exists(volumes) ? Directory.GetDirectories(volumes).Where(d => cluster.Find(ResourceTypes.Volumes, null, Path.GetFileName(d)) is null) : [])
        {
            Directory.Delete(gone, recursive: true);
        }
    }

    public string? Log(string uid) => running.TryGetValue(uid, out var broker) ? broker.Log() : null;

    /// <summary>Ends a pod's process at once, as a machine's failure does.</summary>
    public async Task KillAsync(JsonObject pod)
    {
        if (running.TryGetValue(pod.Uid(), out var broker))
        {
            await broker.StopAsync(gracefully: false);
            Changed?.Invoke();
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var broker in running.Values)
        {
            await broker.StopAsync(gracefully: false);
        }

        addresses.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    /// <summary>An empty node that is not the first waits until that one can be joined.</summary>
    private bool MayStart(JsonObject pod, BrokerProcess broker) =>
        broker.Pod.Ordinal == 0 || broker.Pod.HasData || running.Values.Any(r => r.Pod.Ordinal == 0 && r.Pod.Set == broker.Pod.Set && r.Pod.Namespace == pod.Namespace() && r.IsReady);

    private string? ClaimFolder(JsonObject pod)
    {
        var claim = pod.Items("spec", "volumes").FirstOrDefault(v => v.Text("name") == "persistence").Text("persistentVolumeClaim", "claimName");
        return claim is null ? null : Path.Combine(folder, "volumes", cluster.Get(ResourceTypes.Claims, pod.Namespace(), claim).Text("spec", "volumeName")!);
    }

    /// <summary>As /etc/hosts; Erlang looks every few seconds whether it has changed.</summary>
    private void WriteHosts()
    {
        File.WriteAllLines(HostsFile + ".new", running.Values.Select(r => $"{r.Pod.Address} {r.Pod.HostName}").Prepend("127.0.0.1 localhost"));
        File.SetUnixFileMode(HostsFile + ".new", UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead);
        File.Move(HostsFile + ".new", HostsFile, overwrite: true);
    }
}
