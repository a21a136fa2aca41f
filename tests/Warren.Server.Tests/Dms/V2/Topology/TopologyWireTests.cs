using Warren.Server.Tests.Dms.V1.Change;
using Warren.Server.Tests.Dms.V2.Instances;
using Warren.Server.Tests.Http;
using Warren.Server.Tests.Iam.Access;

namespace Warren.Server.Tests.Dms.V2.Topology;

/// <summary>Vhosts, exchanges, queues and bindings on the wire: success codes, members, pages, names in paths, refusals.</summary>
public sealed class TopologyWireTests : IClassFixture<ScriptedBroker>
{
    private const string Root = "/__F_SLASH__";
    private readonly ScriptedBroker broker;

    public TopologyWireTests(ScriptedBroker broker)
    {
        this.broker = broker;
        broker.Reset();
    }

    public static TheoryData<string, string, string> Shown => new()
    {
        { "", "vhosts", """{"size":2,"total":2,"items":[{"name":"/","tracing":false},{"name":"a/b","tracing":true}]}""" },
        { "?limit=1&offset=1", "a page", """{"size":1,"total":2,"items":[{"name":"a/b","tracing":true}]}""" },
        { "?offset=2", "after the last page", """{"size":0,"total":2,"items":[]}""" },
        {
            Root + "/exchanges?offset=1", "exchanges",
            """{"size":1,"total":2,"items":[{"name":"orders","type":"topic","durable":true,"auto_delete":false,"internal":true,"default":false,"arguments":{"alternate-exchange":"other"},"vhost":"/"}]}"""
        },
        {
            Root + "/queues", "queues",
            """{"size":1,"total":1,"items":[{"vhost":"/","name":"jobs","durable":true,"auto_delete":false,"messages":12,"consumers":1,"policy":"ha","arguments":{"x-message-ttl":60000}}]}"""
        },
        {
            Root + "/exchanges/orders/binding", "bindings",
            """{"size":1,"total":1,"items":[{"properties_key":"new%2Fones","source":"orders","destination_type":"queue","destination":"jobs","routing_key":"new/ones"}]}"""
        },
    };

    public static TheoryData<string, string, string, int, string, string> Changed => new()
    {
        {
            "PUT", "", """{"name":"new/one"}""", 200, "",
            """POST definitions {"vhosts":[{"name":"new/one","metadata":{}}],"permissions":[{"user":"warren.agent","vhost":"new/one","configure":".*","write":".*","read":".*"},{"user":"user","vhost":"new/one","configure":".*","write":".*","read":".*"}]}"""
        },
        { "PUT", "", """{"name":"a/b"}""", 200, "", "" }, // it exists
        { "POST", "", """{"name":["a/b","never"]}""", 204, "", "DELETE vhosts/a%2Fb" },
        {
            "PUT", Root + "/exchanges", """{"name":"e","type":"x-consistent-hash","durable":"true","arguments":{"hash-header":"h"}}""", 200,
            """{"name":"e","type":"x-consistent-hash","durable":true,"auto_delete":false,"internal":false,"default":false,"arguments":{"hash-header":"h"},"vhost":"/"}""",
            """PUT exchanges/%2F/e {"type":"x-consistent-hash","durable":true,"auto_delete":false,"internal":false,"arguments":{"hash-header":"h"}}"""
        },
        { "POST", Root + "/exchanges", """{"name":["orders"]}""", 204, "", "DELETE exchanges/%2F/orders" },
        {
            "PUT", Root + "/queues", """{"name":"q","durable":true,"auto_delete":false,"dead_letter_exchange":"orders","dead_letter_routing_key":"dead","message_ttl":5000000000,"lazy_mode":"lazy"}""", 200,
            """{"name":"q","durable":true,"auto_delete":false,"dead_letter_exchange":"orders","dead_letter_routing_key":"dead","message_ttl":5000000000,"lazy_mode":"lazy"}""",
            """PUT queues/%2F/q {"durable":true,"auto_delete":false,"arguments":{"x-dead-letter-exchange":"orders","x-dead-letter-routing-key":"dead","x-message-ttl":5000000000,"x-queue-mode":"lazy","x-queue-type":"classic"}}"""
        },
        { "POST", Root + "/queues", """{"name":["jobs","jobs"]}""", 204, "", "DELETE queues/%2F/jobs" },
        { "DELETE", Root + "/queues/jobs/contents", "", 204, "", "DELETE queues/%2F/jobs/contents" },
        {
            "POST", Root + "/exchanges/orders/binding", """{"destination":"jobs","destination_type":"QUEUE","routing_key":"k"}""", 200,
            """{"source":"orders","destination_type":"queue","destination":"jobs","routing_key":"k"}""", """POST bindings/%2F/e/orders/q/jobs {"routing_key":"k","arguments":{}}"""
        },
        { "DELETE", Root + "/exchanges/orders/destination-type/Queue/destination/jobs/properties-key/new%252Fones/unbinding", "", 204, "", "DELETE bindings/%2F/e/orders/q/jobs/new%252Fones" },
    };

