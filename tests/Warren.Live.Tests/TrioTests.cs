using Warren.Contract.Dms.V1;
using Warren.Live.Tests.Clients;
using Warren.Live.Tests.Machine;
using Warren.Live.Tests.Running;

namespace Warren.Live.Tests;

/// <summary>
/// What happens to a cluster of three that is in use. Every test finds it serving, keeps a ledger of confirmed messages meanwhile, and leaves it serving.
/// </summary>
public sealed class TrioTests : LiveTest, IClassFixture<WarrenProcess>
{
    private const string SomeNodesFaulty = "public.00.0025";

    private readonly WarrenProcess warren;

    public TrioTests(WarrenProcess warren)
        : base(warren)
    {
        this.warren = warren;
        warren.Environment["WARREN_Reconcile__ResyncInterval"] = "00:00:01";
        warren.Environment["WARREN_Reconcile__LeaseTime"] = "00:00:05"; // a killed one's lease has to run out
    }

    [Fact]
    public async Task A_restart_goes_from_node_to_node_while_messages_flow()
    {
        var trio = await ServingAsync();
        var before = Pids(trio);
        await using var ledger = await Ledger.OpenAsync(trio);

        await warren.Api.RestartAsync(trio.InstanceId);

        Assert.Equal(["RESTARTING", "RUNNING"], await WatchOneAtATimeAsync(trio));
        Assert.All(Pids(trio).Zip(before), p => Assert.NotEqual(p.Second, p.First));
        await KeptAsync(trio, ledger);
    }

    [Fact]
    public async Task Another_size_goes_from_node_to_node_and_is_what_the_brokers_then_have()
    {
        var trio = await ServingAsync();
        await using var ledger = await Ledger.OpenAsync(trio);

        await warren.Api.ExtendAsync(trio.InstanceId, new ExtendInstanceRequest { OperType = "vertical", NewProductId = "00300-30215-0--0" });

        Assert.Equal(["RESIZING", "RUNNING"], await WatchOneAtATimeAsync(trio));
        await HasSizeAsync(trio, "8vCPUs 16GB * 3", cpus: 8, memoryGb: 16, connections: 4000);
        await ledger.GoesOnAsync();

        await warren.Api.ExtendAsync(trio.InstanceId, new ExtendInstanceRequest { OperType = "vertical", NewProductId = "00300-30209-0--0" });

        Assert.Equal(["RESIZING", "RUNNING"], await WatchOneAtATimeAsync(trio));
        await HasSizeAsync(trio, "4vCPUs 8GB * 3", cpus: 4, memoryGb: 8, connections: 2000);
        await KeptAsync(trio, ledger);
    }

    [Fact]
    public async Task A_killed_node_shows_as_faulty_while_the_others_serve_and_comes_back_by_itself()
    {
        var trio = await ServingAsync();
        await using var ledger = await Ledger.OpenAsync(trio);

        ProcessTable.Kill(warren.NodeOf(trio.InstanceId, 0).RunningPid);

        await Task.WhenAll(FaultyAsync(trio), TopologyAnswersAsync(trio)); // at once, so without the first node, which is otherwise asked
        await BackAsync(trio);
        await KeptAsync(trio, ledger);
    }

    [Fact]
    public async Task A_node_that_hangs_shows_as_faulty_and_a_restart_brings_all_back_together()
    {
        var trio = await ServingAsync();
        var before = Pids(trio);
        await using var ledger = await Ledger.OpenAsync(trio);
        (await Command.RunAsync("/bin/sh", "-c", $"kill -STOP {before[2]}")).Succeeded();
        await FaultyAsync(trio);

        await warren.Api.RestartAsync(trio.InstanceId);

        Assert.Equal(["RESTARTING", "RUNNING"], await warren.Api.WatchUntilAsync(trio.InstanceId, "RUNNING"));
        Assert.All(Pids(trio).Zip(before), p => Assert.NotEqual(p.Second, p.First));
        await KeptAsync(trio, ledger);
    }

