using System.Text.Json.Nodes;
using Warren.Server.Tests.Goldens;
using Warren.Server.Tests.Hosting;
using Warren.Server.Tests.Http;

namespace Warren.Server.Tests.Iam;

/// <summary>POST /v3/auth/tokens in every variant that clients send (as real clients need it).</summary>
public sealed class SignInTests(WarrenHost host)
{
    [Theory]
    [InlineData("token.request")] // 3.1
    [InlineData("token.scope-first.request")] // 3.2: the same, with scope before identity
    public async Task The_request_of_the_reference_is_answered_as_in_3_3(string example)
    {
        var body = Golden.ReadObject(example);
        var user = body["auth"]!["identity"]!["password"]!["user"]!;
        user["name"] = host.Credentials.User;
        user["password"] = host.Credentials.Password;
        user["domain"]!["name"] = host.Credentials.Account;
        body["auth"]!["scope"]!["project"]!["name"] = host.Credentials.ProjectName;

        var answer = await host.SendAsync("POST", "/v3/auth/tokens", body.ToJsonString());

        Assert.Equal(201, answer.Status);
        Assert.NotEmpty(answer.Headers["X-Subject-Token"]);
        Golden.HasShape(Golden.Read("token.response"), answer.Json); // as far as the reference's shortened example goes
    }

    [Fact]
    public async Task A_user_signs_in_by_name_and_the_account_s_name_or_id_or_by_id_alone()
    {
        var known = (await host.SendAsync("POST", "/v3/auth/tokens", SignInBody.ForProject(host.Credentials))).Json.GetProperty("token").GetProperty("user");
        var account = known.GetProperty("domain");
        JsonObject[] users =
        [
            new() { ["name"] = host.Credentials.User, ["domain"] = new JsonObject { ["name"] = host.Credentials.Account } },
            new() { ["name"] = host.Credentials.User, ["domain"] = new JsonObject { ["id"] = account.GetProperty("id").GetString() } },
            new() { ["id"] = known.GetProperty("id").GetString() },
        ];

        foreach (var user in users)
        {
            var answer = await host.SendAsync("POST", "/v3/auth/tokens", SignInBody.Of(SignInBody.Password(user, host.Credentials.Password)));

            Assert.Equal(201, answer.Status);
            var token = answer.Json.GetProperty("token");
            Assert.Equal(["password"], token.GetProperty("methods").EnumerateArray().Select(m => m.GetString()));
            Assert.Equal((host.Credentials.User, host.Credentials.Account), (token.GetProperty("user").GetProperty("name").GetString(), token.GetProperty("user").GetProperty("domain").GetProperty("name").GetString()));
            Assert.Equal("", token.GetProperty("user").GetProperty("password_expires_at").GetString());
        }
    }

    [Fact]
    public async Task A_token_gets_a_token_of_another_scope_that_ends_with_the_first()
    {
        var first = await host.SendAsync("POST", "/v3/auth/tokens", SignInBody.ForProject(host.Credentials));
        var scope = new JsonObject { ["domain"] = new JsonObject { ["name"] = host.Credentials.Account } };

        var second = await host.SendAsync("POST", "/v3/auth/tokens", SignInBody.Of(SignInBody.Token(first.Headers["X-Subject-Token"]), scope), ("X-Auth-Token", first.Headers["X-Subject-Token"]));

        Assert.Equal(201, second.Status);
        var token = second.Json.GetProperty("token");
        Assert.Equal(["password", "token"], token.GetProperty("methods").EnumerateArray().Select(m => m.GetString()));
        Assert.Equal(first.Json.GetProperty("token").GetProperty("expires_at").GetString(), token.GetProperty("expires_at").GetString());
        Assert.Equal(host.Credentials.Account, token.GetProperty("domain").GetProperty("name").GetString());
    }

