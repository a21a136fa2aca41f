using Warren.Live.Tests.Clients;
using Warren.Live.Tests.Running;

namespace Warren.Live.Tests;

/// <summary>Clusters as they are ordered: what RUNNING promises is true on every node. All rows use one Warren.</summary>
public sealed class ClusterTests : LiveTest, IClassFixture<WarrenProcess>
{
    private readonly WarrenProcess warren;

    public ClusterTests(WarrenProcess warren)
        : base(warren) => this.warren = warren;

    [Theory]
    [InlineData(3)]
    [InlineData(5)]
    [InlineData(7)]
    public async Task A_cluster_is_running_when_every_node_lists_every_node_and_takes_logins_and_quorum_queues(int nodes)
    {
        if (!warren.Runs)
        {
            await warren.StartAsync();
        }

        var id = await warren.Api.CreateAsync(warren.Api.Cluster($"cluster-{nodes}", nodes));
        var ordered = (await warren.Api.ShowAsync(id))!;
        Assert.Equal(["CREATING", "RUNNING"], await warren.Api.WatchUntilAsync(id, "RUNNING"));

        var instance = (await warren.Api.ShowAsync(id))!;
        await ClusterChecks.IsWholeAsync(instance, nodes);
        Assert.Equal(ordered.ConnectAddress, instance.ConnectAddress);
        foreach (var address in instance.ConnectAddress.Split(','))
        {
            await ClusterChecks.TakesQuorumQueueAsync(instance, address);
        }

        await PausesInAMinorityAsync(id, nodes);
        await warren.Api.DeleteAsync(id);
        await warren.Api.WatchUntilAsync(id, WarrenClient.Gone);
        await warren.NodeOf(id).AssertGoneAsync(instance.ConnectAddress.Split(',')[^1]);
    }

    private async Task PausesInAMinorityAsync(string id, int nodes)
    {
        for (var index = 0; index < nodes; index++)
        {
            Assert.Equal("pause_minority", await warren.NodeOf(id, index).EvaluateAsync("element(2, application:get_env(rabbit, cluster_partition_handling))."));
        }
    }
}
