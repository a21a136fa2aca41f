using Warren.Live.Tests.Clients;
using Warren.Live.Tests.Machine;
using Warren.Live.Tests.Running;

namespace Warren.Live.Tests;

/// <summary>A broker that ends by itself, and one whose data is gone.</summary>
public sealed class BrokerDeathTests : LiveTest
{
    private const string Unreachable = "public.00.0042";
    private const string DataGone = "public.00.0001";

    [Fact]
    public async Task A_killed_broker_shows_as_faulty_and_comes_back_by_itself_with_its_messages()
    {
        var warren = NewWarren();
        await warren.StartAsync();
        var id = await warren.Api.CreateAsync(warren.Api.QuickStart("killed"));
        var instance = await warren.Api.RunningAsync(id);
        var killed = warren.NodeOf(id).RunningPid;
        await using (var connection = await Amqp.ConnectAsync(instance))
        {
            await Amqp.SendAsync(connection, "kept", "still here");
            await Amqp.SettleAsync(connection);
        }

        ProcessTable.Kill(killed);

        await warren.Api.WatchUntilAsync(id, "FAULTY");
        Assert.Equal(Unreachable, (await warren.Api.ShowAsync(id))!.ErrorCode);
        Assert.Equal(["FAULTY", "RUNNING"], await warren.Api.WatchUntilAsync(id, "RUNNING"));
        Assert.Null((await warren.Api.ShowAsync(id))!.ErrorCode);
        Assert.NotEqual(killed, warren.NodeOf(id).RunningPid);
        await using var again = await Amqp.ConnectAsync(instance);
        Assert.Equal("still here", await Amqp.ReceiveAsync(again, "kept"));
    }

    [Fact]
    public async Task Confirmed_messages_of_queues_that_are_a_moment_old_outlive_the_kill_of_a_lone_node()
    {
        var warren = NewWarren();
        await warren.StartAsync();
        var id = await warren.Api.CreateAsync(warren.Api.QuickStart("young"));
        var instance = await warren.Api.RunningAsync(id);
        var killed = warren.NodeOf(id).RunningPid;
        string[] queues = ["quorum-1", "classic-1", "quorum-2", "classic-2", "quorum-3"];
        await using (var connection = await Amqp.ConnectAsync(instance))
        {
            foreach (var queue in queues)
            {
                await Amqp.SendAsync(connection, queue, "still here", queue.Split('-')[0]);
            }

            ProcessTable.Kill(killed);
        }

        await Eventually.See("it serves again", () => Amqp.LogsInAsync(instance), serves => serves);
        await using var again = await Amqp.ConnectAsync(instance);
        foreach (var queue in queues)
        {
            Assert.Equal("still here", await Amqp.ReceiveAsync(again, queue));
        }
    }

    [Fact]
    public async Task A_node_that_hangs_without_its_database_is_started_again_and_keeps_its_messages()
    {
        var warren = NewWarren(("WARREN_Reconcile__ResyncInterval", "00:00:01"), ("WARREN_Local__BootPatience", "00:00:02"));
        await warren.StartAsync();
        var id = await warren.Api.CreateAsync(warren.Api.QuickStart("hangs"));
        var instance = await warren.Api.RunningAsync(id);
        var node = warren.NodeOf(id);
        var hung = node.RunningPid;
        await using (var connection = await Amqp.ConnectAsync(instance))
        {
            await Amqp.SendAsync(connection, "kept", "still here");
            await Amqp.SettleAsync(connection);
        }

        await node.EvaluateAsync("rabbit:stop()."); // what is left is as after a boot in which Mnesia has given up

        await Eventually.See("another node runs", () => Task.FromResult(node.Pid), pid => pid is not null && pid != hung);
        await warren.Api.WatchUntilAsync(id, "RUNNING");
        await using var again = await Amqp.ConnectAsync(instance);
        Assert.Equal("still here", await Amqp.ReceiveAsync(again, "kept"));
    }

    [Theory]
    [InlineData("data", "served")]
    [InlineData("data")]
    public async Task An_instance_whose_data_is_gone_is_faulty_and_not_replaced_by_an_empty_one(params string[] gone)
    {
        var warren = NewWarren(("WARREN_Reconcile__ResyncInterval", "00:00:01"));
        await warren.StartAsync();
        var id = await warren.Api.CreateAsync(warren.Api.QuickStart("data-gone"));
        var instance = await warren.Api.RunningAsync(id);
        var node = warren.NodeOf(id);
        await warren.DownAsync();
        foreach (var name in gone)
        {
            Remove(Path.Combine(node.Folder, name));
        }

        await warren.StartAsync();

        await Eventually.See("it is faulty, and for that reason", () => warren.Api.ShowAsync(id), i => i is { Status: "FAULTY", ErrorCode: DataGone });
        await Eventually.Always(
            "it stays faulty, and no broker starts",
            async () => (await warren.Api.ShowAsync(id)) is { Status: "FAULTY", ErrorCode: DataGone } && node.Processes.Count == 0,
            TimeSpan.FromSeconds(3)); // three looks of the loop
        await warren.Api.DeleteAsync(id);
        await warren.Api.WatchUntilAsync(id, WarrenClient.Gone);
        await node.AssertGoneAsync(instance.ConnectAddress);
    }

    private static void Remove(string path)
    {
        if (Directory.Exists(path))
        {
            Directory.Delete(path, recursive: true);
        }
        else
        {
            File.Delete(path);
        }
    }
}
