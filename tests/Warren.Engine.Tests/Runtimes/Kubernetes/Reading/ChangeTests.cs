using Warren.Engine.Runtimes.Kubernetes;
using Warren.Engine.Runtimes.Kubernetes.Api;
using Warren.Engine.Runtimes.Kubernetes.Objects;
using Warren.Engine.Runtimes.Kubernetes.Reading;
using Warren.Engine.Tests.Runtimes.Kubernetes.Objects;

namespace Warren.Engine.Tests.Runtimes.Kubernetes.Reading;

/// <summary>What is not as applied is found, and a change of several kinds goes in steps.</summary>
public sealed class ChangeTests
{
    private static readonly KubernetesOptions Options = new();

    private static KubeObject Trio => ClusterObject.Of(Plans.Of(3, 300), Options);

    [Fact]
    public void What_the_server_and_the_operator_fill_in_is_no_drift()
    {
        var live = Copy(Trio);
        live.Json["spec"]!["delayStartSeconds"] = 30;
        live.Json["spec"]!["rabbitmq"]!.AsObject().Remove("additionalPlugins"); // an empty list, which the operator leaves out
        live.Json["spec"]!["resources"]!["limits"]!["cpu"] = "2000m";
        Assert.Null(Drift.Of(Trio, live));
    }

    [Fact]
    public void A_member_changed_by_hand_is()
    {
        var live = Copy(Trio);
        live.Json["spec"]!["replicas"] = 1;
        Assert.Equal(".spec.replicas is not as applied", Drift.Of(Trio, live));
    }

    [Fact]
    public void So_is_what_is_wanted_no_more()
    {
        var before = ClusterObject.Of(Plans.Of(3, 300) with { Plugins = ["rabbitmq_stomp"] }, Options);
        Assert.Equal("something else is wanted", Drift.Of(Trio, before));
        Assert.Equal("it is not there", Drift.Of(Trio, null));
    }

    [Fact]
    public void Storage_goes_before_nodes_and_nodes_before_what_restarts_pods()
    {
        var wanted = ClusterObject.Of(Plans.Of(5, 600) with { Plugins = ["rabbitmq_stomp"] }, Options);

        var (first, what) = ChangeOrder.Next(wanted, Trio);
        Assert.Equal("storage grows", what);
        Assert.Equal(("120Gi", "3", 0), Of(first));

        var (second, then) = ChangeOrder.Next(wanted, first);
        Assert.Equal("nodes are added", then);
        Assert.Equal(("120Gi", "5", 0), Of(second));

        var (third, _) = ChangeOrder.Next(wanted, second);
        Assert.Equal(("120Gi", "5", 1), Of(third));
        Assert.NotNull(Drift.Of(wanted, second));
        Assert.Null(Drift.Of(wanted, third));
    }

    private static KubeObject Copy(KubeObject item) => new(item.Json.DeepClone().AsObject());

    private static (string?, string?, int) Of(KubeObject item) =>
        (item.Text("spec", "persistence", "storage"), item.Text("spec", "replicas"), item.At("spec", "rabbitmq", "additionalPlugins")!.AsArray().Count);
}
