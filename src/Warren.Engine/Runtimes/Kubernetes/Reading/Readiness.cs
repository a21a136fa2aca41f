using Warren.Engine.Runtimes.Kubernetes.Api;

namespace Warren.Engine.Runtimes.Kubernetes.Reading;

/// <summary>
/// Whether the operator has carried out what it was told, all of it. No single condition says so: just after a change all of them are still true, and an old error
/// stays until the next full success; so every part is asked for.
/// </summary>
internal static class Readiness
{
    private static readonly string[] Conditions = ["ReconcileSuccess", "AllReplicasReady", "ClusterAvailable"];

    /// <returns>What is missing, in words; null: nothing.</returns>
    public static string? Missing(ClusterState state)
    {
        if (state.Cluster is not { } cluster)
        {
            return "the cluster object is not there";
        }

        if (cluster.IsBeingDeleted)
        {
            return "the cluster object is being deleted";
        }

        if (cluster.Number("status", "observedGeneration") is not { } observed || observed != cluster.Generation)
        {
            return $"the operator has not carried out generation {cluster.Generation}, but {cluster.Text("status", "observedGeneration") ?? "none"}";
        }

        if (Array.Find(Conditions, c => state.Condition(c, "status") != "True") is { } condition)
        {
            return $"the operator's condition {condition} is {state.Condition(condition, "status") ?? "not there"}{Because(state, condition)}";
        }

        if (state.StatefulSet is not { } set)
        {
            return "the StatefulSet is not there";
        }

        if (!IsRolledOut(set) || set.Number("spec", "replicas") != state.Replicas)
        {
            return $"{set.Number("status", "updatedReplicas") ?? 0} of {state.Replicas} pods are as they shall be";
        }

        if (state.Pods.FirstOrDefault(p => !IsReady(p)) is { } pod)
        {
            return $"pod {pod.Name} is not ready";
        }

        // A pod that has just been deleted is missed here before the StatefulSet's status says so.
        return state.Pods.Count < state.Replicas ? $"{state.Pods.Count} of {state.Replicas} pods are there" : null;
    }

    /// <summary>Whether every pod is of the newest revision, and the controller knows the newest.</summary>
    public static bool IsRolledOut(KubeObject set) =>
        set.Number("status", "observedGeneration") == set.Generation
        && (set.Number("status", "updatedReplicas") ?? 0) == (set.Number("spec", "replicas") ?? 1)
        && set.Text("status", "currentRevision") == set.Text("status", "updateRevision");

    public static bool IsReady(KubeObject pod) => !pod.IsBeingDeleted && pod.Items("status", "conditions").Any(c => c.Text("type") == "Ready" && c.Text("status") == "True");

    private static string Because(ClusterState state, string condition) =>
        state.Condition(condition, "message") is { Length: > 0 } message ? $": {state.Condition(condition, "reason")}, {message}" : "";
}
