using System.Text.Json;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;
using RabbitMQ.Client.Exceptions;
using Warren.Contract.Dms.V1;
using Warren.Live.Tests.Clients;
using Warren.Live.Tests.Machine;
using Warren.Live.Tests.Running;

namespace Warren.Live.Tests;

/// <summary>Vhosts, exchanges, queues, bindings and users over /v2, seen by clients of the broker. One instance for all of it.</summary>
public sealed class TopologyTests : LiveTest
{
    [Fact]
    public async Task What_is_made_over_the_API_is_there_for_clients_and_what_clients_make_is_shown()
    {
        var warren = NewWarren();
        await warren.StartAsync();
        var instance = await warren.Api.RunningAsync(await warren.Api.CreateAsync(warren.Api.QuickStart("topology")));
        var api = new TopologyClient(warren.Api, instance.InstanceId);

        await VhostsAsync(api);
        await ExchangesAndQueuesAsync(api, "/", "__F_SLASH__");
        await ExchangesAndQueuesAsync(api, @"a/b\c d", "a__F_SLASH__b__B_SLASH__c%20d");
        await ConsumersAsync(api, instance);
        await UsersAsync(api, instance);
        await CustomersVhostAsync(api, instance);

        await warren.Api.DeleteAsync(instance.InstanceId);
        Assert.Equal(400, await api.StatusAsync("GET", "/vhosts")); // it is being deleted
    }

    private static async Task VhostsAsync(TopologyClient api)
    {
        Assert.Equal((200, ""), await api.AnswerAsync("PUT", "/vhosts", """{"name":"a/b\\c d"}"""));
        Assert.Equal((200, ""), await api.AnswerAsync("PUT", "/vhosts", """{"name":"second"}"""));
        Assert.Equal(200, await api.StatusAsync("PUT", "/vhosts", """{"name":"second"}""")); // once more is the same
        Assert.Equal(400, await api.StatusAsync("PUT", "/vhosts", """{"name":".."}"""));

        var all = await api.GetAsync("/vhosts");
        Assert.Equal((3, 3), (all.GetProperty("total").GetInt32(), all.GetProperty("size").GetInt32()));
        Assert.Equal(["/", @"a/b\c d", "second"], NamesOf(all));
        var page = await api.GetAsync("/vhosts?limit=1&offset=2");
        Assert.Equal((3, 1), (page.GetProperty("total").GetInt32(), page.GetProperty("size").GetInt32()));
        Assert.Equal(["second"], NamesOf(page));

        Assert.Equal((204, ""), await api.AnswerAsync("POST", "/vhosts", """{"name":["second","never"]}"""));
        Assert.Equal(["/", @"a/b\c d"], NamesOf(await api.GetAsync("/vhosts")));
        Assert.Equal(400, await api.StatusAsync("POST", "/vhosts", """{"name":["/"]}"""));
        Assert.Equal(404, await api.StatusAsync("GET", "/vhosts/second/queues"));
    }

