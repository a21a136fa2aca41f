using System.Net;
using System.Text;
using System.Text.Json;
using Warren.Contract.Dms.V1;
using Warren.Live.Tests.Clients;
using Warren.Live.Tests.Machine;
using Warren.Live.Tests.Running;

namespace Warren.Live.Tests;

/// <summary>Plugins turned on and off over /v2, seen by clients of what they bring.</summary>
public sealed class PluginTests : LiveTest
{
    private const int Mqtt = 1883;
    private const int Stomp = 61613;
    private const int Stream = 5552;
    private const int Prometheus = 15692;

    [Fact]
    public async Task Plugins_come_and_go_without_a_restart_listen_on_the_instances_address_alone_and_are_there_after_one()
    {
        var warren = NewWarren();
        await warren.StartAsync();
        var instance = await warren.Api.RunningAsync(await warren.Api.CreateAsync(warren.Api.QuickStart("plugins")));
        var api = new TopologyClient(warren.Api, instance.InstanceId);
        var node = warren.NodeOf(instance.InstanceId);
        var pid = node.RunningPid;
        Assert.All(await PluginsAsync(api), p => Assert.Equal((false, false), (p.Value.Enable, p.Value.Running)));

        await ChangeAsync(
            api, enable: true, "rabbitmq_mqtt,rabbitmq_stomp,rabbitmq_stream_management,rabbitmq_prometheus,rabbitmq_consistent_hash_exchange,rabbitmq_shovel_management,rabbitmq_federation_management,rabbitmq_tracing");

        var shown = await PluginsAsync(api);
        Assert.Equal((true, true), shown["rabbitmq_mqtt"]);
        Assert.Equal((false, true), shown["rabbitmq_stream"]); // since another needs it
        Assert.Equal((false, false), shown["rabbitmq_top"]);
        Assert.DoesNotContain("rabbitmq_delayed_message_exchange", shown.Keys); // this machine does not have it
        Assert.Equal(pid, node.RunningPid);
        await SpeaksAllAsync(instance);
        Assert.Equal(200, await api.StatusAsync("PUT", "/vhosts/__F_SLASH__/exchanges", """{"name":"hashed","type":"x-consistent-hash","durable":true}"""));
        Assert.All(await Listeners.OfAsync(pid), l => Assert.StartsWith(instance.ConnectAddress + ":", l, StringComparison.Ordinal));

        await ChangeAsync(api, enable: false, "rabbitmq_mqtt,rabbitmq_tracing");
        Assert.Equal((false, false), (await PluginsAsync(api))["rabbitmq_mqtt"]);
        Assert.DoesNotContain($"{instance.ConnectAddress}:{Mqtt}", await Listeners.OfAsync(pid));
        Assert.Equal(pid, node.RunningPid);

        ProcessTable.Kill(pid);
        await Eventually.See("another node runs", () => Task.FromResult(node.Pid), p => p is not null && p != pid);
        await warren.Api.WatchUntilAsync(instance.InstanceId, "RUNNING");
        Assert.StartsWith("stock: other plugins", node.Boot, StringComparison.Ordinal);
        Assert.Equal("CONNECTED", await OtherProtocols.LogInByStompAsync(instance.ConnectAddress, Stomp));
        Assert.Equal((true, true), (await PluginsAsync(api))["rabbitmq_stomp"]);
        Assert.Equal((false, false), (await PluginsAsync(api))["rabbitmq_mqtt"]);
        Assert.Equal(400, await api.StatusAsync("PUT", "/rabbitmq/plugins", """{"enable":true,"plugins":"rabbitmq_auth_backend_http"}"""));
    }

    [Fact]
    public async Task In_a_cluster_every_node_has_them_also_one_that_joins_later()
    {
        var warren = NewWarren();
        await warren.StartAsync();
        var instance = await warren.Api.RunningAsync(await warren.Api.CreateAsync(warren.Api.Cluster("plugins", 3)));
        var api = new TopologyClient(warren.Api, instance.InstanceId);

        await ChangeAsync(api, enable: true, "rabbitmq_stomp,rabbitmq_consistent_hash_exchange");
        foreach (var address in instance.ConnectAddress.Split(','))
        {
            Assert.Equal("CONNECTED", await OtherProtocols.LogInByStompAsync(address, Stomp));
        }

        await warren.Api.ExtendAsync(instance.InstanceId, new ExtendInstanceRequest { OperType = "horizontal", NewBrokerNum = 5 });
        var extended = await warren.Api.RunningAsync(instance.InstanceId);

        Assert.Equal(5, extended.ConnectAddress.Split(',').Length);
        Assert.Equal("CONNECTED", await OtherProtocols.LogInByStompAsync(extended.ConnectAddress.Split(',')[4], Stomp));
        Assert.Equal((true, true), (await PluginsAsync(api))["rabbitmq_consistent_hash_exchange"]);
    }

    private static async Task SpeaksAllAsync(InstanceResponse instance)
    {
        var address = instance.ConnectAddress;
        await using var connection = await Amqp.ConnectAsync(instance);
        await using var channel = await connection.CreateChannelAsync();
        await channel.QueueDeclareAsync("from-mqtt", durable: true, exclusive: false, autoDelete: false);
        await channel.QueueBindAsync("from-mqtt", "amq.topic", "plugin.test");
        await OtherProtocols.PublishByMqttAsync(address, Mqtt, "plugin/test", "hello");
        var got = await Eventually.See("the message from MQTT", async () => await channel.BasicGetAsync("from-mqtt", autoAck: true), m => m is not null);
        Assert.Equal("hello", Encoding.UTF8.GetString(got!.Body.Span));

        Assert.Equal("CONNECTED", await OtherProtocols.LogInByStompAsync(address, Stomp));
        using var stream = new System.Net.Sockets.TcpClient();
        await stream.ConnectAsync(IPAddress.Parse(address), Stream);
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false });
        Assert.Contains("rabbitmq_identity_info", await http.GetStringAsync(new Uri($"http://{address}:{Prometheus}/metrics")), StringComparison.Ordinal);
    }

    private static async Task<Dictionary<string, (bool Enable, bool Running)>> PluginsAsync(TopologyClient api) =>
        (await api.GetAsync("/rabbitmq/plugins")).GetProperty("plugins").EnumerateArray()
            .ToDictionary(p => p.GetProperty("name").GetString()!, p => (p.GetProperty("enable").GetBoolean(), p.GetProperty("running").GetBoolean()), StringComparer.Ordinal);

    /// <summary>Until the task has come to its end.</summary>
    private static async Task ChangeAsync(TopologyClient api, bool enable, string plugins)
    {
        var job = (await api.SendAsync("PUT", "/rabbitmq/plugins", JsonSerializer.Serialize(new { enable, plugins }))).GetProperty("job_id").GetString();
        var task = await Eventually.See(
            "the task ends", async () => (await api.GetAsync($"/tasks/{job}")).GetProperty("tasks")[0], t => t.GetProperty("status").GetString() is not ("CREATED" or "EXECUTING"));
        Assert.Equal("SUCCESS", task.GetProperty("status").GetString());
        Assert.False((await api.GetAsync("/rabbitmq/plugins")).GetProperty("plugins_modifying").GetBoolean());
    }
}