    public static TheoryData<string, string, string, int, string, string> Refused => new()
    {
        { "GET", "?limit=0", "", 400, "DMS.00400062", "limit" },
        { "GET", "?offset=x", "", 400, "DMS.00400062", "offset" },
        { "PUT", "", "", 400, "DMS.00400004", "body" },
        { "PUT", "", "{}", 400, "DMS.00400063", "name" },
        { "PUT", "", """{"name":".."}""", 400, "DMS.00400063", "name" },
        { "PUT", "", """{"name":"a\nb"}""", 400, "DMS.00400063", "name" },
        { "POST", "", "{}", 400, "DMS.00400063", "name" },
        { "POST", "", """{"name":[]}""", 400, "DMS.00400063", "name" },
        { "POST", "", """{"name":"a/b"}""", 400, "DMS.00400005", "name" },
        { "POST", "", """{"name":["a/b","/"]}""", 400, "DMS.00400063", "other vhosts" },
        { "GET", "/never/exchanges", "", 404, "DMS.00404001", "vhost never" },
        { "PUT", "/never/exchanges", """{"name":"e","type":"fanout"}""", 404, "DMS.00404001", "vhost never" },
        { "POST", "/never/exchanges", """{"name":["e"]}""", 404, "DMS.00404001", "vhost never" },
        { "PUT", Root + "/exchanges", """{"name":"e"}""", 400, "DMS.00400063", "x-delayed-message" },
        { "PUT", Root + "/exchanges", """{"type":"fanout"}""", 400, "DMS.00400063", "name" },
        { "PUT", Root + "/exchanges", """{"name":"e","type":"fanout","durable":"perhaps"}""", 400, "DMS.00400005", "durable" },
        { "GET", "/never/queues", "", 404, "DMS.00404001", "vhost never" },
        { "PUT", "/never/queues", """{"name":"q"}""", 404, "DMS.00404001", "vhost never" },
        { "PUT", Root + "/queues", """{"name":"q","message_ttl":-1}""", 400, "DMS.00400063", "message_ttl" },
        { "PUT", Root + "/queues", """{"name":"q","lazy_mode":"eager"}""", 400, "DMS.00400063", "lazy_mode" },
        { "GET", Root + "/queues/never", "", 404, "DMS.00404001", "queue never in vhost /" },
        { "DELETE", Root + "/queues/never/contents", "", 404, "DMS.00404001", "queue never" },
        { "GET", Root + "/exchanges/never/binding", "", 404, "DMS.00404001", "exchange never in vhost /" },
        { "POST", Root + "/exchanges/orders/binding", """{"destination":"jobs","destination_type":"topic"}""", 400, "DMS.00400063", "destination_type" },
        { "POST", Root + "/exchanges/orders/binding", """{"destination_type":"queue"}""", 400, "DMS.00400063", "destination" },
        { "POST", Root + "/exchanges/orders/binding", """{"destination":"jobs","destination_type":"queue","routing_key":"a+b"}""", 400, "DMS.00400063", "routing_key" },
        { "POST", Root + "/exchanges/orders/binding", $$"""{"destination":"jobs","destination_type":"queue","routing_key":"{{new string('k', 129)}}"}""", 400, "DMS.00400063", "128" },
        { "POST", Root + "/exchanges/orders/binding", """{"destination":"never","destination_type":"queue"}""", 404, "DMS.00404001", "queue never" },
        { "DELETE", Root + "/exchanges/orders/destination-type/queue/destination/jobs/properties-key/other/unbinding", "", 404, "DMS.00404001", "other" },
        { "DELETE", Root + "/exchanges/orders/destination-type/topic/destination/jobs/properties-key/other/unbinding", "", 400, "DMS.00400063", "destination_type" },
    };

    [Theory]
    [MemberData(nameof(Shown))]
    public async Task What_is_on_the_broker_is_shown_in_pages_by_name(string path, string what, string body)
    {
        var answer = await broker.Host.GetAsync(broker.Vhosts + path);

        Assert.True((200, body) == (answer.Status, answer.Text), $"{what}: {answer}");
        Assert.Empty(broker.Changes);
    }

    [Fact]
    public async Task A_queue_is_shown_with_its_consumers_and_bindings() => Assert.Equal(
        """
        {"consumer_details":[{"consumer_tag":"me","channel_details":{"name":"10.0.0.9:1 -> 10.0.0.5:5672 (1)","number":1,"user":"reader","connection_name":"10.0.0.9:1 -> 10.0.0.5:5672",
        "peer_host":"10.0.0.9","peer_port":1},"ack_required":true,"prefetch_count":7},{"consumer_tag":"gone","channel_details":{"name":"","number":0,"user":"","connection_name":"","peer_host":"","peer_port":0},
        "ack_required":false,"prefetch_count":0}],"queue_bindings":[{"properties_key":"new%2Fones","source":"orders","destination_type":"queue","destination":"jobs","routing_key":"new/ones"}],
        "vhost":"/","name":"jobs","durable":true,"auto_delete":false,"messages":12,"consumers":1,"policy":"ha","arguments":{"x-message-ttl":60000}}
        """.ReplaceLineEndings(""),
        (await broker.Host.GetAsync($"{broker.Vhosts}{Root}/queues/jobs")).Text.Replace("\\u003E", ">", StringComparison.Ordinal));

