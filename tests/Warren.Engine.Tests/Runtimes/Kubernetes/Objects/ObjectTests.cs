using Warren.Engine.Network;
using Warren.Engine.Runtimes.Kubernetes;
using Warren.Engine.Runtimes.Kubernetes.Objects;
using Warren.Engine.Security;

namespace Warren.Engine.Tests.Runtimes.Kubernetes.Objects;

/// <summary>The objects of an instance, whole.</summary>
public sealed class ObjectTests
{
    private static readonly KubernetesOptions Plain = new();

    private static readonly KubernetesOptions Rich = new()
    {
        Image = "rabbitmq:3.13-management",
        Images = { ["3.8.35"] = "rabbitmq:3.8.35-management" },
        ImagePullSecrets = "pull",
        StorageClasses = { ["ultra"] = "fast" },
        Zones = { ["warren-1a"] = "eu-1a", ["warren-1b"] = "eu-1b" },
        CpuRequest = 0.25,
        TerminationGracePeriod = TimeSpan.FromMinutes(2),
        LoadBalancerAnnotation = "metallb.universe.tf/loadBalancerIPs",
    };

    [Fact]
    public void A_single_node_without_any_setting() => Golden.Is("cluster-single", ClusterObject.Of(Plans.Single(), Plain).Json);

    [Fact]
    public void A_trio_with_all_there_is() => Golden.Is("cluster-trio", ClusterObject.Of(Plans.Trio(), Rich).Json);

    [Fact]
    public void The_secret_of_the_default_user() => Golden.Is("default-user", SecretObjects.DefaultUser(Plans.Trio(), Plain).Json);

    [Fact]
    public void The_secret_of_the_certificate() => Golden.Is("tls", SecretObjects.Tls(Plans.Trio(), Plain, "certificate", new Secret("key"), "authority").Json);

    [Fact]
    public void The_secret_of_the_definitions() => Golden.Is("definitions", SecretObjects.Definitions(Plans.Single(), Plain, SecretObjects.NoDefinitions).Json);

    [Fact]
    public void The_record() => Golden.Is("record", SecretObjects.Record(Plans.Id, Plans.ProjectId, Plain, "{}").Json);

    [Fact]
    public void The_namespace_of_a_project() => Golden.Is("namespace", SurroundingObjects.Namespace(Plans.ProjectId, Plain).Json);

    [Fact]
    public void The_limit_on_disruptions() => Golden.Is("disruption-budget", SurroundingObjects.DisruptionBudget(Plans.Trio(), Plain).Json);

    [Fact]
    public void The_public_address() => Golden.Is("public-service", SurroundingObjects.PublicService(Plans.Trio(), Rich).Json);

    [Fact]
    public void A_security_group() => Golden.Is(
        "network-policy",
        AdmissionPolicy.Of(
            Plans.Trio() with
            {
                Admission =
                [
                    new GuardingRule(Allows: false, [], ["10.1.2.0/24", "192.0.2.7"]),
                    new GuardingRule(Allows: true, ["5671-5672"], ["10.1.0.0/16", "10.1.2.128/25", "192.0.2.7"]),
                    new GuardingRule(Allows: true, [], ["11111111-2222-3333-4444-555555555555", "10.0.0.200"], FromMembers: true),
                    new GuardingRule(Allows: false, ["15671"], null),
                    new GuardingRule(Allows: true, ["15671", "15672"], null),
                ],
            },
            Plain,
            "warren").Json);

    [Fact]
    public void All_instances_may_share_a_namespace() =>
        Assert.Equal("shared", ClusterObject.Of(Plans.Single(), new KubernetesOptions { NamespaceMode = NamespaceMode.Single, Namespace = "shared" }).Namespace);

    [Fact]
    public void Storage_is_shared_evenly_and_never_less_than_there_is()
    {
        Assert.Equal("101Gi", ClusterObject.Of(Plans.Of(3, 301), Plain).Text("spec", "persistence", "storage"));
        Assert.Equal("101Gi", ClusterObject.Of(Plans.Of(5, 500), Plain, leastStorageGb: 101).Text("spec", "persistence", "storage"));
        Assert.Equal("120Gi", ClusterObject.Of(Plans.Of(5, 600), Plain, leastStorageGb: 101).Text("spec", "persistence", "storage"));
    }

    [Fact]
    public void The_same_plan_makes_the_same_object_and_another_plan_another_print()
    {
        Assert.Equal(Print(Plans.Single().StorageGb), Print(100));
        Assert.NotEqual(Print(100), Print(101));
        static string? Print(int storageGb) => ClusterObject.Of(Plans.Of(1, storageGb), Plain).Annotation(ObjectMeta.PrintAnnotation);
    }

    [Theory]
    [InlineData(4L << 30, "4Gi")]
    [InlineData(1536L << 20, "1536Mi")]
    [InlineData(1000, "1000")]
    public void Bytes_are_written_as_the_API_server_writes_them_back(long bytes, string written)
    {
        Assert.Equal(written, Quantity.OfBytes(bytes));
        Assert.Equal(bytes, Quantity.Read(written));
    }

    [Theory]
    [InlineData(2, "2")]
    [InlineData(0.5, "500m")]
    [InlineData(1.5, "1500m")]
    public void So_are_processors(double cpus, string written)
    {
        Assert.Equal(written, Quantity.OfCpus(cpus));
        Assert.Equal((decimal)cpus, Quantity.Read(written));
    }

    [Fact]
    public void Nobody_gets_in_where_a_group_has_no_rules()
    {
        var policy = AdmissionPolicy.Of(Plans.Single() with { Admission = [] }, Plain, null);
        Assert.Single(policy.Items("spec", "ingress")); // the nodes among themselves
    }
}
