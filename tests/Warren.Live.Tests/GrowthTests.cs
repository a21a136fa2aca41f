using Warren.Contract.Dms.V1;
using Warren.Live.Tests.Clients;
using Warren.Live.Tests.Machine;
using Warren.Live.Tests.Running;

namespace Warren.Live.Tests;

/// <summary>A cluster that grows while it is in use.</summary>
public sealed class GrowthTests : LiveTest
{
    private const string NotGrowing = "111400125";
    private const string StorageWrong = "111400500";

    [Fact]
    public async Task A_cluster_grows_from_three_nodes_to_five_to_seven_and_its_queues_and_leaders_with_it()
    {
        var warren = NewWarren();
        await warren.StartAsync();
        var id = await warren.Api.CreateAsync(warren.Api.Cluster("growing", 3));
        var trio = await warren.Api.RunningAsync(id);
        await using var ledger = await Ledger.OpenAsync(trio);
        foreach (var address in trio.ConnectAddress.Split(','))
        {
            await ClusterChecks.TakesQuorumQueueAsync(trio, address);
        }

        foreach (var nodes in (int[])[5, 7])
        {
            await warren.Api.ExtendAsync(id, new ExtendInstanceRequest { OperType = "horizontal", NewBrokerNum = nodes });

            Assert.Equal(["RESIZING", "RUNNING"], await warren.Api.WatchUntilAsync(id, "RUNNING"));
            var grown = (await warren.Api.ShowAsync(id))!;
            Assert.StartsWith(trio.ConnectAddress + ",", grown.ConnectAddress, StringComparison.Ordinal);
            Assert.Equal(100 * nodes, grown.StorageSpace);
            await ClusterChecks.IsWholeAsync(grown, nodes);
            await QueuesReachEveryNodeAsync(grown, nodes);
        }

        await ShrinkingIsRefusedAsync(warren, id);
        await ledger.GoesOnAsync();
        Assert.Equal(0, (await ledger.CloseAsync()).Lost);
    }

    /// <summary>Every queue has a member on every node, and not all leaders are on one node.</summary>
    private static async Task QueuesReachEveryNodeAsync(InstanceResponse grown, int nodes)
    {
        using var management = new BrokerManagement(grown.ConnectAddress.Split(',')[^1]);
        var queues = await Eventually.See(
            $"queues have {nodes} members and their leaders are spread",
            async () => (await management.GetAsync("queues"))!.Value.EnumerateArray()
                .Select(q => (Members: q.TryGetProperty("online", out var online) ? online.GetArrayLength() : 0, Leader: q.TryGetProperty("leader", out var l) ? l.GetString() : "?"))
                .ToList(),
            seen => seen.TrueForAll(q => q.Members == nodes) && seen.Select(q => q.Leader).Distinct(StringComparer.Ordinal).Count() > 1);
        Assert.Equal(4, queues.Count);
    }

    private static async Task ShrinkingIsRefusedAsync(WarrenProcess warren, string id)
    {
        var before = await warren.Api.ShowAsync(id);
        Assert.Equal(NotGrowing, await warren.Api.FailToExtendAsync(id, new ExtendInstanceRequest { OperType = "horizontal", NewBrokerNum = 5 }));
        Assert.Equal(NotGrowing, await warren.Api.FailToExtendAsync(id, new ExtendInstanceRequest { OperType = "vertical", NewProductId = "00300-30209-0--0" }));
        Assert.Equal(StorageWrong, await warren.Api.FailToExtendAsync(id, new ExtendInstanceRequest { OperType = "storage", NewStorageSpace = 699 }));
        Assert.Equivalent(before, await warren.Api.ShowAsync(id), strict: true);
    }
}
