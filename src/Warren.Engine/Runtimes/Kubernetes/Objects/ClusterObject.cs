using System.Globalization;
using System.Text.Json.Nodes;
using Warren.Engine.Catalogue;
using Warren.Engine.Runtimes.Kubernetes.Api;

namespace Warren.Engine.Runtimes.Kubernetes.Objects;

/// <summary>The RabbitmqCluster of an instance. Golden files hold it whole.</summary>
internal static class ClusterObject
{
    /// <summary>Where the definitions of the first boot are mounted.</summary>
    public const string DefinitionsFolder = "/etc/warren";

    public const string DefinitionsFile = "definitions.json";

    private const long Mebibyte = 1L << 20;

    private const string DefinitionsVolume = "warren-definitions";

    /// <summary>Takes the operator's own soft spread over zones out of the way of a hard one.</summary>
    private const string NoDefaultSpread = "rabbitmq.com/disable-default-topology-spread-constraints";

    /// <param name="plan">What shall run.</param>
    /// <param name="options">How.</param>
    /// <param name="leastStorageGb">What each node has already, GB: storage never shrinks, also where a new share does not divide evenly.</param>
    public static KubeObject Of(BrokerPlan plan, KubernetesOptions options, int leastStorageGb = 0)
    {
        var zones = plan.Zones.Select(z => options.Zones.GetValueOrDefault(z)).OfType<string>().Distinct(StringComparer.Ordinal).ToList();
        var spreads = plan.IsCluster && zones.Count > 1;
        var spec = new JsonObject { ["replicas"] = plan.Addresses.Count };
        if (ImageOf(plan, options) is { Length: > 0 } image)
        {
            spec["image"] = image;
        }

        if (options.PullSecrets.Count > 0)
        {
            spec["imagePullSecrets"] = new JsonArray([.. options.PullSecrets.Select(s => new JsonObject { ["name"] = s })]);
        }

        spec["resources"] = Resources(plan, options);
        spec["persistence"] = Persistence(plan, options, leastStorageGb);
        spec["service"] = new JsonObject { ["type"] = "ClusterIP" };
        if (plan.Tls)
        {
            spec["tls"] = new JsonObject { ["secretName"] = ObjectNames.Tls(plan.InstanceId), ["disableNonTLSListeners"] = true };
        }

        spec["rabbitmq"] = new JsonObject
        {
            ["additionalPlugins"] = new JsonArray([.. plan.Plugins.Select(p => JsonValue.Create(p))]),
            ["additionalConfig"] = BrokerConfig.Text(plan),
            ["advancedConfig"] = BrokerConfig.Advanced,
        };
        if (zones.Count > 0)
        {
            spec["affinity"] = InZones(zones);
        }

        spec["terminationGracePeriodSeconds"] = (long)options.TerminationGracePeriod.TotalSeconds;
        spec["override"] = new JsonObject { ["statefulSet"] = new JsonObject { ["spec"] = new JsonObject { ["template"] = new JsonObject { ["spec"] = PodSpec(plan, spreads) } } } };
        (string, string)[] annotations = spreads ? [(ObjectNames.NodesAnnotation, Number(plan.Addresses.Count)), (NoDefaultSpread, "true")] : [(ObjectNames.NodesAnnotation, Number(plan.Addresses.Count))];
        return ObjectMeta.Of(
            ResourceKind.Cluster, ObjectNames.Cluster(plan.InstanceId), plan, ObjectNames.NamespaceOf(plan.ProjectId, options), new JsonObject { ["spec"] = spec }, annotations);
    }

    /// <summary>What each node has, GB.</summary>
    public static int ShareGb(BrokerPlan plan, int least) => Math.Max(least, (plan.StorageGb + plan.Addresses.Count - 1) / plan.Addresses.Count);

    private static string? ImageOf(BrokerPlan plan, KubernetesOptions options) => options.Images.GetValueOrDefault(plan.EngineVersion) ?? options.Image;

    private static JsonObject Resources(BrokerPlan plan, KubernetesOptions options)
    {
        var memory = Quantity.OfBytes((long)(plan.Size.MemoryBytes * options.MemoryShare) / Mebibyte * Mebibyte);
        return new JsonObject
        {
            ["requests"] = new JsonObject { ["cpu"] = Quantity.OfCpus(plan.Size.Cpus * options.CpuRequest), ["memory"] = memory },
            ["limits"] = new JsonObject { ["cpu"] = Quantity.OfCpus(plan.Size.Cpus), ["memory"] = memory },
        };
    }

    private static JsonObject Persistence(BrokerPlan plan, KubernetesOptions options, int least)
    {
        var persistence = new JsonObject { ["storage"] = $"{Number(ShareGb(plan, least))}Gi" };
        var type = ProductCatalogue.Default.IoClasses.FirstOrDefault(c => c.Is(plan.StorageSpecCode))?.Type ?? "";
        if ((options.StorageClasses.GetValueOrDefault(type) ?? options.StorageClass) is { Length: > 0 } storageClass)
        {
            persistence["storageClassName"] = storageClass;
        }

        return persistence;
    }

    private static JsonObject InZones(IReadOnlyList<string> zones)
    {
        var isThere = new JsonObject { ["key"] = ObjectNames.ZoneLabel, ["operator"] = "In", ["values"] = new JsonArray([.. zones.Select(z => JsonValue.Create(z))]) };
        var terms = new JsonArray(new JsonObject { ["matchExpressions"] = new JsonArray(isThere) });
        return new JsonObject { ["nodeAffinity"] = new JsonObject { ["requiredDuringSchedulingIgnoredDuringExecution"] = new JsonObject { ["nodeSelectorTerms"] = terms } } };
    }

    private static JsonObject PodSpec(BrokerPlan plan, bool spreads)
    {
        var pod = new JsonObject
        {
            ["containers"] = new JsonArray(new JsonObject
            {
                ["name"] = ObjectNames.Container,
                ["volumeMounts"] = new JsonArray(new JsonObject { ["name"] = DefinitionsVolume, ["mountPath"] = DefinitionsFolder, ["readOnly"] = true }),
            }),
            ["volumes"] = new JsonArray(new JsonObject
            {
                ["name"] = DefinitionsVolume,
                ["secret"] = new JsonObject { ["secretName"] = ObjectNames.Definitions(plan.InstanceId) },
            }),
        };
        if (plan.IsCluster)
        {
            pod["topologySpreadConstraints"] = spreads
                ? new JsonArray(Spread(plan, ObjectNames.ZoneLabel, "DoNotSchedule"), Spread(plan, "kubernetes.io/hostname", "ScheduleAnyway"))
                : new JsonArray(Spread(plan, "kubernetes.io/hostname", "ScheduleAnyway"));
        }

        return pod;
    }

    private static JsonObject Spread(BrokerPlan plan, string key, string otherwise) => new()
    {
        ["maxSkew"] = 1,
        ["topologyKey"] = key,
        ["whenUnsatisfiable"] = otherwise,
        ["labelSelector"] = ObjectMeta.PodSelector(plan.InstanceId),
    };

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
