using Warren.Engine.Runtimes.Kubernetes.Api;
using Warren.Engine.Runtimes.Kubernetes.Reading;

namespace Warren.Engine.Tests.Runtimes.Kubernetes.Reading;

/// <summary>Ready is only what is ready in every respect; each trap that was seen on a real cluster is a row.</summary>
public sealed class ReadinessTests
{
    public static TheoryData<string, string> Traps => new()
    {
        { "not observed yet", "the operator has not carried out generation 2, but none" },
        { "observed before", "the operator has not carried out generation 3, but 2" },
        { "an error", "the operator's condition ReconcileSuccess is False: TLSError, no secret" },
        { "a replica is missing", "the operator's condition AllReplicasReady is False" },
        { "nobody answers", "the operator's condition ClusterAvailable is False" },
        { "no set", "the StatefulSet is not there" },
        { "it rolls", "1 of 3 pods are as they shall be" },
        { "it begins to roll", "3 of 3 pods are as they shall be" },
        { "the controller has not looked", "3 of 3 pods are as they shall be" },
        { "it grows", "1 of 3 pods are as they shall be" },
        { "a pod ends", $"pod {States.Name}-server-1 is not ready" },
        { "a pod boots", $"pod {States.Name}-server-1 is not ready" },
        { "it goes", "the cluster object is being deleted" },
        { "nothing", "the cluster object is not there" },
    };

    [Fact]
    public void All_of_it_is_ready() => Assert.Null(Readiness.Missing(States.Ready()));

    [Theory]
    [MemberData(nameof(Traps))]
    public void Less_is_not(string trap, string words)
    {
        var ready = States.Ready();
        var deleting = States.Json($$$"""{"metadata":{"name":"{{{States.Name}}}","deletionTimestamp":"2026-01-02T03:04:05Z"}}""");
        Assert.Equal(words, Readiness.Missing(trap switch
        {
            "not observed yet" => ready with { Cluster = States.Cluster(observed: "null") },
            "observed before" => ready with { Cluster = States.Cluster(generation: 3) },
            "an error" => ready with { Cluster = States.Cluster(reconciled: "False", reason: "TLSError", message: "no secret") },
            "a replica is missing" => ready with { Cluster = States.Cluster(all: "False") },
            "nobody answers" => ready with { Cluster = States.Cluster(available: "False") },
            "no set" => ready with { StatefulSet = null },
            "it rolls" => ready with { StatefulSet = States.Set(updated: 1, update: "b") },
            "it begins to roll" => ready with { StatefulSet = States.Set(update: "b") },
            "the controller has not looked" => ready with { StatefulSet = States.Set(observed: 0) },
            "it grows" => ready with { StatefulSet = States.Set(replicas: 1, updated: 1) },
            "a pod ends" => ready with { Pods = [States.Pod(0), States.Pod(1, metadata: ",\"deletionTimestamp\":\"2026-01-02T03:04:05Z\"")] },
            "a pod boots" => ready with { Pods = [States.Pod(0), States.Pod(1, ready: "False")] },
            "it goes" => ready with { Cluster = deleting },
            _ => new ClusterState(null, null, Array.Empty<KubeObject>()),
        }));
    }
}