    private static async Task ExchangesAndQueuesAsync(TopologyClient api, string vhost, string part)
    {
        var (exchanges, queues) = ($"/vhosts/{part}/exchanges", $"/vhosts/{part}/queues");
        Assert.Equal(200, await api.StatusAsync("PUT", exchanges, """{"name":"e/1","type":"topic","durable":true}"""));
        Assert.Equal(200, await api.StatusAsync("PUT", exchanges, """{"name":"next","type":"fanout","auto_delete":true,"arguments":{"alternate-exchange":"e/1"}}"""));
        Assert.Equal(400, await api.StatusAsync("PUT", exchanges, """{"name":"e/1","type":"fanout","durable":true}""")); // it is otherwise
        Assert.Equal(400, await api.StatusAsync("PUT", exchanges, """{"name":"amq.mine","type":"fanout"}"""));
        var shown = Items(await api.GetAsync($"{exchanges}?limit=100")).ToDictionary(e => e.GetProperty("name").GetString()!, StringComparer.Ordinal);
        Assert.Equal(9, shown.Count); // and seven that every vhost has
        Assert.Equal(
            $$"""{"name":"next","type":"fanout","durable":false,"auto_delete":true,"internal":false,"default":false,"arguments":{"alternate-exchange":"e/1"},"vhost":{{JsonSerializer.Serialize(vhost)}}}""",
            shown["next"].GetRawText());
        Assert.True(shown["amq.topic"].GetProperty("default").GetBoolean());

        var made = await api.SendAsync("PUT", queues, """{"name":"q/1","durable":true,"dead_letter_exchange":"e/1","dead_letter_routing_key":"dead","message_ttl":60000}""");
        Assert.Equal(60000, made.GetProperty("message_ttl").GetInt64());
        Assert.Equal(200, await api.StatusAsync("PUT", queues, """{"name":"slow","durable":true,"lazy_mode":"lazy"}"""));
        Assert.Equal(400, await api.StatusAsync("PUT", queues, """{"name":"q/1","durable":true}"""));
        var listed = await api.GetAsync(queues);
        Assert.Equal(["q/1", "slow"], NamesOf(listed));
        var arguments = Items(listed).First().GetProperty("arguments");
        Assert.Equal(("e/1", "dead", 60000), (arguments.GetProperty("x-dead-letter-exchange").GetString(), arguments.GetProperty("x-dead-letter-routing-key").GetString(), arguments.GetProperty("x-message-ttl").GetInt32()));
        Assert.Equal("lazy", Items(listed).Last().GetProperty("arguments").GetProperty("x-queue-mode").GetString());

        var bindings = $"{exchanges}/e__F_SLASH__1/binding";
        var bound = await api.SendAsync("POST", bindings, """{"destination":"q/1","destination_type":"Queue","routing_key":"a.*/b"}""");
        Assert.Equal("""{"source":"e/1","destination_type":"queue","destination":"q/1","routing_key":"a.*/b"}""", bound.GetRawText());
        await api.SendAsync("POST", bindings, """{"destination":"next","destination_type":"exchange"}""");
        Assert.Equal(404, await api.StatusAsync("POST", bindings, """{"destination":"never","destination_type":"queue","routing_key":"x"}"""));
        var all = await api.GetAsync(bindings);
        Assert.Equal([("exchange", "next", ""), ("queue", "q/1", "a.*/b")], Items(all).Select(b => (Text(b, "destination_type"), Text(b, "destination"), Text(b, "routing_key"))));
        Assert.Equal(2, (await api.GetAsync($"{queues}/q__F_SLASH__1")).GetProperty("queue_bindings").GetArrayLength()); // and the one by its own name
        foreach (var binding in Items(all).ToList())
        {
            var path = $"{exchanges}/e__F_SLASH__1/destination-type/{Text(binding, "destination_type")}/destination/{Text(binding, "destination").Replace("/", "__F_SLASH__", StringComparison.Ordinal)}"
                + $"/properties-key/{Uri.EscapeDataString(Text(binding, "properties_key"))}/unbinding";
            Assert.Equal(204, await api.StatusAsync("DELETE", path));
            Assert.Equal(404, await api.StatusAsync("DELETE", path));
        }

        Assert.Equal(0, (await api.GetAsync(bindings)).GetProperty("total").GetInt32());
        Assert.Equal(204, await api.StatusAsync("POST", exchanges, """{"name":["e/1","next"]}"""));
        Assert.Equal(404, await api.StatusAsync("GET", bindings));
        Assert.Equal(204, await api.StatusAsync("POST", queues, """{"name":["q/1","slow"]}"""));
        Assert.Empty(Items(await api.GetAsync(queues)));
        Assert.Equal(404, await api.StatusAsync("GET", $"{queues}/slow"));
    }

    /// <summary>A queue that is made over the API, filled, watched and emptied.</summary>
    private static async Task ConsumersAsync(TopologyClient api, InstanceResponse instance)
    {
        const string Queue = "/vhosts/__F_SLASH__/queues/watched";
        await api.SendAsync("PUT", "/vhosts/__F_SLASH__/queues", """{"name":"watched","durable":true}""");
        await using var connection = await Amqp.ConnectAsync(instance, WarrenClient.AccessUser, WarrenClient.AccessPassword);
        await using var channel = await connection.CreateChannelAsync();
        await channel.BasicPublishAsync("", "watched", new byte[] { 1 });
        await Eventually.See("the message is counted", () => api.GetAsync(Queue), q => q.GetProperty("messages").GetInt64() == 1);

        Assert.Equal(204, await api.StatusAsync("DELETE", Queue + "/contents"));

        Assert.Equal(0u, await channel.MessageCountAsync("watched"));
        Assert.Equal(404, await api.StatusAsync("DELETE", "/vhosts/__F_SLASH__/queues/never/contents"));
        await channel.BasicQosAsync(0, 7, global: false);
        await channel.BasicConsumeAsync("watched", autoAck: false, "me", new AsyncEventingBasicConsumer(channel));
        var shown = await Eventually.See("the consumer is shown", () => api.GetAsync(Queue), q => q.GetProperty("consumer_details").GetArrayLength() == 1);
        var consumer = shown.GetProperty("consumer_details")[0];
        Assert.Equal(("me", true, 7), (Text(consumer, "consumer_tag"), consumer.GetProperty("ack_required").GetBoolean(), consumer.GetProperty("prefetch_count").GetInt32()));
        Assert.Equal((WarrenClient.AccessUser, 1), (Text(consumer.GetProperty("channel_details"), "user"), consumer.GetProperty("channel_details").GetProperty("number").GetInt32()));
    }