    [Theory]
    [InlineData("?nocatalog=true")]
    [InlineData("?nocatalog")]
    [InlineData("?nocatalog=")]
    public async Task Nocatalog_leaves_the_catalog_out(string query)
    {
        var answer = await host.SendAsync("POST", "/v3/auth/tokens" + query, SignInBody.ForProject(host.Credentials));

        Assert.Equal(201, answer.Status);
        Assert.False(answer.Json.GetProperty("token").TryGetProperty("catalog", out _));
    }

    [Fact]
    public async Task A_wrong_password_an_unknown_user_and_an_unknown_account_are_told_apart_by_nobody()
    {
        var who = host.Credentials;
        string[] bodies =
        [
            SignInBody.Of(SignInBody.Password(SignInBody.ByName(who), "wrong-password")),
            SignInBody.Of(SignInBody.Password(SignInBody.ByName(who), "")),
            SignInBody.Of(SignInBody.Password(SignInBody.ByName(who with { User = "nobody" }), who.Password)),
            SignInBody.Of(SignInBody.Password(SignInBody.ByName(who with { Account = "nowhere" }), who.Password)),
            SignInBody.Of(SignInBody.Password(SignInBody.ByName(who with { User = who.User.ToUpperInvariant() }), who.Password)),
            SignInBody.Of(SignInBody.Password(new JsonObject { ["id"] = "0123456789abcdef0123456789abcdef" }, who.Password)),
        ];

        var texts = new HashSet<string>(StringComparer.Ordinal);
        foreach (var body in bodies)
        {
            var answer = await host.SendAsync("POST", "/v3/auth/tokens", body);
            Refusal.IsKeystone(answer, 401, "Unauthorized");
            Assert.False(answer.Headers.ContainsKey("X-Subject-Token"));
            texts.Add(answer.Text);
        }

        Assert.Single(texts);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"auth":null}""")]
    [InlineData("""{"auth":{}}""")]
    [InlineData("""{"auth":{"identity":null}}""")]
    [InlineData("""{"auth":{"identity":{}}}""")]
    [InlineData("""{"auth":{"identity":{"methods":"password"}}}""")]
    [InlineData("""{"auth":{"identity":{"methods":["password"]}}}""")]
    [InlineData("""{"auth":{"identity":{"methods":["password"],"password":{}}}}""")]
    [InlineData("""{"auth":{"identity":{"methods":["password"],"password":{"user":{}}}}}""")]
    [InlineData("""{"auth":{"identity":{"methods":["password"],"password":{"user":{"name":"admin","password":"x"}}}}}""")]
    [InlineData("""{"auth":{"identity":{"methods":["password"],"password":{"user":{"name":"admin","domain":{"name":"warren"}}}}}}""")]
    [InlineData("""{"auth":{"identity":{"methods":["password"],"password":{"user":{"name":"admin","password":"x","domain":{}}}}}}""")]
    [InlineData("""{"auth":{"identity":{"methods":["token"]}}}""")]
    [InlineData("""{"auth":{"identity":{"methods":["token"],"token":{}}}}""")]
    public async Task A_body_that_lacks_what_it_needs_is_malformed(string body)
    {
        Refusal.IsKeystone(await host.SendAsync("POST", "/v3/auth/tokens", body), 400, "Bad Request");
    }

    [Theory]
    [InlineData("""["assume_role"]""")]
    [InlineData("""["password","totp"]""")]
    [InlineData("""["totp"]""")]
    [InlineData("""["hw_access_key"]""")]
    [InlineData("""[]""")]
    [InlineData("""[null]""")]
    public async Task A_method_that_is_not_served_is_refused(string methods)
    {
        var body = $$"""{"auth":{"identity":{"methods":{{methods}},"assume_role":{"domain_name":"warren","xrole_name":"x"} } } }""";

        Refusal.IsKeystone(await host.SendAsync("POST", "/v3/auth/tokens", body), 401, "Unauthorized"); // what real clients need, variant 6
    }

    [Fact]
    public async Task A_token_that_is_none_gets_no_token()
    {
        Refusal.IsKeystone(await host.SendAsync("POST", "/v3/auth/tokens", SignInBody.Of(SignInBody.Token("garbage"))), 401, "Unauthorized");
    }
}
