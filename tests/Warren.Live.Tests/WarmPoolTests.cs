using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Warren.Contract.Dms.V1;
using Warren.Live.Tests.Clients;
using Warren.Live.Tests.Machine;
using Warren.Live.Tests.Running;

namespace Warren.Live.Tests;

/// <summary>Instances that were booted before they were ordered.</summary>
public sealed class WarmPoolTests : LiveTest, IClassFixture<WarrenProcess>
{
    private const string Switch = "WARREN_Local__WarmPool";

    private readonly WarrenProcess warren;

    public WarmPoolTests(WarrenProcess warren)
        : base(warren)
    {
        this.warren = warren;
        warren.Environment[Switch] = "1";
        warren.Environment["WARREN_Reconcile__LeaseTime"] = "00:00:05"; // the killed one's lease has to run out
    }

    [Fact]
    public async Task An_order_is_given_a_node_that_runs_already_and_cannot_be_told_from_one_that_is_booted_for_its_order()
    {
        var plain = NewWarren();
        await Task.WhenAll(StartedAsync(), plain.StartAsync());
        var cold = await plain.Api.RunningAsync(await plain.Api.CreateAsync(plain.Api.QuickStart("same-name")));
        var blank = await ReadyAsync();

        var id = await warren.Api.CreateAsync(warren.Api.QuickStart("same-name"));

        var warm = await warren.Api.RunningAsync(id);
        Assert.Equal(blank.InstanceId, id);
        Assert.Equal(blank.RunningPid, warren.NodeOf(id).RunningPid);
        await Amqp.WorksAsync(warm);
        await Amqp.WorksAsync(cold);
        await Amqp.IsRefusedAsync(warm, "guest", "guest");
        await Amqp.IsRefusedAsync(warm, WarrenClient.AccessUser, "wrong");
        await Eventually.See( // a node that has just booted has no statistics yet
            "the two look the same",
            async () => (Cold: await FaceAsync(cold, plain.NodeOf(cold.InstanceId)), Warm: await FaceAsync(warm, blank)),
            faces => faces.Cold == faces.Warm);

        var next = await ReadyAsync();
        Assert.NotEqual(id, next.InstanceId);
        ProcessTable.Kill(blank.RunningPid);
        await Eventually.See("it serves again, booted for itself", async () => blank.Pid is not null && await Amqp.LogsInAsync(warm), serves => serves);
        await warren.Api.RunningAsync(id);
        await warren.Api.DeleteAsync(id);
        await warren.Api.WatchUntilAsync(id, WarrenClient.Gone);
        await blank.AssertGoneAsync(warm.ConnectAddress);
        Assert.NotNull(next.Pid);
    }

    [Fact]
    public async Task A_blank_node_that_ends_is_replaced_and_one_that_runs_is_kept_when_Warren_starts_again()
    {
        await StartedAsync();
        var first = await ReadyAsync();
        ProcessTable.Kill(first.RunningPid);
        await Eventually.Holds("it is removed", () => !Directory.Exists(first.InstanceFolder));
        var second = await ReadyAsync();
        var pid = second.RunningPid;

        await warren.KillAsync();
        await warren.StartAsync();

        await Eventually.Always("the same one is kept", () => Task.FromResult(OneBlank(second.InstanceId, pid)), TimeSpan.FromSeconds(2));
    }

