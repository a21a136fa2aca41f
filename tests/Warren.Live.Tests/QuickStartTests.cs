using Warren.Contract.Dms.V1;
using Warren.Live.Tests.Clients;
using Warren.Live.Tests.Machine;
using Warren.Live.Tests.Running;

namespace Warren.Live.Tests;

/// <summary>An instance from its order to its end, as chapter 4 of the reference orders it.</summary>
public sealed class QuickStartTests : LiveTest
{
    /// <summary>The user that Warren itself logs in with.</summary>
    private const string Agent = "warren.agent";

    [Fact]
    public async Task An_ordered_instance_carries_messages_until_it_is_deleted_and_then_nothing_of_it_is_left()
    {
        var warren = NewWarren();
        await warren.StartAsync();

        var id = await warren.Api.CreateAsync(warren.Api.QuickStart("rabbitmq-lxy001"));

        Assert.Equal(["CREATING", "RUNNING"], await warren.Api.WatchUntilAsync(id, "RUNNING"));
        var instance = await warren.Api.RunningAsync(id);
        var node = warren.NodeOf(id);
        await Amqp.WorksAsync(instance);
        await Pika.WorksAsync(instance);
        await OnlyTheCustomerLogsInAsync(instance);
        await ListensOnItsOwnAddressOnlyAsync(instance, node);
        RunsWithoutPrivileges(node);

        await warren.Api.DeleteAsync(id);

        var shown = await warren.Api.WatchUntilAsync(id, WarrenClient.Gone);
        Assert.All(shown.SkipLast(1), status => Assert.Equal("DELETING", status));
        await node.AssertGoneAsync(instance.ConnectAddress);
        Assert.Empty(await warren.Api.ListAsync());
    }

    private static async Task OnlyTheCustomerLogsInAsync(InstanceResponse instance)
    {
        await Amqp.IsRefusedAsync(instance, "guest", "guest");
        await Amqp.IsRefusedAsync(instance, WarrenClient.AccessUser, "wrong");
        foreach (var password in (string[])[WarrenClient.AccessPassword, "", Agent, "guest"])
        {
            await Amqp.IsRefusedAsync(instance, Agent, password);
        }
    }

    private static async Task ListensOnItsOwnAddressOnlyAsync(InstanceResponse instance, BrokerNode node)
    {
        var address = instance.ConnectAddress;
        Assert.Equal([$"{address}:15672", $"{address}:25672", $"{address}:5672"], await Listeners.OfAsync(node.RunningPid));
    }

    /// <summary>As another user than Warren when that is root, helpers included.</summary>
    private static void RunsWithoutPrivileges(BrokerNode node) => Assert.All(node.Processes, process =>
    {
        Assert.DoesNotContain("0", process.UserIds);
        Assert.Equal("0000000000000000", process.Capabilities);
    });
}
