using System.Text.Json.Nodes;
using Warren.Kubernetes.Controllers;
using Warren.Kubernetes.Objects;

namespace Warren.Kubernetes.Kubelets;

/// <summary>Scheduler and kubelet of one node: binds pods, runs them, tells how they are, and ends them.</summary>
public sealed class Kubelet : Controller
{
    public const string Node = "node-0";

    private static readonly WriteOptions How = new("kubelet");

    private readonly IPods pods;
    private readonly Dictionary<string, Task> ending = new(StringComparer.Ordinal);

    internal Kubelet(Cluster cluster, IPods pods)
        : base(cluster)
    {
        this.pods = pods;
        pods.Changed = Wake;
    }

    /// <summary>Pods that are not bound to the node, as on a full one. Default none.</summary>
    public Func<JsonObject, bool> Unschedulable { get; set; } = _ => false;

    /// <summary>Pods that never get ready. Default none.</summary>
    public Func<JsonObject, bool> NeverReady { get; set; } = _ => false;

    /// <summary>Pods whose preStop hook waits on: they stay Terminating until their grace is over by the clock, or they are deleted with force. Default none.</summary>
    public Func<JsonObject, bool> StuckTerminating { get; set; } = _ => false;

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await Task.WhenAll(ending.Values);
        await pods.DisposeAsync();
    }

    protected override async Task SyncAsync(CancellationToken ct)
    {
        foreach (var pod in Cluster.List(ResourceTypes.Pods).ToArray())
        {
            if (pod.IsTerminating())
            {
                End(pod, ct);
            }
            else if (pod.Text("spec", "nodeName") is null or "")
            {
                Bind(pod);
            }
            else
            {
                Run(pod);
            }
        }

        await pods.KeepOnlyAsync(Cluster.List(ResourceTypes.Pods).Select(p => p.Uid()).ToHashSet(StringComparer.Ordinal));
    }

    private void Bind(JsonObject pod)
    {
        if (!Unschedulable(pod))
        {
            Try(pod, p =>
            {
                p.Child("spec")["nodeName"] = Node;
                return p;
            }, How with { Subresource = "binding" });
        }
        else
        {
            Try(pod, p => WithConditions(p, ("PodScheduled", "False", "Unschedulable")), How with { Subresource = "status" });
        }
    }

    /// <summary>Starts it where its volumes are there, and writes its state.</summary>
    private void Run(JsonObject pod)
    {
        var missing = pods.Missing(pod);
        if (missing is not null)
        {
            if (missing.StartsWith("MountVolume", StringComparison.Ordinal) && pod.Items("status", "containerStatuses").FirstOrDefault().Text("state", "waiting", "reason") is null)
            {
                EventLog.Write(Cluster, ResourceTypes.Pods, pod, "Warning", "FailedMount", missing, "kubelet");
            }

            Try(pod, p => Waiting(p, "ContainerCreating", missing), How with { Subresource = "status" });
            return;
        }

        var seen = pods.Run(pod);
        Try(pod, p => Running(p, seen, seen.IsReady && !NeverReady(pod)), How with { Subresource = "status" });
    }

    /// <summary>Pods end beside each other: one that takes its time holds up none of the others.</summary>
    private void End(JsonObject pod, CancellationToken ct)
    {
        var isForced = pod.Number("metadata", "deletionGracePeriodSeconds") == 0;
        var end = DateTimeOffset.Parse(pod.Text("metadata", "deletionTimestamp")!, System.Globalization.CultureInfo.InvariantCulture);
        if (!isForced && StuckTerminating(pod) && Cluster.Clock.GetUtcNow() < end)
        {
            return;
        }

        if (!ending.TryGetValue(pod.Uid(), out var running) || running.IsCompleted)
        {
            ending[pod.Uid()] = EndAsync(pod, ct);
        }
    }

    private async Task EndAsync(JsonObject pod, CancellationToken ct)
    {
        await pods.StopAsync(pod, ct);
        lock (Cluster.Store.Gate)
        {
            if (Cluster.Find(ResourceTypes.Pods, pod.Namespace(), pod.Name())?.Uid() == pod.Uid())
            {
                Cluster.Delete(ResourceTypes.Pods, pod.Namespace(), pod.Name(), new DeleteOptions { GraceSeconds = 0, Uid = pod.Uid() });
            }
        }
    }

    /// <summary>Changes the pod if it is still the same one.</summary>
    private void Try(JsonObject pod, Func<JsonObject, JsonObject> edit, WriteOptions how)
    {
        lock (Cluster.Store.Gate)
        {
            if (Cluster.Find(ResourceTypes.Pods, pod.Namespace(), pod.Name())?.Uid() == pod.Uid())
            {
                Cluster.Change(ResourceTypes.Pods, pod.Namespace(), pod.Name(), edit, how);
            }
        }
    }

    private JsonObject Waiting(JsonObject pod, string reason, string message)
    {
        var status = pod.Child("status");
        status["phase"] = "Pending";
        status["containerStatuses"] = pod.Items("spec", "containers").Select(c => new JsonObject
        {
            ["name"] = c.Text("name"),
            ["image"] = c.Text("image"),
            ["imageID"] = "",
            ["ready"] = false,
            ["restartCount"] = 0,
            ["state"] = new JsonObject { ["waiting"] = new JsonObject { ["reason"] = reason, ["message"] = message } },
        }).ToJson();
        return WithConditions(pod, ("PodScheduled", "True", null), ("Ready", "False", "ContainersNotReady"), ("ContainersReady", "False", "ContainersNotReady"));
    }

    private JsonObject Running(JsonObject pod, PodSight seen, bool isReady)
    {
        var status = pod.Child("status");
        status["phase"] = "Running";
        status["hostIP"] = "127.0.0.1";
        status["podIP"] = seen.Address;
        status["podIPs"] = new JsonArray(new JsonObject { ["ip"] = seen.Address });
        status["startTime"] ??= Cluster.Clock.Time();
        status["containerStatuses"] = pod.Items("spec", "containers").Select(c => new JsonObject
        {
            ["name"] = c.Text("name"),
            ["image"] = c.Text("image"),
            ["imageID"] = c.Text("image"),
            ["ready"] = isReady,
            ["started"] = seen.IsRunning,
            ["restartCount"] = seen.Restarts,
            ["state"] = seen.IsRunning
                ? new JsonObject { ["running"] = new JsonObject { ["startedAt"] = status.Text("startTime") } }
                : new JsonObject { ["waiting"] = new JsonObject { ["reason"] = "CrashLoopBackOff", ["message"] = seen.LastWords } },
        }).ToJson();
        var ready = isReady ? "True" : "False";
        var reason = isReady ? null : "ContainersNotReady";
        return WithConditions(pod, ("PodScheduled", "True", null), ("Initialized", "True", null), ("ContainersReady", ready, reason), ("Ready", ready, reason));
    }

    private JsonObject WithConditions(JsonObject pod, params (string Type, string Status, string? Reason)[] conditions)
    {
        var before = pod.Items("status", "conditions").ToArray();
        pod.Child("status")["conditions"] = conditions.Select(c =>
        {
            var old = Array.Find(before, b => b.Text("type") == c.Type && b.Text("status") == c.Status);
            JsonObject condition = new() { ["type"] = c.Type, ["status"] = c.Status, ["lastTransitionTime"] = old.Text("lastTransitionTime") ?? Cluster.Clock.Time() };
            if (c.Reason is not null)
            {
                condition["reason"] = c.Reason;
            }

            return condition;
        }).ToJson();
        return pod;
    }
}
