using Warren.Contract.Dms.V1;
using Warren.Live.Tests.Clients;
using Warren.Live.Tests.Machine;
using Warren.Live.Tests.Running;

namespace Warren.Live.Tests;

/// <summary>Nodes that start from a prepared folder, and those that do not. All other tests' nodes start fast too.</summary>
public sealed class FastStartTests : LiveTest
{
    private const string Switch = "WARREN_Local__FastStart";
    private const string FolderVariable = "WARREN_Local__FastStartFolder";

    [Fact]
    public async Task A_node_boots_stock_then_fast_then_stock_and_keeps_its_messages_and_its_plugins()
    {
        var warren = NewWarren((Switch, "false"));
        await warren.StartAsync();
        var id = await warren.Api.CreateAsync(warren.Api.QuickStart("both-ways"));
        var instance = await warren.Api.RunningAsync(id);
        var node = warren.NodeOf(id);
        RunsStock(node);
        await SendAsync(instance, "stock");

        await warren.DownAsync();
        warren.Environment[Switch] = "true";
        await BootAsync(warren, instance);

        RunsFast(node);
        await ReceivedAsync(instance, "stock");
        await SendAsync(instance, "fast");
        await Eventually.Holds("Warren has seen it serve", () => node.Boot.Contains("served", StringComparison.Ordinal));
        ProcessTable.Kill(node.RunningPid);
        await Eventually.See("it serves again", () => Amqp.LogsInAsync(instance), serves => serves);
        RunsFast(node);
        await ReceivedAsync(instance, "fast");
        await SendAsync(instance, "fast again");

        await warren.DownAsync();
        warren.Environment[Switch] = "false";
        await BootAsync(warren, instance);

        RunsStock(node);
        await ReceivedAsync(instance, "fast again");
    }

    [Fact]
    public async Task An_order_does_not_wait_for_the_preparation_and_a_damaged_folder_is_not_used()
    {
        var warren = NewWarren((FolderVariable, ""));
        await warren.StartAsync();
        var early = await warren.Api.CreateAsync(warren.Api.QuickStart("early"));
        await warren.Api.RunningAsync(early);
        Assert.StartsWith("stock: nothing is prepared yet", warren.NodeOf(early).Boot, StringComparison.Ordinal);

        await PreparedRelease.ReadyAsync(warren);
        var late = await warren.Api.CreateAsync(warren.Api.QuickStart("late"));
        await Amqp.WorksAsync(await warren.Api.RunningAsync(late));
        Assert.StartsWith("fast, ", warren.NodeOf(late).Boot, StringComparison.Ordinal);

        var module = Directory.EnumerateFiles(Path.Combine(warren.Data, "fast-start"), "rabbit_channel.beam", SearchOption.AllDirectories).Single();
        await File.WriteAllTextAsync(module, "");
        var afterwards = await warren.Api.CreateAsync(warren.Api.QuickStart("afterwards"));
        await Amqp.WorksAsync(await warren.Api.RunningAsync(afterwards));
        Assert.Matches("stock: .* is damaged", warren.NodeOf(afterwards).Boot);
    }

    [Fact]
    public async Task A_preparation_that_is_killed_leaves_nothing_running_and_is_begun_again()
    {
        var warren = NewWarren((FolderVariable, ""));
        await warren.StartAsync();
        await Eventually.Holds("a trial node runs", () => TrialNodes(warren).Any());
        await warren.KillAsync();
        Assert.NotEmpty(TrialNodes(warren));

        await warren.StartAsync();
        await PreparedRelease.ReadyAsync(warren);

        Assert.Empty(TrialNodes(warren));
        Assert.Single(Directory.EnumerateDirectories(Path.Combine(warren.Data, "fast-start")));
        await warren.StopAsync();
        await ProcessTable.AssertNoneNamesAsync(warren.Data);
    }

    private static IEnumerable<SeenProcess> TrialNodes(WarrenProcess warren) =>
        ProcessTable.Naming(Path.Combine(warren.Data, "fast-start")).Where(p => p.IsBroker);

    private static void RunsFast(BrokerNode node)
    {
        Assert.StartsWith("fast, ", node.Boot, StringComparison.Ordinal);
        Assert.True(ProcessTable.Find(node.RunningPid)!.Names(PreparedRelease.Folder), "its code does not come from the prepared folder");
    }

    private static void RunsStock(BrokerNode node)
    {
        Assert.StartsWith("stock: ", node.Boot, StringComparison.Ordinal);
        Assert.False(ProcessTable.Find(node.RunningPid)!.Names(PreparedRelease.Folder), "its code comes from the prepared folder");
    }

    private static async Task BootAsync(WarrenProcess warren, InstanceResponse instance)
    {
        await warren.StartAsync();
        await Eventually.See("it serves again", () => Amqp.LogsInAsync(instance), serves => serves);
    }

    private static async Task SendAsync(InstanceResponse instance, string queue)
    {
        await using var connection = await Amqp.ConnectAsync(instance);
        await Amqp.SendAsync(connection, queue, $"sent when it was {queue}");
        await Amqp.SettleAsync(connection);
    }

    private static async Task ReceivedAsync(InstanceResponse instance, string queue)
    {
        await using var connection = await Amqp.ConnectAsync(instance);
        Assert.Equal($"sent when it was {queue}", await Amqp.ReceiveAsync(connection, queue));
    }
}
