using Warren.Server.Tests.Http;

namespace Warren.Server.Tests.Dms.V2.Topology;

/// <summary>Users of the broker on the wire: never Warren's own, never a password in an answer, all or nothing.</summary>
public sealed class BrokerUsersTests : IClassFixture<ScriptedBroker>
{
    private const string Permissions = """[{"vhost":"/","conf":"^a","write":"","read":".*"}]""";
    private readonly ScriptedBroker broker;

    public BrokerUsersTests(ScriptedBroker broker)
    {
        this.broker = broker;
        broker.Reset();
    }

    public static TheoryData<string, string, string, string, string> Refused => new()
    {
        { "POST", "", "", "DMS.00400004", "body" },
        { "POST", "", """{"secret_key":"Secret-1"}""", "DMS.00400063", "access_key" },
        { "POST", "", """{"access_key":"1abc","secret_key":"Secret-1"}""", "DMS.00400063", "access_key" },
        { "POST", "", """{"access_key":"warren.agent","secret_key":"Secret-1"}""", "DMS.00400063", "access_key" },
        { "POST", "", """{"access_key":"reader","secret_key":"Secret-1"}""", "DMS.00400063", "reader" }, // it exists
        { "POST", "", """{"access_key":"writer"}""", "DMS.00400063", "secret_key" },
        { "POST", "", """{"access_key":"writer","secret_key":"abcdefgh"}""", "DMS.00400063", "secret_key" },
        { "POST", "", """{"access_key":"writer","secret_key":"Secret-1","vhosts":[{"vhost":"never","conf":"","write":"","read":""}]}""", "DMS.00400063", "vhosts.vhost" },
        { "POST", "", """{"access_key":"writer","secret_key":"Secret-1","vhosts":[{"vhost":"/","conf":"","write":"","read":""},{"vhost":"/","conf":"","write":"","read":""}]}""", "DMS.00400063", "once" },
        { "POST", "", """{"access_key":"writer","secret_key":"Secret-1","vhosts":[{"vhost":"/","conf":"(","write":"","read":""}]}""", "DMS.00400063", "vhosts.conf" },
        { "POST", "", """{"access_key":"writer","secret_key":"Secret-1","vhosts":[{"vhost":"/","conf":"","write":""}]}""", "DMS.00400063", "vhosts.read" },
        { "POST", "", """{"access_key":"writer","secret_key":"Secret-1","vhosts":[null]}""", "DMS.00400063", "vhosts.vhost" },
        { "PUT", "/never", "{}", "DMS.00500972", "never" },
        { "PUT", "/warren.agent", """{"secret_key":"Secret-1"}""", "DMS.00500972", "warren.agent" },
        { "PUT", "/user", """{"secret_key":"Secret-1"}""", "DMS.00400063", "user_name" },
        { "PUT", "/reader", """{"secret_key":"short"}""", "DMS.00400063", "secret_key" },
        { "DELETE", "/never", "", "DMS.00500972", "never" },
        { "DELETE", "/warren.agent", "", "DMS.00500972", "warren.agent" },
        { "DELETE", "/user", "", "DMS.00400063", "user_name" },
        { "GET", "?limit=1001", "", "DMS.00400062", "limit" },
    };

    [Fact]
    public async Task Users_are_listed_by_name_with_what_they_may_do()
    {
        Assert.Equal(
            """{"total":2,"users":[{"access_key":"reader","vhosts":[{"vhost":"/","conf":"","write":"","read":".*"}]},{"access_key":"user","vhosts":[]}]}""",
            (await broker.Host.GetAsync(broker.Users)).Text);
        Assert.Equal("""{"total":2,"users":[{"access_key":"user","vhosts":[]}]}""", (await broker.Host.GetAsync(broker.Users + "?offset=1&limit=1")).Text);
    }

    [Fact]
    public async Task A_user_is_made_with_a_hash_and_its_permissions()
    {
        var answer = await broker.Host.CallAsync("POST", broker.Users, $$"""{"access_key":"writer","secret_key":"Secret-1","vhosts":{{Permissions}}}""");

        Assert.Equal((200, $$"""{"access_key":"writer","vhosts":{{Permissions}}}"""), (answer.Status, answer.Text));
        Assert.Equal(2, broker.Changes.Count);
        Assert.Matches("""^PUT users/writer \{"password_hash":"[^"]{48}","hashing_algorithm":"rabbit_password_hashing_sha256","tags":""\}$""", broker.Changes[0].Replace("\\u002B", "+", StringComparison.Ordinal));
        Assert.Equal("""PUT permissions/%2F/writer {"configure":"^a","write":"","read":".*"}""", broker.Changes[1]);
    }

    [Fact]
    public async Task A_user_whose_permissions_the_broker_refuses_is_not_left_behind()
    {
        broker.Refuse("PUT permissions/%2F/writer", 400, """{"error":"bad_request","reason":"invalid_regexp"}""");

        var answer = await broker.Host.CallAsync("POST", broker.Users, $$"""{"access_key":"writer","secret_key":"Secret-1","vhosts":{{Permissions}}}""");

        Refusal.Is(answer, 400, "DMS.00400800", "invalid_regexp");
        Assert.Equal("DELETE users/writer", broker.Changes[^1]);
    }

    [Fact]
    public async Task A_change_leaves_exactly_the_permissions_that_it_names_and_the_tags()
    {
        var answer = await broker.Host.CallAsync("PUT", broker.Users + "/reader", $$"""{"access_key":"reader","secret_key":"Secret-2","vhosts":{{Permissions}}}""");

        Assert.Equal(200, answer.Status);
        Assert.Equal(["""PUT permissions/%2F/reader {"configure":"^a","write":"","read":".*"}""", "DELETE permissions/a%2Fb/reader"], broker.Changes.Take(2));
        Assert.Contains("\"tags\":\"monitoring\"", broker.Changes[2], StringComparison.Ordinal);
        Assert.DoesNotContain("Secret-2", string.Concat(broker.Changes) + answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_change_does_not_name_stays()
    {
        Assert.Equal(200, (await broker.Host.CallAsync("PUT", broker.Users + "/reader", "{}")).Status);

        Assert.Empty(broker.Changes);
    }

    [Fact]
    public async Task A_user_is_deleted()
    {
        Assert.Equal(204, (await broker.Host.CallAsync("DELETE", broker.Users + "/reader")).Status);

        Assert.Equal(["DELETE users/reader"], broker.Changes);
    }

    [Theory]
    [MemberData(nameof(Refused))]
    public async Task What_cannot_be_is_refused_and_changes_nothing(string method, string path, string body, string code, string names)
    {
        Refusal.Is(await broker.Host.CallAsync(method, broker.Users + path, method is "GET" or "DELETE" ? null : body), 400, code, names);

        Assert.Empty(broker.Changes);
    }
}
