using System.Text;
using System.Text.Json;
using RabbitMQ.Client;
using Warren.Live.Tests.Clients;
using Warren.Live.Tests.Machine;
using Warren.Live.Tests.Running;

namespace Warren.Live.Tests;

/// <summary>Deleted into the recycle bin and back, and definitions taken from one broker to another, on real ones.</summary>
public sealed class RecycleBinTests : LiveTest
{
    [Fact]
    public async Task An_instance_comes_back_from_the_bin_with_its_messages_users_and_plugins_and_is_gone_when_it_is_purged()
    {
        var warren = NewWarren();
        await warren.StartAsync();
        var instance = await warren.Api.RunningAsync(await warren.Api.CreateAsync(warren.Api.QuickStart("kept")));
        var (id, node) = (instance.InstanceId, warren.NodeOf(instance.InstanceId));
        var api = new TopologyClient(warren.Api, id);
        await using (var connection = await Amqp.ConnectAsync(instance))
        {
            await Amqp.SendAsync(connection, "durable", "still there");
        }

        await api.SendAsync("POST", "/users", """{"access_key":"reader","secret_key":"Reader-4711","vhosts":[{"vhost":"/","conf":"","write":"","read":".*"}]}""");
        await EndedAsync(api, (await api.SendAsync("PUT", "/rabbitmq/plugins", """{"enable":true,"plugins":"rabbitmq_stomp"}""")).GetProperty("job_id").GetString()!);

        Assert.Equal(204, (await warren.Api.SendAsync("DELETE", $"/v2/{warren.Api.ProjectId}/instances/{id}?use_recycle=true", null)).Status);
        await warren.Api.WatchUntilAsync(id, WarrenClient.Gone);
        Assert.Empty(node.Processes);
        Assert.True(Directory.Exists(node.Folder));
        Assert.Equal([id], await InBinAsync(warren.Api));

        await warren.KillAsync();
        await warren.StartAsync(); // it does not start what is in the bin
        Assert.Equal([id], await InBinAsync(warren.Api));
        Assert.Empty(node.Processes);

        var (status, text) = await warren.Api.SendAsync("POST", $"/v2/{warren.Api.ProjectId}/recycle", $$"""{"instances":["{{id}}"]}""");
        Assert.True(status == 200, text);
        var back = await warren.Api.RunningAsync(id);
        Assert.Equal((instance.ConnectAddress, instance.Port, instance.Name), (back.ConnectAddress, back.Port, back.Name));
        await using (var connection = await Amqp.ConnectAsync(back, "reader", "Reader-4711"))
        {
            await using var channel = await connection.CreateChannelAsync();
            Assert.Equal("still there", Encoding.UTF8.GetString((await channel.BasicGetAsync("durable", autoAck: false))!.Body.Span));
        }

        Assert.Equal("CONNECTED", await OtherProtocols.LogInByStompAsync(back.ConnectAddress, 61613));

        Assert.Equal(204, (await warren.Api.SendAsync("DELETE", $"/v2/{warren.Api.ProjectId}/instances/{id}?use_recycle=true", null)).Status);
        await warren.Api.WatchUntilAsync(id, WarrenClient.Gone);
        Assert.Equal(204, (await warren.Api.SendAsync("DELETE", $"/v2/{warren.Api.ProjectId}/recycle/{id}", null)).Status);
        await Eventually.Holds("its folder is gone", () => !Directory.Exists(node.InstanceFolder));
        await node.AssertGoneAsync(back.ConnectAddress);
    }

    [Fact]
    public async Task Definitions_of_one_broker_come_into_another_with_users_that_can_log_in_and_without_Warrens()
    {
        var warren = NewWarren();
        await warren.StartAsync();
        var (first, second) = (
            await warren.Api.RunningAsync(await warren.Api.CreateAsync(warren.Api.QuickStart("from"))), await warren.Api.RunningAsync(await warren.Api.CreateAsync(warren.Api.QuickStart("into"))));
        var (from, into) = (new TopologyClient(warren.Api, first.InstanceId), new TopologyClient(warren.Api, second.InstanceId));
        await from.AnswerAsync("PUT", "/vhosts", """{"name":"a/b"}""");
        await from.SendAsync("PUT", "/vhosts/a__F_SLASH__b/queues", """{"name":"jobs","durable":true}""");
        await from.SendAsync("PUT", "/vhosts/a__F_SLASH__b/exchanges", """{"name":"orders","type":"topic","durable":true}""");
        await from.SendAsync("POST", "/vhosts/a__F_SLASH__b/exchanges/orders/binding", """{"destination":"jobs","destination_type":"queue","routing_key":"new.#"}""");
        await from.SendAsync("POST", "/users", """{"access_key":"taken","secret_key":"Taken-4711","vhosts":[{"vhost":"a/b","conf":".*","write":".*","read":".*"}]}""");

        var definitions = (await from.GetAsync("/definitions")).GetRawText();
        Assert.DoesNotContain("warren.agent", definitions, StringComparison.Ordinal);
        var task = await EndedAsync(into, (await into.SendAsync("POST", "/definitions", definitions)).GetProperty("job_id").GetString()!);

        Assert.Equal("SUCCESS", task.GetProperty("status").GetString());
        Assert.Equal("new.#", (await into.GetAsync("/vhosts/a__F_SLASH__b/exchanges/orders/binding")).GetProperty("items")[0].GetProperty("routing_key").GetString());
        await using var connection = await new ConnectionFactory { HostName = second.ConnectAddress, Port = second.Port, UserName = "taken", Password = "Taken-4711", VirtualHost = "a/b" }.CreateConnectionAsync();
        await using var channel = await connection.CreateChannelAsync();
        await channel.BasicPublishAsync("orders", "new.one", new byte[] { 1 });
        await Eventually.See("it is routed", async () => await channel.BasicGetAsync("jobs", autoAck: true), m => m is not null);
        Assert.Equal("RUNNING", (await warren.Api.ShowAsync(second.InstanceId))!.Status); // and Warren still logs in
        Assert.True(await Amqp.LogsInAsync(second));

        var refused = await EndedAsync(into, (await into.SendAsync("POST", "/definitions", """{"queues":[{"name":"q","vhost":"never","durable":true,"auto_delete":false,"arguments":{}}]}""")).GetProperty("job_id").GetString()!);
        Assert.Equal("FAILED", refused.GetProperty("status").GetString());
        Assert.Equal("RUNNING", (await warren.Api.ShowAsync(second.InstanceId))!.Status);
    }

    private static async Task<JsonElement> EndedAsync(TopologyClient api, string task) => await Eventually.See(
        "the task ends", async () => (await api.GetAsync($"/tasks/{task}")).GetProperty("tasks")[0], t => t.GetProperty("status").GetString() is not ("CREATED" or "EXECUTING"));

    private static async Task<IEnumerable<string>> InBinAsync(WarrenClient api) =>
        [.. JsonElement.Parse((await api.SendAsync("GET", $"/v2/{api.ProjectId}/recycle", null)).Text).GetProperty("recycle_instances").EnumerateArray().Select(i => i.GetProperty("instance_id").GetString()!)];
}
