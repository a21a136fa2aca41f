using Warren.Engine.Reconcile;
using Warren.Engine.Runtimes.Kubernetes.Api;
using Warren.Engine.Runtimes.Kubernetes.Reading;

namespace Warren.Engine.Tests.Runtimes.Kubernetes.Reading;

/// <summary>Each way in which pods fail, as words and an error code.</summary>
public sealed class PodFaultsTests
{
    private const string Pod = States.Name + "-server-1";
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    [Fact]
    public void Pods_that_boot_are_no_fault() => Assert.Null(Find(States.Pod(1, ready: "False")));

    [Fact]
    public void A_pod_that_ends_in_time_is_no_fault() => Assert.Null(Find(Ending("2026-01-02T03:10:00Z", grace: 600)));

    [Fact]
    public void A_pod_that_does_not_end_for_a_week() => Is(
        FaultCodes.NodeNotStopped,
        $"pod {Pod} was asked to end 9 min ago and does not; a queue on it may have no majority elsewhere, and until it ends nothing else is changed. It has until 2026-01-09T02:55:00Z",
        Find(Ending("2026-01-09T02:55:00Z", grace: 604800)));

    [Fact]
    public void A_pod_that_finds_no_place() => Is(
        FaultCodes.ResourcesShort,
        $"pod {Pod} finds no place on the cluster: 0/3 nodes are available: 3 Insufficient memory.",
        Find(Unscheduled("0/3 nodes are available: 3 Insufficient memory.")));

    [Fact]
    public void A_claim_that_is_not_bound() => Is(
        FaultCodes.NodeNotMade,
        $"claim persistence-{Pod} is not bound to a volume: pod has unbound immediate PersistentVolumeClaims.",
        Find(Unscheduled("pod has unbound immediate PersistentVolumeClaims."), claims: [Claim("Pending")]));

    [Fact]
    public void A_claim_that_is_not_bound_and_says_why() => Is(
        FaultCodes.NodeNotMade,
        $"claim persistence-{Pod} is Pending and not bound to a volume: storageclass.storage.k8s.io fast not found",
        Find(
            States.Pod(1, ready: "False", phase: "Pending"),
            [Claim("Pending")],
            [States.Warning("PersistentVolumeClaim", "persistence-" + Pod, "ProvisioningFailed", "storageclass.storage.k8s.io fast not found")]));

    [Fact]
    public void An_image_that_cannot_be_had() => Is(
        FaultCodes.NodeNotStarted,
        $"pod {Pod} does not get the image rabbitmq:none: ImagePullBackOff, Back-off pulling image",
        Find(States.Pod(1, ready: "False", phase: "Pending", status: ""","containerStatuses":[{"name":"rabbitmq","image":"rabbitmq:none","state":{"waiting":{"reason":"ImagePullBackOff","message":"Back-off pulling image"}}}]""")));

    [Fact]
    public void A_node_that_ends_again_and_again() => Is(
        FaultCodes.NodeNotStarted,
        $"pod {Pod} does not stay up: CrashLoopBackOff, back-off 40s; it ended last with OOMKilled, exit code 137",
        Find(States.Pod(1, ready: "False", status: ""","containerStatuses":[{"name":"rabbitmq","state":{"waiting":{"reason":"CrashLoopBackOff","message":"back-off 40s"}},"lastState":{"terminated":{"reason":"OOMKilled","exitCode":137}}}]""")));

    [Fact]
    public void A_quota_that_is_used_up() => Is(
        FaultCodes.ResourcesShort,
        "the cluster does not make the missing pods: pods is forbidden: exceeded quota: small",
        PodFaults.Find(
            States.Ready() with { Pods = [States.Pod(0)] },
            [],
            [States.Warning("StatefulSet", States.Name + "-server", "FailedCreate", "pods is forbidden: exceeded quota: small")],
            Patience,
            States.Now));

    [Fact]
    public void What_the_operator_says() => Is(
        FaultCodes.DeploymentFailed,
        "the operator cannot carry it out: TLSError, Failed to get TLS secret",
        PodFaults.Find(States.Ready() with { Cluster = States.Cluster(reconciled: "False", reason: "TLSError", message: "Failed to get TLS secret") }, [], [], Patience, States.Now));

    [Fact]
    public void What_is_wrong_with_a_pod_goes_before_what_the_operator_says() =>
        Assert.Equal(FaultCodes.ResourcesShort, PodFaults.Find(
            new ClusterState(States.Cluster(reconciled: "False", reason: "Error", message: "m"), States.Set(), [Unscheduled("no")]), [], [], Patience, States.Now)!.Code);

    private static void Is(string code, string words, ClusterFault? fault)
    {
        Assert.NotNull(fault);
        Assert.Equal((code, words), (fault.Code, fault.Words));
    }

    private static ClusterFault? Find(KubeObject pod, IReadOnlyList<KubeObject>? claims = null, IReadOnlyList<KubeObject>? events = null) =>
        PodFaults.Find(States.Ready() with { Pods = [States.Pod(0), pod, States.Pod(2)] }, claims ?? [], events ?? [], Patience, States.Now);

    private static KubeObject Ending(string until, int grace) => States.Pod(1, metadata: $",\"deletionTimestamp\":\"{until}\",\"deletionGracePeriodSeconds\":{grace}");

    private static KubeObject Unscheduled(string message) => States.Json(
        $$$"""{"metadata":{"name":"{{{Pod}}}"},"status":{"phase":"Pending","conditions":[{"type":"PodScheduled","status":"False","reason":"Unschedulable","message":"{{{message}}}"}]}}""");

    private static KubeObject Claim(string phase) => States.Json($$$"""{"metadata":{"name":"persistence-{{{Pod}}}"},"status":{"phase":"{{{phase}}}"}}""");
}