    [Fact]
    public async Task A_cluster_of_three_that_was_formed_before_its_order_cannot_be_told_from_one_that_is_formed_for_it()
    {
        var trios = NewWarren(("WARREN_Local__WarmTrios", "1"));
        await trios.StartAsync();
        var blank = await ReadyAsync(trios, "dms.instance.rabbitmq.cluster.c3.4u8g.3");
        var pids = Pids(trios, blank.InstanceId);

        var id = await trios.Api.CreateAsync(trios.Api.Cluster("same-name", 3));
        var other = await trios.Api.CreateAsync(trios.Api.Cluster("same-name-too", 3)); // the pool has no second one

        var warm = await trios.Api.RunningAsync(id);
        Assert.Equal(blank.InstanceId, id);
        Assert.Equal(pids, Pids(trios, id));
        var cold = await trios.Api.RunningAsync(other);
        foreach (var trio in (InstanceResponse[])[warm, cold])
        {
            await ClusterChecks.IsWholeAsync(trio, 3);
            foreach (var address in trio.ConnectAddress.Split(','))
            {
                await ClusterChecks.TakesQuorumQueueAsync(trio, address);
                await Amqp.IsRefusedAsync(trio.WithAddress(address), "guest", "guest");
            }
        }

        await Eventually.See(
            "the two look the same",
            async () => (Cold: await FaceAsync(cold, trios.NodeOf(other)), Warm: await FaceAsync(warm, blank)),
            faces => faces.Cold == faces.Warm);
        ProcessTable.Kill(pids[1]);
        await Eventually.Holds("its second node is back", () => trios.NodeOf(id, 1).Pid is { } pid && pid != pids[1]);
        await trios.Api.RunningAsync(id);
        await ClusterChecks.IsWholeAsync(warm, 3);
    }

    /// <param name="point">Name of the boundary in the life of a blank instance.</param>
    [Theory]
    [InlineData("BlankCommitted")]
    [InlineData("BlankStarted")]
    [InlineData("BlankReady")]
    [InlineData("BlankRetired")]
    [InlineData("BlankRemoved")]
    public async Task The_pool_is_whole_again_with_nothing_left_over_when_Warren_is_killed_at(string point)
    {
        await StartedAsync();
        var blank = await ReadyAsync();
        ProcessTable.Kill(blank.RunningPid);
        await warren.KillAsync();
        var address = await AddressAsync(blank);

        await warren.StartAndDieAsync(point);
        await warren.StartAsync();

        var next = await ReadyAsync();
        Assert.NotEqual(blank.InstanceId, next.InstanceId);
        await blank.AssertGoneAsync(address);
        Assert.Equal([next.InstanceId], Folders(warren));
    }

    /// <param name="point">Name of the boundary while it is given.</param>
    [Theory]
    [InlineData("CreateCommitted")]
    [InlineData("BlankGiven")]
    [InlineData("BrokerServes")]
    public async Task An_order_gets_its_node_and_nobody_else_does_when_Warren_is_killed_at(string point)
    {
        await StartedAsync();
        var blank = await ReadyAsync();
        var pid = blank.RunningPid;
        await warren.StopAsync();
        await warren.StartAsync(point);

        await WarrenClient.MayBeCutOffAsync(warren.Api.CreateAsync(warren.Api.QuickStart($"killed-at-{point}")));
        Assert.Equal(137, await warren.DeathAsync());
        await warren.StartAsync();

        var given = Assert.Single(await warren.Api.ListAsync(), i => i.Name == $"killed-at-{point}").InstanceId;
        var instance = await warren.Api.RunningAsync(given);
        Assert.Equal(blank.InstanceId, given);
        Assert.Equal(pid, blank.RunningPid);
        await Amqp.WorksAsync(instance);
        var other = await warren.Api.CreateAsync(warren.Api.QuickStart($"after-{point}"));
        Assert.NotEqual(given, other);
        await Amqp.WorksAsync(await warren.Api.RunningAsync(other));
        foreach (var id in (string[])[given, other])
        {
            await warren.Api.DeleteAsync(id);
            await warren.Api.WatchUntilAsync(id, WarrenClient.Gone);
        }
    }

    private async Task StartedAsync()
    {
        if (!warren.Runs)
        {
            await warren.StartAsync();
        }
    }

    /// <summary>Waits until there is one blank node that serves and nothing else of the pool.</summary>
    private Task<BrokerNode> ReadyAsync() => ReadyAsync(warren, "dms.instance.rabbitmq.single.c3.2u4g");

