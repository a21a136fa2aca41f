using System.Text.Json.Nodes;

namespace Warren.Kubernetes.Kubelets;

/// <summary>How a pod is.</summary>
/// <param name="Address">Its podIP.</param>
/// <param name="IsRunning">Its container runs.</param>
/// <param name="IsReady">It serves.</param>
/// <param name="Restarts">How often its container was started again.</param>
/// <param name="LastWords">What it said before it ended.</param>
internal sealed record PodSight(string Address, bool IsRunning, bool IsReady, int Restarts, string LastWords);

/// <summary>What runs pods: pretended ones, or real brokers.</summary>
internal interface IPods : IAsyncDisposable
{
    /// <summary>Called when a pod's state has changed by itself.</summary>
    Action? Changed { set; }

    /// <summary>What it lacks to be started, or null.</summary>
    string? Missing(JsonObject pod);

    /// <summary>Starts it where it does not run yet, and tells how it is.</summary>
    PodSight Run(JsonObject pod);

    /// <summary>Returns once it has ended.</summary>
    Task StopAsync(JsonObject pod, CancellationToken ct);

    /// <summary>Ends the pods that are none of these.</summary>
    Task KeepOnlyAsync(IReadOnlySet<string> uids);

    /// <summary>What it has written; null where it does not run here.</summary>
    string? Log(string uid);
}
