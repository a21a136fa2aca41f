using System.Text.Json.Nodes;
using Warren.Engine.Runtimes.Kubernetes.Api;

namespace Warren.Engine.Runtimes.Kubernetes.Objects;

/// <summary>What stands around the cluster object: the namespace of the project, the limit on disruptions, and the way in from outside.</summary>
internal static class SurroundingObjects
{
    public static KubeObject Namespace(string projectId, KubernetesOptions options) =>
        ObjectMeta.Object(ResourceKind.Namespace, ObjectNames.NamespaceOf(projectId, options), null, [(ObjectNames.ManagedByLabel, ObjectNames.Manager), (ObjectNames.ProjectLabel, projectId)], [], []);

    /// <summary>Of a cluster never more than one node goes at a time, whoever drains machines.</summary>
    public static KubeObject DisruptionBudget(BrokerPlan plan, KubernetesOptions options) => ObjectMeta.Of(
        ResourceKind.DisruptionBudget,
        ObjectNames.Cluster(plan.InstanceId),
        plan,
        ObjectNames.NamespaceOf(plan.ProjectId, options),
        new JsonObject { ["spec"] = new JsonObject { ["maxUnavailable"] = 1, ["selector"] = ObjectMeta.PodSelector(plan.InstanceId) } });

    /// <summary>The public address of an instance that has one. Traffic goes to pods of the machine it arrives at, so that the client's own address is what rules of security groups meet.</summary>
    public static KubeObject PublicService(BrokerPlan plan, KubernetesOptions options)
    {
        var address = plan.PublicAddress!.ToString();
        (string, string)[] asked = options.LoadBalancerAnnotation.Length == 0 ? [] : [(options.LoadBalancerAnnotation, address)];
        return ObjectMeta.Of(
            ResourceKind.Service,
            ObjectNames.Public(plan.InstanceId),
            plan,
            ObjectNames.NamespaceOf(plan.ProjectId, options),
            new JsonObject
            {
                ["spec"] = new JsonObject
                {
                    ["type"] = "LoadBalancer",
                    ["loadBalancerIP"] = address,
                    ["externalTrafficPolicy"] = "Local",
                    ["selector"] = new JsonObject { [ObjectNames.ClusterLabel] = ObjectNames.Cluster(plan.InstanceId) },
                    ["ports"] = new JsonArray(new JsonObject
                    {
                        ["name"] = plan.Tls ? "amqps" : "amqp",
                        ["protocol"] = "TCP",
                        ["port"] = plan.ClientPort,
                        ["targetPort"] = plan.ClientPort,
                    }),
                },
            },
            asked);
    }
}