    [Theory]
    [MemberData(nameof(Changed))]
    public async Task A_change_is_one_call_of_the_broker(string method, string path, string body, int status, string text, string call)
    {
        var answer = await broker.Host.CallAsync(method, broker.Vhosts + path, body.Length == 0 ? null : body);

        Assert.True((status, text) == (answer.Status, answer.Text), answer.ToString());
        Assert.Equal(call.Length == 0 ? [] : [call], broker.Changes);
    }

    [Theory]
    [MemberData(nameof(Refused))]
    public async Task What_cannot_be_is_refused_and_changes_nothing(string method, string path, string body, int status, string code, string names)
    {
        Refusal.Is(await broker.Host.CallAsync(method, broker.Vhosts + path, body.Length == 0 && method != "PUT" ? null : body), status, code, names);

        Assert.Empty(broker.Changes);
    }

    [Fact]
    public async Task What_the_broker_refuses_has_its_reason()
    {
        broker.Refuse("PUT queues/%2F/q", 400, """{"error":"bad_request","reason":"inequivalent arg 'durable' for queue 'q'"}""");

        Refusal.Is(await broker.Host.CallAsync("PUT", $"{broker.Vhosts}{Root}/queues", """{"name":"q"}"""), 400, "DMS.00400800", "inequivalent arg 'durable'");
    }

    [Fact]
    public async Task Without_a_permission_in_the_vhost_Warren_gives_it_to_its_own_user_and_tries_once_more()
    {
        broker.Refuse("PUT queues/a%2Fb/q", 401, """{"error":"not_authorised","reason":"ACCESS_REFUSED"}""");

        Refusal.Is(await broker.Host.CallAsync("PUT", $"{broker.Vhosts}/a__F_SLASH__b/queues", """{"name":"q"}"""), 400, "DMS.00400800", "ACCESS_REFUSED");

        const string Declare = """PUT queues/a%2Fb/q {"durable":false,"auto_delete":false,"arguments":{}}""";
        Assert.Equal([Declare, """PUT permissions/a%2Fb/warren.agent {"configure":".*","write":".*","read":".*"}""", Declare], broker.Changes);
    }

    [Fact]
    public async Task A_name_with_a_backslash_is_written_out_too()
    {
        broker.Set(@"queues/a%5Cb", "[]");

        Assert.Equal("""{"size":0,"total":0,"items":[]}""", (await broker.Host.GetAsync($"{broker.Vhosts}/a__B_SLASH__b/queues")).Text);
    }

    [Fact]
    public async Task While_no_node_answers_the_call_can_be_repeated()
    {
        broker.Host.Brokers.Management = null;

        var answer = await broker.Host.GetAsync(broker.Vhosts);

        Refusal.Is(answer, 503, "DMS.00500054", "no brokers");
        Assert.NotNull(answer.Header("Retry-After"));
    }

    [Theory]
    [InlineData("CREATING")]
    [InlineData("CREATEFAILED")]
    [InlineData("DELETING")]
    public async Task Where_there_is_no_broker_nothing_is_asked(string status)
    {
        var id = await broker.Host.RunV2Async();
        await using var held = await broker.Host.HoldAsync(id, status);

        Refusal.Is(await broker.Host.GetAsync(broker.Vhosts.Replace(broker.Id, id, StringComparison.Ordinal)), 400, "DMS.00400026");
    }

    [Fact]
    public async Task Who_may_see_only_changes_nothing_and_who_may_change_makes_no_users()
    {
        var (viewer, editor) = (await GrantedUser.AddAsync(broker.Host), await GrantedUser.AddAsync(broker.Host));
        await viewer.GrantPolicyAsync("""{"Effect":"Allow","Action":["dms:instance:get"]}""");
        await editor.GrantPolicyAsync("""{"Effect":"Allow","Action":["dms:instance:get","dms:instance:modify"]}""");

        Assert.Equal(200, (await viewer.CallAsync("GET", broker.Vhosts)).Status);
        Refusal.Is(await viewer.CallAsync("PUT", broker.Vhosts, """{"name":"x"}"""), 403, "DMS.00403002", "read");
        Assert.Equal(200, (await editor.CallAsync("PUT", broker.Vhosts, """{"name":"a/b"}""")).Status);
        Refusal.Is(await editor.CallAsync("POST", broker.Users, """{"access_key":"mine","secret_key":"Secret-1"}"""), 403, "DMS.00403003", "dms:instance:resetAuthInfo");
        Assert.Empty(broker.Changes);
    }
}