    [Fact]
    public async Task After_a_power_cut_Warren_brings_every_instance_back_with_its_messages()
    {
        var trio = await ServingAsync();
        var single = await warren.Api.RunningAsync(await warren.Api.CreateAsync(warren.Api.QuickStart("single")));
        await using var ledger = await Ledger.OpenAsync(trio);
        await using var other = await Ledger.OpenAsync(single);

        Assert.Equal(4, await warren.CutPowerAsync());
        await warren.StartAsync();

        await BackAsync(single);
        await BackAsync(trio);
        await KeptAsync(trio, ledger);
        await KeptAsync(single, other);
        await warren.Api.DeleteAsync(single.InstanceId);
    }

    /// <summary>What is on the broker is shown and changed through the nodes that are left.</summary>
    private async Task TopologyAnswersAsync(InstanceResponse trio)
    {
        var api = new TopologyClient(warren.Api, trio.InstanceId);
        Assert.Equal(200, await api.StatusAsync("PUT", "/vhosts/__F_SLASH__/queues", """{"name":"while-down","durable":true}"""));
        var queues = (await api.GetAsync("/vhosts/__F_SLASH__/queues?limit=1000")).GetProperty("items").EnumerateArray();
        var made = queues.Single(q => q.GetProperty("name").GetString() == "while-down");
        Assert.Equal("quorum", made.GetProperty("arguments").GetProperty("x-queue-type").GetString());
        Assert.Equal(204, await api.StatusAsync("POST", "/vhosts/__F_SLASH__/queues", """{"name":["while-down"]}"""));
    }

    private async Task<InstanceResponse> ServingAsync()
    {
        if (!warren.Runs)
        {
            await warren.StartAsync();
        }

        var id = (await warren.Api.ListAsync()).FirstOrDefault(i => i.Name == "trio")?.InstanceId ?? await warren.Api.CreateAsync(warren.Api.Cluster("trio", 3));
        return await warren.Api.RunningAsync(id);
    }

    private List<int> Pids(InstanceResponse trio) => [.. Enumerable.Range(0, 3).Select(i => warren.NodeOf(trio.InstanceId, i).RunningPid)];

    /// <summary>Waits for RUNNING, and sees at every look two brokers at least.</summary>
    private Task<IReadOnlyList<string>> WatchOneAtATimeAsync(InstanceResponse trio) => warren.Api.WatchUntilAsync(
        trio.InstanceId, "RUNNING", () => Assert.True(warren.NodeOf(trio.InstanceId).Processes.Count(p => p.IsBroker) >= 2, "two nodes were down at once"));

    private Task FaultyAsync(InstanceResponse trio) => Eventually.See(
        "it is faulty since some nodes are", () => warren.Api.ShowAsync(trio.InstanceId), i => i is { Status: "FAULTY", ErrorCode: SomeNodesFaulty });

    /// <summary>It serves, and RUNNING is not merely what was written before.</summary>
    private async Task BackAsync(InstanceResponse instance)
    {
        foreach (var address in instance.ConnectAddress.Split(','))
        {
            await Eventually.See($"{address} takes logins", () => Amqp.LogsInAsync(instance.WithAddress(address)), logsIn => logsIn);
        }

        await warren.Api.RunningAsync(instance.InstanceId);
        Assert.Null((await warren.Api.ShowAsync(instance.InstanceId))!.ErrorCode);
    }

    private static async Task KeptAsync(InstanceResponse instance, Ledger ledger)
    {
        await ledger.GoesOnAsync();
        Assert.Equal(0, (await ledger.CloseAsync()).Lost);
        await ClusterChecks.IsWholeAsync(instance, instance.NodeNum);
    }

    private async Task HasSizeAsync(InstanceResponse trio, string specification, int cpus, int memoryGb, int connections)
    {
        Assert.Equal(specification, (await warren.Api.ShowAsync(trio.InstanceId))!.Specification);
        foreach (var (address, index) in trio.ConnectAddress.Split(',').Select((a, i) => (a, i)))
        {
            using var management = new BrokerManagement(address);
            await management.NodeShowsAsync(address, "mem_limit", (long)(0.4 * memoryGb * 1024 * 1024 * 1024));
            var node = warren.NodeOf(trio.InstanceId, index);
            Assert.Equal($"{cpus}", await node.EvaluateAsync("erlang:system_info(schedulers_online)."));
            Assert.Equal($"{{ok, {connections}}}", await node.EvaluateAsync("application:get_env(rabbit, connection_max)."));
        }
    }
}
