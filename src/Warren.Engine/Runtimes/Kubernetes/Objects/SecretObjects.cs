using System.Text.Json.Nodes;
using Warren.Engine.Runtimes.Kubernetes.Api;
using Warren.Engine.Security;

namespace Warren.Engine.Runtimes.Kubernetes.Objects;

/// <summary>The secrets of an instance. They are made before its cluster object, so that the first boot finds them.</summary>
internal static class SecretObjects
{
    /// <summary>What a node imports that boots after the first time: nothing, so that nothing of a customer's is set back.</summary>
    public const string NoDefinitions = "{}";

    /// <summary>
    /// The operator's secret of the default user, whose credentials it takes as it finds them: Warren's own user. What else is in it, and its labels, the operator keeps.
    /// </summary>
    public static KubeObject DefaultUser(BrokerPlan plan, KubernetesOptions options)
    {
        var password = plan.AgentPassword.Reveal();
        var data = ObjectMeta.Data(
            ("username", BrokerPlan.AgentUser), ("password", password), ("default_user.conf", $"default_user = {BrokerPlan.AgentUser}\ndefault_pass = {password}\n"));
        return ObjectMeta.Object(
            ResourceKind.Secret,
            ObjectNames.DefaultUser(plan.InstanceId),
            ObjectNames.NamespaceOf(plan.ProjectId, options),
            ObjectMeta.LabelsOfOperators(plan.InstanceId, plan.ProjectId),
            [],
            new JsonObject { ["type"] = "Opaque", ["data"] = data });
    }

    /// <param name="plan">The instance.</param>
    /// <param name="options">Where.</param>
    /// <param name="definitions">What nodes import as they boot.</param>
    public static KubeObject Definitions(BrokerPlan plan, KubernetesOptions options, string definitions) =>
        Secret(ObjectNames.Definitions(plan.InstanceId), plan, options, ObjectMeta.Data((ClusterObject.DefinitionsFile, definitions)));

    public static KubeObject Tls(BrokerPlan plan, KubernetesOptions options, string certificatePem, Secret keyPem, string authorityPem) =>
        Secret(ObjectNames.Tls(plan.InstanceId), plan, options, ObjectMeta.Data(("tls.crt", certificatePem), ("tls.key", keyPem.Reveal()), ("ca.crt", authorityPem)), "kubernetes.io/tls");

    /// <summary>What the instance was ordered as. A secret, since the salted hash of a password is in it.</summary>
    public static KubeObject Record(string instanceId, string projectId, KubernetesOptions options, string record) => ObjectMeta.Object(
        ResourceKind.Secret,
        ObjectNames.Record(instanceId),
        ObjectNames.NamespaceOf(projectId, options),
        ObjectMeta.Labels(instanceId, projectId).Append((ObjectNames.PartLabel, "record")),
        [],
        new JsonObject { ["type"] = "Opaque", ["data"] = ObjectMeta.Data(("record", record)) });

    private static KubeObject Secret(string name, BrokerPlan plan, KubernetesOptions options, JsonObject data, string type = "Opaque") =>
        ObjectMeta.Of(ResourceKind.Secret, name, plan, ObjectNames.NamespaceOf(plan.ProjectId, options), new JsonObject { ["type"] = type, ["data"] = data });
}