    /// <summary>Waits until there is a blank instance of that flavour that serves.</summary>
    /// <returns>Its first node.</returns>
    private static async Task<BrokerNode> ReadyAsync(WarrenProcess warren, string flavour)
    {
        var ready = "";
        await Eventually.See("a blank instance is ready", () => Task.FromResult(Folders(warren)), folders =>
        {
            ready = folders.FirstOrDefault(id => File.Exists(Path.Combine(warren.Data, "brokers", id, "0", "blank"))
                && warren.Output.Contains($"Blank instance {id} of {flavour} is ready", StringComparison.Ordinal)) ?? "";
            return ready.Length > 0 && warren.NodeOf(ready).Pid is not null;
        });
        return warren.NodeOf(ready);
    }

    private static int[] Pids(WarrenProcess warren, string cluster) => [.. Enumerable.Range(0, 3).Select(index => warren.NodeOf(cluster, index).RunningPid)];

    private bool OneBlank(string id, int pid) => warren.NodeOf(id).Pid == pid && Folders(warren).SequenceEqual([id]);

    private static List<string> Folders(WarrenProcess warren) => [.. Directory.EnumerateDirectories(Path.Combine(warren.Data, "brokers")).Select(p => Path.GetFileName(p)!)];

    private static async Task<string> AddressAsync(BrokerNode node) =>
        (await File.ReadAllLinesAsync(Path.Combine(node.Folder, "etc", "rabbitmq.conf"))).Single(l => l.StartsWith("management.tcp.ip = ", StringComparison.Ordinal)).Split(" = ")[1];

    /// <summary>What a customer sees of an instance, with its own id and address taken out.</summary>
    private static async Task<string> FaceAsync(InstanceResponse instance, BrokerNode node)
    {
        var addresses = instance.ConnectAddress.Split(',');
        using var handler = new SocketsHttpHandler { UseProxy = false };
        using var http = new HttpClient(handler) { BaseAddress = new Uri($"http://{addresses[0]}:15672/api/") };
        var login = Encoding.UTF8.GetBytes($"{WarrenClient.AccessUser}:{WarrenClient.AccessPassword}");
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(login));
        var face = new StringBuilder();
        foreach (var (path, columns) in (IEnumerable<(string, string)>)
        [
            ("users", "name,tags"), ("vhosts", "name,default_queue_type,tracing"), ("permissions", "user,vhost,configure,write,read"), ("exchanges", "name,type,durable,vhost"),
            ("queues", "name"), ("policies", "name"), ("parameters", "name"), ("global-parameters", ""), ("feature-flags", "name,state"),
            ("nodes", "name,type,running,mem_limit,disk_free_limit,fd_total,sockets_total,proc_total,enabled_plugins,config_files,rates_mode"),
            ("overview", "cluster_name,node,listeners,contexts,rabbitmq_version,erlang_version,product_name"),
        ])
        {
            var text = new StringBuilder(await http.GetStringAsync(new Uri($"{path}?columns={columns}", UriKind.Relative)));
            text.Replace(instance.InstanceId, "ID").Replace(node.Data, "DATA");
            using var json = JsonDocument.Parse(Regex.Replace(text.ToString(), @"127(\.\d+){3}", found => $"ADDRESS-{Array.IndexOf(addresses, found.Value)}"));
            face.Append(path).Append(": ").AppendLine(Sorted(json.RootElement));
        }

        return face.ToString();
    }

    /// <summary>Lists come in no order.</summary>
    private static string Sorted(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.Array => string.Join('\n', json.EnumerateArray().Select(Sorted).Order(StringComparer.Ordinal)),
        JsonValueKind.Object => string.Join(' ', json.EnumerateObject().Select(m => $"{m.Name}: {Sorted(m.Value)}")),
        _ => json.GetRawText(),
    };
}
