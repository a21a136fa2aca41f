using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
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
        Assert.Equal([next.InstanceId], Folders());
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
    private async Task<BrokerNode> ReadyAsync()
    {
        var ready = "";
        await Eventually.See("a blank instance is ready", () => Task.FromResult(Folders()), folders =>
        {
            ready = folders.FirstOrDefault(id => File.Exists(Path.Combine(warren.Data, "brokers", id, "0", "blank"))
                && warren.Output.Contains($"Blank instance {id} of dms.instance.rabbitmq.single.c3.2u4g is ready", StringComparison.Ordinal)) ?? "";
            return ready.Length > 0 && warren.NodeOf(ready).Pid is not null;
        });
        return warren.NodeOf(ready);
    }

    private bool OneBlank(string id, int pid) => warren.NodeOf(id).Pid == pid && Folders().SequenceEqual([id]);

    private List<string> Folders() => [.. Directory.EnumerateDirectories(Path.Combine(warren.Data, "brokers")).Select(p => Path.GetFileName(p)!)];

    private static async Task<string> AddressAsync(BrokerNode node) =>
        (await File.ReadAllLinesAsync(Path.Combine(node.Folder, "etc", "rabbitmq.conf"))).Single(l => l.StartsWith("management.tcp.ip = ", StringComparison.Ordinal)).Split(" = ")[1];

    /// <summary>What a customer sees of an instance, with its own id and address taken out.</summary>
    private static async Task<string> FaceAsync(InstanceResponse instance, BrokerNode node)
    {
        using var handler = new SocketsHttpHandler { UseProxy = false };
        using var http = new HttpClient(handler) { BaseAddress = new Uri($"http://{instance.ConnectAddress}:15672/api/") };
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
            var text = await http.GetStringAsync(new Uri($"{path}?columns={columns}", UriKind.Relative));
            using var json = JsonDocument.Parse(text);
            face.Append(path).Append(": ").AppendLine(Sorted(json.RootElement));
        }

        return face.Replace(instance.InstanceId, "ID").Replace(instance.ConnectAddress, "ADDRESS").Replace(node.Data, "DATA").ToString();
    }

    /// <summary>Lists come in no order.</summary>
    private static string Sorted(JsonElement json) => json.ValueKind == JsonValueKind.Array
        ? string.Join('\n', json.EnumerateArray().Select(e => e.GetRawText()).Order(StringComparer.Ordinal))
        : json.GetRawText();
}
