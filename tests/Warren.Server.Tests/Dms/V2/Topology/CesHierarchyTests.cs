using System.Text.Json;
using Warren.Server.Tests.Dms.V2.Instances;

namespace Warren.Server.Tests.Dms.V2.Topology;

/// <summary>By what the metrics of an instance are asked for.</summary>
public sealed class CesHierarchyTests(ScriptedBroker broker) : IClassFixture<ScriptedBroker>
{
    private string Path => $"{broker.Host.V2()}/instances/{broker.Id}/ces-hierarchy";

    [Fact]
    public async Task Dimensions_nodes_and_what_is_in_the_broker_are_shown()
    {
        broker.Reset();
        broker.Set("exchanges/a%2Fb", "[]");
        broker.Set("queues/a%2Fb", "[]");
        var shown = (await broker.Host.GetAsync(Path)).Json;

        var dimension = Assert.Single(shown.GetProperty("dimensions").EnumerateArray());
        var child = Assert.Single(dimension.GetProperty("children").EnumerateArray());
        Assert.Equal(("rabbitmq_instance_id", "rabbitmq_node"), (Text(dimension, "name"), Text(child, "name")));
        Assert.Equal("""["instance_ids"] ["nodes"]""", $"{dimension.GetProperty("key_name")} {child.GetProperty("key_name")}");
        Assert.Equal("""["rabbitmq_instance_id"] ["rabbitmq_instance_id","rabbitmq_node"]""", $"{dimension.GetProperty("dim_router")} {child.GetProperty("dim_router")}");
        Assert.Equal((9, 8), (dimension.GetProperty("metrics").GetArrayLength(), child.GetProperty("metrics").GetArrayLength()));
        var address = Text(await broker.Host.ShowAsync(broker.Id), "connect_address");
        Assert.Equal($$"""[{"name":"{{broker.Id}}"}] [{"name":"rabbit@{{address}}"}]""", $"{shown.GetProperty("instance_ids")} {shown.GetProperty("nodes")}");
        Assert.Equal("""[{"name":"/"},{"name":"a/b"}]""", shown.GetProperty("vhosts").GetRawText());
        Assert.Equal("""[{"name":"jobs","vhost":"/"}]""", shown.GetProperty("queues").GetRawText());
        Assert.Equal("""[{"name":"orders","vhost":"/"}]""", shown.GetProperty("exchanges").GetRawText());
        Assert.Equal("[]", shown.GetProperty("groups").GetRawText());
    }

    [Fact]
    public async Task While_no_node_answers_there_are_still_the_dimensions()
    {
        broker.Host.Brokers.Management = null;
        var shown = (await broker.Host.GetAsync(Path)).Json;
        broker.Reset();

        Assert.Equal(1, shown.GetProperty("nodes").GetArrayLength());
        Assert.All(["queues", "vhosts", "exchanges"], member => Assert.Equal(0, shown.GetProperty(member).GetArrayLength()));
    }

    private static string Text(JsonElement of, string member) => of.GetProperty(member).GetString()!;
}
