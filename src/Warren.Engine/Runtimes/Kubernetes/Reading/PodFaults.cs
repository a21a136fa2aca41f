using Warren.Engine.Reconcile;
using Warren.Engine.Runtimes.Kubernetes.Api;

namespace Warren.Engine.Runtimes.Kubernetes.Reading;

/// <summary>What is wrong with pods that are not ready, from what the scheduler, the kubelet and the controllers have written down.</summary>
internal static class PodFaults
{
    private static readonly string[] ImageReasons = ["ErrImagePull", "ImagePullBackOff", "InvalidImageName", "ErrImageNeverPull", "RegistryUnavailable"];
    private static readonly string[] StartReasons = ["CrashLoopBackOff", "CreateContainerConfigError", "CreateContainerError", "RunContainerError"];

    /// <returns>The first fault, in the order of the pods; null: they take their time and no more.</returns>
    /// <param name="state">The pods.</param>
    /// <param name="claims">Their claims.</param>
    /// <param name="events">Warnings about the cluster object, the StatefulSet and the claims, of any age.</param>
    /// <param name="stuckAfter">How long a pod may take to end.</param>
    /// <param name="now">To tell that.</param>
    public static ClusterFault? Find(ClusterState state, IReadOnlyList<KubeObject> claims, IReadOnlyList<KubeObject> events, TimeSpan stuckAfter, DateTimeOffset now)
    {
        foreach (var pod in state.Pods.OrderBy(p => p.Name, StringComparer.Ordinal))
        {
            if ((Ending(pod, stuckAfter, now) ?? Unscheduled(pod, claims, events) ?? NotStarted(pod)) is { } fault)
            {
                return fault;
            }
        }

        return Refused(state, events) ?? ByOperator(state, events);
    }

    private static ClusterFault? Ending(KubeObject pod, TimeSpan stuckAfter, DateTimeOffset now) => pod.DeletionAsked is { } asked && now - asked > stuckAfter
        ? new ClusterFault(
            FaultCodes.NodeNotStopped,
            $"pod {pod.Name} was asked to end {(int)(now - asked).TotalMinutes} min ago and does not; a queue on it may have no majority elsewhere, and until it ends nothing else is changed. It has until {pod.Text("metadata", "deletionTimestamp")}")
        : null;

    private static ClusterFault? Unscheduled(KubeObject pod, IReadOnlyList<KubeObject> claims, IReadOnlyList<KubeObject> events)
    {
        if (pod.Text("status", "phase") != "Pending" || pod.IsBeingDeleted)
        {
            return null;
        }

        var claim = claims.FirstOrDefault(c => ObjectNames.IndexOf(c.Name) == ObjectNames.IndexOf(pod.Name) && c.Text("status", "phase") is not ("Bound" or null));
        var said = claim is null ? null : Newest(events, e => e.Text("involvedObject", "name") == claim.Name || e.Text("involvedObject", "uid") == claim.Uid);
        if (claim is not null && said is not null)
        {
            return new ClusterFault(FaultCodes.NodeNotMade, $"claim {claim.Name} is {claim.Text("status", "phase")} and not bound to a volume: {said}");
        }

        var scheduled = pod.Items("status", "conditions").FirstOrDefault(c => c.Text("type") == "PodScheduled" && c.Text("status") == "False");
        if (scheduled?.Text("reason") != "Unschedulable")
        {
            return null;
        }

        return claim is not null && (scheduled.Text("message") ?? "").Contains("unbound", StringComparison.OrdinalIgnoreCase)
            ? new ClusterFault(FaultCodes.NodeNotMade, $"claim {claim.Name} is not bound to a volume: {scheduled.Text("message")}")
            : new ClusterFault(FaultCodes.ResourcesShort, $"pod {pod.Name} finds no place on the cluster: {scheduled.Text("message")}");
    }

    private static ClusterFault? NotStarted(KubeObject pod)
    {
        foreach (var container in pod.Items("status", "initContainerStatuses").Concat(pod.Items("status", "containerStatuses")))
        {
            var reason = container.Text("state", "waiting", "reason");
            var message = container.Text("state", "waiting", "message");
            if (Array.Exists(ImageReasons, r => r == reason))
            {
                return new ClusterFault(FaultCodes.NodeNotStarted, $"pod {pod.Name} does not get the image {container.Text("image")}: {reason}, {message}");
            }

            if (Array.Exists(StartReasons, r => r == reason))
            {
                return new ClusterFault(FaultCodes.NodeNotStarted, $"pod {pod.Name} does not stay up: {reason}, {message}{LastEnd(container)}");
            }
        }

        return null;
    }

    private static string LastEnd(KubeObject container) => container.Text("lastState", "terminated", "reason") is { } ended
        ? $"; it ended last with {ended}, exit code {container.Text("lastState", "terminated", "exitCode")}"
        : "";

    /// <summary>Pods that the StatefulSet's controller may not make at all.</summary>
    private static ClusterFault? Refused(ClusterState state, IReadOnlyList<KubeObject> events)
    {
        if (state.StatefulSet is not { } set || state.Pods.Count >= state.Replicas)
        {
            return null;
        }

        var said = Newest(events, e => e.Text("involvedObject", "kind") == "StatefulSet" && e.Text("involvedObject", "name") == set.Name && e.Text("reason") is "FailedCreate");
        return said is null ? null : new ClusterFault(said.Contains("exceeded quota", StringComparison.Ordinal) ? FaultCodes.ResourcesShort : FaultCodes.NodeNotMade, $"the cluster does not make the missing pods: {said}");
    }

    private static ClusterFault? ByOperator(ClusterState state, IReadOnlyList<KubeObject> events)
    {
        if (state.Condition("ReconcileSuccess", "status") != "False")
        {
            return null;
        }

        var reason = state.Condition("ReconcileSuccess", "reason") ?? "";
        var message = state.Condition("ReconcileSuccess", "message") ?? "";
        if (message.Length == 0)
        {
            message = Newest(events, e => e.Text("involvedObject", "kind") == "RabbitmqCluster") ?? "";
        }

        return new ClusterFault(message.Contains("exceeded quota", StringComparison.Ordinal) ? FaultCodes.ResourcesShort : FaultCodes.DeploymentFailed, $"the operator cannot carry it out: {reason}, {message}", IsOperators: true);
    }

    private static string? Newest(IEnumerable<KubeObject> events, Func<KubeObject, bool> isIt) => events.Where(e => e.Text("type") == "Warning" && isIt(e))
        .OrderByDescending(e => e.Time("lastTimestamp") ?? e.Time("eventTime") ?? e.Time("metadata", "creationTimestamp")).Select(e => e.Text("message")).FirstOrDefault();
}
