using System.Text.Json.Nodes;
using k8s.Models;

namespace Warren.Kubernetes.Schemas;

/// <summary>Fields, defaults and limits of RabbitmqCluster, as the operator's definition (v2.22) has them.</summary>
internal static class RabbitmqClusterSchema
{
    private static readonly Schema Texts = new() { Type = SchemaType.Object, Values = Schema.Text };
    private static readonly Schema Flag = new() { Type = SchemaType.Boolean };
    private static readonly Schema LongText = new() { Type = SchemaType.String, MaxLength = 100_000 };

    private static readonly Schema EnvConfig = new()
    {
        Type = SchemaType.String,
        MaxLength = 100_000,
        Rule = @"!self.matches('\\$\\(|`')",
        RuleMessage = "envConfig must not hold a command substitution",
    };

    private static readonly Schema Labelled = Open(new() { ["labels"] = Texts, ["annotations"] = Texts });
    private static readonly Schema Meta = Open(new() { ["name"] = Schema.Text, ["namespace"] = Schema.Text, ["labels"] = Texts, ["annotations"] = Texts });

    public static Schema Whole { get; } = Open(new()
    {
        ["apiVersion"] = Schema.Text,
        ["kind"] = Schema.Text,
        ["metadata"] = ModelSchema.Of<V1ObjectMeta>(),
        ["spec"] = Spec(),
        ["status"] = Status(),
    });

    private static Schema Open(Dictionary<string, Schema> fields, params string[] required) => Schema.Of(fields, required);

    private static Schema Spec() => Open(new()
    {
        ["replicas"] = Integer(0, 1),
        ["image"] = Schema.Text,
        ["imagePullSecrets"] = new Schema { Type = SchemaType.Array, Items = ModelSchema.Of<V1LocalObjectReference>() },
        ["service"] = Service(),
        ["persistence"] = Persistence(),
        ["resources"] = Resources(),
        ["affinity"] = ModelSchema.Of<V1Affinity>(),
        ["tolerations"] = new Schema { Type = SchemaType.Array, Items = ModelSchema.Of<V1Toleration>() },
        ["rabbitmq"] = Rabbitmq(),
        ["tls"] = Open(new() { ["secretName"] = Schema.Text, ["caSecretName"] = Schema.Text, ["disableNonTLSListeners"] = Flag }),
        ["override"] = Open(new() { ["statefulSet"] = OverrideStatefulSet(), ["service"] = Open(new() { ["metadata"] = Labelled, ["spec"] = ModelSchema.Of<V1ServiceSpec>() }) }),
        ["skipPostDeploySteps"] = Flag,
        ["autoEnableAllFeatureFlags"] = Flag,
        ["terminationGracePeriodSeconds"] = Integer(0, 604_800),
        ["delayStartSeconds"] = Integer(0, 30),
        ["secretBackend"] = Open(new() { ["vault"] = Schema.Anything, ["externalSecret"] = Open(new() { ["name"] = Schema.Text }) }),
    });

    private static Schema Integer(long least, long given) => new() { Type = SchemaType.Integer, Minimum = least, Default = given };

    private static Schema Service() => new()
    {
        Type = SchemaType.Object,
        Default = new JsonObject { ["type"] = "ClusterIP" },
        PropertiesLater = () => new Dictionary<string, Schema>(StringComparer.Ordinal)
        {
            ["type"] = new() { Type = SchemaType.String, Enum = ["ClusterIP", "LoadBalancer", "NodePort"], Default = "ClusterIP" },
            ["annotations"] = Texts,
            ["labels"] = Texts,
            ["ipFamilyPolicy"] = new() { Type = SchemaType.String, Enum = ["SingleStack", "PreferDualStack", "RequireDualStack"] },
        },
    };

