using Warren.Engine.Runtimes.Kubernetes.Api;

namespace Warren.Engine.Runtimes.Kubernetes.Reading;

/// <summary>What the API server has of an instance that decides whether its brokers are as the operator was told.</summary>
/// <param name="Cluster">The RabbitmqCluster; null: there is none.</param>
/// <param name="StatefulSet">The operator's; null: there is none.</param>
/// <param name="Pods">Those of the StatefulSet.</param>
internal sealed record ClusterState(KubeObject? Cluster, KubeObject? StatefulSet, IReadOnlyList<KubeObject> Pods)
{
    /// <summary>How many nodes the cluster object asks for.</summary>
    public int Replicas => (int)(Cluster?.Number("spec", "replicas") ?? 1);

    /// <summary>Whether pods are being exchanged, made or ended, so that another change has to wait.</summary>
    public bool IsMoving =>
        (StatefulSet is not null && !Readiness.IsRolledOut(StatefulSet)) || Pods.Any(p => p.IsBeingDeleted || !Readiness.IsReady(p));

    public bool SomePodsReady => Pods.Any(Readiness.IsReady);

    public string? Condition(string type, string member) =>
        Cluster?.Items("status", "conditions").FirstOrDefault(c => c.Text("type") == type)?.Text(member);
}
