using RabbitMQ.Client;
using Warren.Contract.Dms.V1;
using Warren.Live.Tests.Clients;
using Warren.Live.Tests.Machine;
using Warren.Live.Tests.Running;

namespace Warren.Live.Tests;

/// <summary>Warren ends and starts again around one instance, which every test finds serving and leaves serving.</summary>
public sealed class RestartTests : LiveTest, IClassFixture<WarrenProcess>
{
    private readonly WarrenProcess warren;

    public RestartTests(WarrenProcess warren)
        : base(warren)
    {
        this.warren = warren;
        warren.Environment["WARREN_Reconcile__ResyncInterval"] = "00:00:01";
    }

    [Fact]
    public async Task A_broker_whose_Warren_is_killed_is_adopted_and_its_connections_stay_open()
    {
        var instance = await ServingAsync();
        var broker = warren.NodeOf(instance.InstanceId).RunningPid;
        await using var connection = await Amqp.ConnectAsync(instance);

        await warren.KillAsync();

        await Amqp.RoundTripAsync(connection);
        await warren.StartAsync();
        await AdoptedAsync(instance, broker, connection);
    }

    [Fact]
    public async Task A_broker_whose_Warren_is_stopped_goes_on_and_is_adopted_by_the_next()
    {
        var instance = await ServingAsync();
        var broker = warren.NodeOf(instance.InstanceId).RunningPid;
        await using var connection = await Amqp.ConnectAsync(instance);

        await warren.StopAsync();

        await Amqp.RoundTripAsync(connection);
        await warren.StartAsync();
        await AdoptedAsync(instance, broker, connection);
    }

    [Fact]
    public async Task A_Warren_with_stop_brokers_takes_its_brokers_with_it_and_the_next_brings_them_back_with_their_data()
    {
        var instance = await ServingAsync();
        await SendAsync(instance, "before stop-brokers");
        await warren.StopAsync();
        await warren.StartAsync(options: "--stop-brokers");
        var node = warren.NodeOf(instance.InstanceId);
        var stopped = node.RunningPid;

        await warren.StopAsync();

        Assert.Null(ProcessTable.Find(stopped));
        await ProcessTable.AssertNoneNamesAsync(warren.Data);
        await warren.StartAsync();
        await BackAsync(instance, stopped, "before stop-brokers");
    }

    [Fact]
    public async Task Down_ends_a_running_Warren_and_its_brokers_and_the_next_up_brings_them_back_with_their_data()
    {
        var instance = await ServingAsync();
        await SendAsync(instance, "before down");
        var stopped = warren.NodeOf(instance.InstanceId).RunningPid;

        await warren.DownAsync();

        Assert.Equal(0, await warren.DeathAsync());
        await ProcessTable.AssertNoneNamesAsync(warren.Data);
        await warren.StartAsync();
        await BackAsync(instance, stopped, "before down");
    }

    [Fact]
    public async Task A_restart_by_the_batch_call_brings_up_a_new_broker_with_all_that_was_confirmed()
    {
        var instance = await ServingAsync();
        var before = warren.NodeOf(instance.InstanceId).RunningPid;
        await using var ledger = await Ledger.OpenAsync(instance);

        await warren.Api.RestartAsync(instance.InstanceId);

        Assert.Equal(["RESTARTING", "RUNNING"], await warren.Api.WatchUntilAsync(instance.InstanceId, "RUNNING"));
        Assert.NotEqual(before, warren.NodeOf(instance.InstanceId).RunningPid);
        await ledger.GoesOnAsync();
        Assert.Equal(0, (await ledger.CloseAsync()).Lost);
    }

    private async Task<InstanceResponse> ServingAsync()
    {
        if (!warren.Runs)
        {
            await warren.StartAsync();
        }

        var id = (await warren.Api.ListAsync()).SingleOrDefault()?.InstanceId ?? await warren.Api.CreateAsync(warren.Api.QuickStart("the-one"));
        return await warren.Api.RunningAsync(id);
    }

    private async Task AdoptedAsync(InstanceResponse instance, int broker, IConnection connection)
    {
        await Eventually.Always(
            "the same broker runs, whatever the loop's next looks see",
            async () => (await warren.Api.ShowAsync(instance.InstanceId))!.Status == "RUNNING" && warren.NodeOf(instance.InstanceId).Pid == broker,
            TimeSpan.FromSeconds(2));
        await Amqp.RoundTripAsync(connection);
        await Amqp.WorksAsync(instance);
    }

    private async Task BackAsync(InstanceResponse instance, int stopped, string message)
    {
        var node = warren.NodeOf(instance.InstanceId);
        await Eventually.See(
            "it serves again",
            async () => (await warren.Api.ShowAsync(instance.InstanceId))!.Status == "RUNNING" && await Amqp.LogsInAsync(instance),
            serves => serves);
        Assert.NotEqual(stopped, node.RunningPid);
        await using var connection = await Amqp.ConnectAsync(instance);
        Assert.Equal(message, await Amqp.ReceiveAsync(connection, queue: message));
    }

    private static async Task SendAsync(InstanceResponse instance, string message)
    {
        await using var connection = await Amqp.ConnectAsync(instance);
        await Amqp.SendAsync(connection, queue: message, message);
    }
}
