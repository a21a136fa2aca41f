using Warren.Engine.Broker;

namespace Warren.Engine.Tests.Broker;

/// <summary>What is read out of a node's list of the cluster's nodes.</summary>
public sealed class NodeStatusTests
{
    [Theory]
    [InlineData("""[{"partitions":[],"running":true,"name":"rabbit@127.40.0.2"},{"partitions":[],"running":true,"name":"rabbit@127.40.0.3"}]""", null)]
    [InlineData("""[{"partitions":[],"running":true,"name":"rabbit@127.40.0.2"},{"running":false,"name":"rabbit@127.40.0.3"}]""", "lists 1 of 2 nodes as running")]
    [InlineData("""[{"partitions":[],"running":true,"name":"rabbit@127.40.0.2"}]""", "lists 1 of 2 nodes as running")]
    [InlineData(
        """[{"partitions":["rabbit@127.40.0.3"],"running":true,"name":"rabbit@127.40.0.2"},{"running":false,"name":"rabbit@127.40.0.3"}]""",
        "partitioned: rabbit@127.40.0.2 is apart from rabbit@127.40.0.3")]
    [InlineData(
        """[{"partitions":[],"running":true,"name":"rabbit@127.40.0.2"},{"partitions":["rabbit@127.40.0.2"],"running":true,"name":"rabbit@127.40.0.3"}]""",
        "partitioned: rabbit@127.40.0.3 is apart from rabbit@127.40.0.2")]
    public void A_cluster_is_whole_when_every_node_runs_and_none_is_apart(string nodes, string? fault)
    {
        var found = NodeStatus.FaultIn(nodes, expected: 2);

        if (fault is null)
        {
            Assert.Null(found);
        }
        else
        {
            Assert.Contains(fault, found, StringComparison.Ordinal);
        }
    }
}