    private static async Task UsersAsync(TopologyClient api, InstanceResponse instance)
    {
        const string Permissions = """[{"vhost":"/","conf":"^mine.*","write":"^mine.*","read":".*"}]""";
        Assert.Equal([WarrenClient.AccessUser], await api.UsersAsync());

        var made = await api.SendAsync("POST", "/users", $$"""{"access_key":"reader_1","secret_key":"Secret-1","vhosts":{{Permissions}}}""");

        Assert.Equal($$"""{"access_key":"reader_1","vhosts":{{Permissions}}}""", made.GetRawText());
        Assert.Equal(["reader_1", WarrenClient.AccessUser], await api.UsersAsync());
        await using (var connection = await Amqp.ConnectAsync(instance, "reader_1", "Secret-1"))
        {
            await using var channel = await connection.CreateChannelAsync();
            await channel.QueueDeclareAsync("mine-1", durable: true, exclusive: false, autoDelete: false);
            await Assert.ThrowsAnyAsync<OperationInterruptedException>(() => channel.QueueDeclareAsync("yours", durable: true, exclusive: false, autoDelete: false));
        }

        Assert.Equal(400, await api.StatusAsync("POST", "/users", $$"""{"access_key":"reader_1","secret_key":"Secret-1","vhosts":[]}"""));
        Assert.Equal(400, await api.StatusAsync("POST", "/users", """{"access_key":"reader_2","secret_key":"Secret-1","vhosts":[{"vhost":"never","conf":"","write":"","read":""}]}"""));
        Assert.Equal(400, await api.StatusAsync("POST", "/users", """{"access_key":"reader_2","secret_key":"Secret-1","vhosts":[{"vhost":"/","conf":"(","write":"","read":""}]}"""));
        Assert.Equal(["reader_1", WarrenClient.AccessUser], await api.UsersAsync());

        var changed = await api.SendAsync("PUT", "/users/reader_1", """{"access_key":"reader_1","secret_key":"Secret-2","vhosts":[]}""");
        Assert.Equal("""{"access_key":"reader_1","vhosts":[]}""", changed.GetRawText());
        await OpensNoVhostAsync(instance, "reader_1", "Secret-2");
        await api.SendAsync("PUT", "/users/reader_1", $$"""{"vhosts":{{Permissions}}}""");
        await Amqp.IsRefusedAsync(instance, "reader_1", "Secret-1");
        await using (await Amqp.ConnectAsync(instance, "reader_1", "Secret-2"))
        {
        }

        foreach (var name in (string[])["warren.agent", "nobody"])
        {
            Assert.Equal((400, "DMS.00500972"), await api.RefusalAsync("DELETE", $"/users/{name}"));
            Assert.Equal((400, "DMS.00500972"), await api.RefusalAsync("PUT", $"/users/{name}", """{"secret_key":"Secret-3"}"""));
        }

        Assert.Equal((400, "DMS.00400063"), await api.RefusalAsync("DELETE", $"/users/{WarrenClient.AccessUser}"));
        Assert.Equal(204, await api.StatusAsync("DELETE", "/users/reader_1"));
        await Amqp.IsRefusedAsync(instance, "reader_1", "Secret-2");
        Assert.Equal([WarrenClient.AccessUser], await api.UsersAsync());
    }

    /// <summary>The login is right; RabbitMQ closes the connection all the same, which the client may learn after it was opened.</summary>
    private static async Task OpensNoVhostAsync(InstanceResponse instance, string user, string password) => await Assert.ThrowsAnyAsync<RabbitMQClientException>(async () =>
    {
        await using var connection = await Amqp.ConnectAsync(instance, user, password);
        await using var channel = await connection.CreateChannelAsync();
    });

    /// <summary>In a vhost that the customer made with a client Warren's own user has no permission, and gets it when it needs it.</summary>
    private static async Task CustomersVhostAsync(TopologyClient api, InstanceResponse instance)
    {
        using var management = new BrokerManagement(instance.ConnectAddress);
        await management.PutAsync("vhosts/theirs", "{}");

        Assert.Equal(200, await api.StatusAsync("PUT", "/vhosts/theirs/queues", """{"name":"ours","durable":true}"""));
        Assert.Equal(["ours"], NamesOf(await api.GetAsync("/vhosts/theirs/queues")));
        Assert.Equal(204, await api.StatusAsync("POST", "/vhosts", """{"name":["theirs"]}"""));
    }

    private static IEnumerable<JsonElement> Items(JsonElement page) => page.GetProperty("items").EnumerateArray();

    private static IEnumerable<string> NamesOf(JsonElement page) => Items(page).Select(i => i.GetProperty("name").GetString()!);

    private static string Text(JsonElement of, string name) => of.GetProperty(name).GetString()!;
}
