using Warren.Contract.Dms.V1;

namespace Warren.Live.Tests.Clients;

/// <summary>What a cluster that shows RUNNING must do, asked at each of its nodes.</summary>
internal static class ClusterChecks
{
    /// <summary>This many addresses, each once; and the node at each of them sees the same nodes running.</summary>
    public static async Task IsWholeAsync(InstanceResponse instance, int nodes)
    {
        var addresses = instance.ConnectAddress.Split(',');
        Assert.Equal(nodes, addresses.Distinct(StringComparer.Ordinal).Count());
        Assert.Equal(nodes, instance.NodeNum);
        var names = addresses.Select(a => $"rabbit@{a}").Order(StringComparer.Ordinal);
        foreach (var address in addresses)
        {
            using var management = new BrokerManagement(address);
            Assert.Equal(names, await management.RunningNodesAsync());
        }
    }

    /// <summary>Through this node a durable queue that names no type becomes a quorum queue, and a confirmed message comes back out of it.</summary>
    public static async Task TakesQuorumQueueAsync(InstanceResponse instance, string address)
    {
        var one = instance.WithAddress(address);
        await using var connection = await Amqp.ConnectAsync(one);
        var queue = $"at-{address}";
        await Amqp.SendAsync(connection, queue, queue);
        Assert.Equal(queue, await Amqp.ReceiveAsync(connection, queue));
        using var management = new BrokerManagement(address);
        Assert.Equal("quorum", (await management.QueueAsync(queue))!.Value.GetProperty("type").GetString());
    }

    /// <summary>The instance as if it had this address alone.</summary>
    public static InstanceResponse WithAddress(this InstanceResponse instance, string address) => instance with { ConnectAddress = address };
}