    private static Schema Persistence() => new()
    {
        Type = SchemaType.Object,
        Default = new JsonObject { ["storage"] = "10Gi" },
        PropertiesLater = () => new Dictionary<string, Schema>(StringComparer.Ordinal)
        {
            ["storageClassName"] = Schema.Text,
            ["storage"] = new() { Type = SchemaType.IntOrString, Pattern = ModelSchema.QuantityPattern, Default = "10Gi" },
            ["emptyDir"] = ModelSchema.Of<V1EmptyDirVolumeSource>(),
        },
    };

    private static Schema Resources() => new()
    {
        Type = SchemaType.Object,
        Default = new JsonObject
        {
            ["limits"] = new JsonObject { ["cpu"] = "2000m", ["memory"] = "2Gi" },
            ["requests"] = new JsonObject { ["cpu"] = "1000m", ["memory"] = "2Gi" },
        },
        PropertiesLater = () => ModelSchema.Of<V1ResourceRequirements>().Properties,
    };

    private static Schema Rabbitmq() => Open(new()
    {
        ["additionalPlugins"] = new Schema { Type = SchemaType.Array, MaxItems = 100, Items = new Schema { Type = SchemaType.String, Pattern = @"^\w+$", MaxLength = 100 } },
        ["additionalConfig"] = LongText,
        ["advancedConfig"] = LongText,
        ["envConfig"] = EnvConfig,
        ["erlangInetConfig"] = new Schema { Type = SchemaType.String, MaxLength = 2000 },
    });

    private static Schema OverrideStatefulSet() => Open(new()
    {
        ["metadata"] = Labelled,
        ["spec"] = Open(new()
        {
            ["replicas"] = new Schema { Type = SchemaType.Integer },
            ["selector"] = ModelSchema.Of<V1LabelSelector>(),
            ["template"] = Open(new() { ["metadata"] = Meta, ["spec"] = PodSpec() }),
            ["volumeClaimTemplates"] = new Schema
            {
                Type = SchemaType.Array,
                Items = Open(new() { ["apiVersion"] = Schema.Text, ["kind"] = Schema.Text, ["metadata"] = Meta, ["spec"] = ModelSchema.Of<V1PersistentVolumeClaimSpec>() }),
            },
            ["serviceName"] = Schema.Text,
            ["podManagementPolicy"] = Schema.Text,
            ["updateStrategy"] = ModelSchema.Of<V1StatefulSetUpdateStrategy>(),
            ["minReadySeconds"] = new Schema { Type = SchemaType.Integer },
            ["persistentVolumeClaimRetentionPolicy"] = ModelSchema.Of<V1StatefulSetPersistentVolumeClaimRetentionPolicy>(),
        }),
    });

    /// <summary>Its containers are named, and nothing else of them is required.</summary>
    private static Schema PodSpec() => new()
    {
        Type = SchemaType.Object,
        PropertiesLater = () => ModelSchema.Of<V1PodSpec>().Properties,
        Required = ["containers"],
    };

    private static Schema Status() => Open(
        new()
        {
            ["conditions"] = new Schema
            {
                Type = SchemaType.Array,
                Items = Open(
                    new()
                    {
                        ["type"] = Schema.Text,
                        ["status"] = Schema.Text,
                        ["lastTransitionTime"] = Schema.Text,
                        ["reason"] = Schema.Text,
                        ["message"] = Schema.Text,
                    },
                    "status",
                    "type"),
            },
            ["observedGeneration"] = new Schema { Type = SchemaType.Integer },
            ["binding"] = Open(new() { ["name"] = Schema.Text }),
            ["defaultUser"] = Open(new()
            {
                ["secretReference"] = Open(new() { ["name"] = Schema.Text, ["namespace"] = Schema.Text, ["keys"] = Texts }, "keys", "name", "namespace"),
                ["serviceReference"] = Open(new() { ["name"] = Schema.Text, ["namespace"] = Schema.Text }, "name", "namespace"),
            }),
            ["quorumStatus"] = Schema.Text,
            ["deprecatedFeaturesUsed"] = new Schema { Type = SchemaType.Array, Items = Schema.Text },
        },
        "conditions");
}
