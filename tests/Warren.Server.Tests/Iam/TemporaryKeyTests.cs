using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Warren.Server.Tests.Hosting;
using Warren.Server.Tests.Http;
using Warren.Server.Tests.Iam.Access;
using Warren.Server.Tests.Iam.Administration;

namespace Warren.Server.Tests.Iam;

/// <summary>POST /v3.0/OS-CREDENTIAL/securitytokens: access keys that end by themselves (as real clients need it).</summary>
public sealed class TemporaryKeyTests : IAsyncLifetime
{
    private const string Path = "/v3.0/OS-CREDENTIAL/securitytokens";

    private readonly FakeTimeProvider clock = new(TimeProvider.System.GetUtcNow());
    private WarrenHost host = null!;
    private GrantedUser user = null!;

    public async ValueTask InitializeAsync()
    {
        host = await WarrenHost.StartAsync(services => services.AddSingleton<TimeProvider>(clock));
        user = await GrantedUser.AddAsync(host, "DMS FullAccess");
    }

    public ValueTask DisposeAsync() => host.DisposeAsync();

    [Fact]
    public async Task A_temporary_key_signs_with_its_security_token_until_its_time_is_over()
    {
        var key = await MakeAsync(3600);

        Assert.Equal(200, (await CallAsync(key)).Status);
        Assert.Equal((clock.GetUtcNow() + TimeSpan.FromHours(1)).ToString("yyyy-MM-dd'T'HH:mm", System.Globalization.CultureInfo.InvariantCulture), Text(key, "expires_at")[..16]);
        Refusal.Is(await host.SignedAsync("GET", host.Instances, Text(key, "access"), Text(key, "secret")), 401, "APIGW.0301", "access key");
        Refusal.Is(await host.SignedAsync("GET", host.Instances, Text(key, "access"), "wrong", null, ("X-Security-Token", Text(key, "securitytoken"))), 401, "APIGW.0301", "verify");
        var other = await MakeAsync(3600);
        Refusal.Is(
            await host.SignedAsync("GET", host.Instances, Text(key, "access"), Text(key, "secret"), null, ("X-Security-Token", Text(other, "securitytoken"))), 401, "APIGW.0301", "belong together");
        Refusal.Is(await host.SignedAsync("GET", host.Instances, Text(key, "access"), Text(key, "secret"), null, ("X-Security-Token", "nonsense")), 401, "APIGW.0301");

        clock.Advance(TimeSpan.FromHours(1));
        Refusal.Is(await CallAsync(key), 401, "APIGW.0301", "not good any more");
    }

    [Fact]
    public async Task It_ends_with_the_token_that_made_it_and_with_the_password()
    {
        var key = await MakeAsync(null);
        var again = await MakeAsync(86400, await host.SignInAsync(user.SignIn()));
        Assert.Equal(204, (await host.SendAsync("DELETE", "/v3/auth/tokens", null, ("X-Auth-Token", user.Token), ("X-Subject-Token", user.Token))).Status);
        Refusal.Is(await CallAsync(key), 401, "APIGW.0301", "not good any more");
        Assert.Equal(200, (await CallAsync(again)).Status);

        clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(200, (await host.CallAsync("PUT", $"/v3.0/OS-USER/users/{user.Id}", """{"user":{"password":"Secret-11"}}""")).Status);
        Refusal.Is(await CallAsync(again), 401, "APIGW.0301", "not good any more");
    }

    [Fact]
    public async Task A_policy_narrows_what_it_may_do_even_for_the_account_s_own_user()
    {
        const string ReadOnly = """{"Version":"1.1","Statement":[{"Effect":"Allow","Action":["dms:instance:list","dms:instance:get"]}]}""";
        foreach (var token in (string[])[user.Token, host.Token])
        {
            var key = await MakeAsync(900, token, ReadOnly);
            Assert.Equal(200, (await CallAsync(key)).Status);
            Refusal.Is(await CallAsync(key, "POST", host.Instances, host.Order().ToJsonString()), 403, "111403003", "dms:instance:create");
            Administrator.IsIamRefusal(await CallAsync(key, "GET", "/v3.0/OS-CREDENTIAL/credentials?user_id=" + user.Id), 403, "IAM.0003");
        }
    }

    [Fact]
    public async Task It_makes_nothing_that_outlives_it()
    {
        var key = await MakeAsync(900);

        Administrator.IsIamRefusal(await CallAsync(key, "POST", Path, Body(900, null)), 403, "IAM.0003");
        Administrator.IsIamRefusal(await CallAsync(key, "POST", "/v3.0/OS-CREDENTIAL/credentials", """{"credential":{}}"""), 403, "IAM.0003");
        Assert.Equal(403, (await CallAsync(key, "POST", $"/v3/users/{user.Id}/password", $$$"""{"user":{"original_password":"{{{GrantedUser.Password}}}","password":"Secret-22"}}""")).Status);
    }

    [Theory]
    [InlineData("""{"auth":{"identity":{"methods":["token"],"token":{"duration_seconds":899}}}}""", 400, "IAM.0007", "duration_seconds")]
    [InlineData("""{"auth":{"identity":{"methods":["token"],"token":{"duration_seconds":86401}}}}""", 400, "IAM.0007", "duration_seconds")]
    [InlineData("""{"auth":{"identity":{"methods":["token"],"token":{"id":"nonsense"}}}}""", 400, "IAM.0007", "auth.identity.token.id")]
    [InlineData("""{"auth":{"identity":{"methods":["token"],"policy":{"Version":"1.1","Statement":[]}}}}""", 400, "IAM.0007", "Statement")]
    [InlineData("""{"auth":{"identity":{"methods":["assume_role"]}}}""", 403, "IAM.0003", "agencies")]
    [InlineData("""{"auth":{"identity":{"methods":["password"]}}}""", 400, "IAM.0007", "auth.identity.methods")]
    [InlineData("{}", 400, "IAM.0007", "auth.identity")]
    public async Task What_cannot_be_made_is_refused_and_the_field_is_named(string body, int status, string code, string names)
    {
        var answer = await user.CallAsync("POST", Path, body);

        Administrator.IsIamRefusal(answer, status, code);
        Assert.Contains(names, answer.Text, StringComparison.Ordinal);
    }

    private static string Text(JsonElement key, string member) => key.GetProperty(member).GetString()!;

    private static string Body(int? seconds, string? policy)
    {
        var identity = new JsonObject { ["methods"] = new JsonArray("token"), ["token"] = new JsonObject { ["duration_seconds"] = seconds } };
        if (policy is not null)
        {
            identity["policy"] = JsonNode.Parse(policy);
        }

        return new JsonObject { ["auth"] = new JsonObject { ["identity"] = identity } }.ToJsonString();
    }

    private async Task<JsonElement> MakeAsync(int? seconds, string? token = null, string? policy = null)
    {
        var answer = await host.SendAsync("POST", Path, Body(seconds, policy), ("X-Auth-Token", token ?? user.Token));
        Assert.True(answer.Status == 201, answer.Text);
        return answer.Json.GetProperty("credential");
    }

    private Task<Answer> CallAsync(JsonElement key, string method = "GET", string? path = null, string? body = null) =>
        host.SignedAsync(method, path ?? host.Instances, Text(key, "access"), Text(key, "secret"), body, ("X-Security-Token", Text(key, "securitytoken")), ("X-Project-Id", host.Credentials.ProjectId));
}
