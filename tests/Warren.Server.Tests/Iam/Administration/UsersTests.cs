using System.Text.Json.Nodes;
using Warren.Server.Tests.Hosting;
using Warren.Server.Tests.Http;
using Warren.Server.Tests.Iam.Access;

namespace Warren.Server.Tests.Iam.Administration;

/// <summary>Users: both forms of the calls, and what ends their tokens.</summary>
public sealed class UsersTests(WarrenHost host) : IClassFixture<WarrenHost>
{
    [Fact]
    public async Task A_user_is_made_shown_found_changed_and_deleted()
    {
        var name = Administrator.Name("alice");
        var made = (await host.PostAsync("/v3.0/OS-USER/users", $$$"""{"user":{"name":"{{{name}}}","password":"Secret-00","email":"a@example.test","access_mode":"programmatic"}}""")).GetProperty("user");
        var id = made.GetProperty("id").GetString()!;

        Assert.Equal(("programmatic", false, true), (made.GetProperty("access_mode").GetString(), made.GetProperty("is_domain_owner").GetBoolean(), made.GetProperty("enabled").GetBoolean()));
        Assert.DoesNotContain("Secret-00", made.GetRawText(), StringComparison.Ordinal);
        Assert.Equal(name, (await host.GetAsync($"/v3.0/OS-USER/users/{id}")).Json.GetProperty("user").GetProperty("name").GetString());
        Assert.Equal(id, Assert.Single((await host.GetAsync($"/v3/users?name={name}")).Json.GetProperty("users").EnumerateArray()).GetProperty("id").GetString());
        Assert.Equal("said", (await host.CallAsync("PUT", $"/v3.0/OS-USER/users/{id}", """{"user":{"description":"said"}}""")).Json.GetProperty("user").GetProperty("description").GetString());
        await host.ExpectAsync(204, "PUT", $"/v3.0/OS-USER/users/{id}/info", """{"user":{"mobile":"123"}}""");
        await host.ExpectAsync(200, "PATCH", $"/v3/users/{id}", """{"user":{"name":"bob"}}""");
        await host.ExpectAsync(204, "DELETE", $"/v3/users/{id}");
        Refusal.IsKeystone(await host.GetAsync($"/v3/users/{id}"), 404, "Not Found");
        Administrator.IsIamRefusal(await host.GetAsync($"/v3.0/OS-USER/users/{id}"), 404, "IAM.0004");
    }

    [Theory]
    [InlineData("""{}""", 400)]
    [InlineData("""{"user":{}}""", 400)]
    [InlineData("""{"user":{"name":"1st","password":"Secret-00"}}""", 400)]
    [InlineData("""{"user":{"name":"short","password":"Ab1"}}""", 400)]
    [InlineData("""{"user":{"name":"plain","password":"abcdefgh"}}""", 400)]
    [InlineData("""{"user":{"name":"Secret-00","password":"00-terceS"}}""", 400)]
    [InlineData("""{"user":{"name":"mode","access_mode":"root"}}""", 400)]
    [InlineData("""{"user":{"name":"away","domain_id":"0123456789abcdef0123456789abcdef"}}""", 404)]
    [InlineData("""{"user":{"name":"admin","password":"Secret-00"}}""", 409)]
    public async Task A_user_that_cannot_be_is_refused(string body, int status)
    {
        Administrator.IsIamRefusal(await host.CallAsync("POST", "/v3.0/OS-USER/users", body), status, status switch { 400 => "IAM.0007", 404 => "IAM.0004", _ => "IAM.0005" });
        Assert.Equal(status, (await host.CallAsync("POST", "/v3/users", body)).Status);
    }

    [Theory]
    [InlineData("PATCH", """{"user":{"enabled":false}}""")]
    [InlineData("PATCH", """{"user":{"password":"Another-00"}}""")]
    [InlineData("DELETE", null)]
    public async Task Being_disabled_deleted_or_given_a_new_password_ends_a_user_s_tokens_at_once(string method, string? body)
    {
        var user = await GrantedUser.AddAsync(host, "DMS ReadOnlyAccess");
        Assert.Equal(200, (await user.CallAsync("GET", host.Instances)).Status);

        Assert.InRange((await host.CallAsync(method, $"/v3/users/{user.Id}", body)).Status, 200, 204);

        Refusal.Is(await user.CallAsync("GET", host.Instances), 401, "111401001");
        Assert.NotEqual(201, (await host.SendAsync("POST", "/v3/auth/tokens", user.SignIn())).Status);
    }

    [Fact]
    public async Task One_s_own_password_is_changed_with_the_old_one()
    {
        var user = await GrantedUser.AddAsync(host, "DMS ReadOnlyAccess");
        string Change(string old, string wanted) => new JsonObject { ["user"] = new JsonObject { ["original_password"] = old, ["password"] = wanted } }.ToJsonString();

        Assert.Equal(400, (await user.CallAsync("POST", $"/v3/users/{user.Id}/password", Change("Wrong-000", "Another-00"))).Status);
        Assert.Equal(400, (await user.CallAsync("POST", $"/v3/users/{user.Id}/password", Change(GrantedUser.Password, GrantedUser.Password))).Status);
        Assert.Equal(204, (await user.CallAsync("POST", $"/v3/users/{user.Id}/password", Change(GrantedUser.Password, "Another-00"))).Status);
        Refusal.Is(await user.CallAsync("GET", host.Instances), 401, "111401001");
        Assert.NotEmpty(await host.SignInAsync(SignInBody.Of(SignInBody.Password(new JsonObject { ["id"] = user.Id }, "Another-00"))));
    }

    [Fact]
    public async Task A_user_without_grants_reads_itself_and_nobody_else()
    {
        var (user, other) = (await GrantedUser.AddAsync(host), await host.AddUserAsync());

        Assert.Equal(200, (await user.CallAsync("GET", $"/v3/users/{user.Id}")).Status);
        Assert.Equal(200, (await user.CallAsync("GET", $"/v3/users/{user.Id}/groups")).Status);
        Assert.Equal([user.Id], (await user.CallAsync("GET", "/v3/users")).Json.GetProperty("users").EnumerateArray().Select(u => u.GetProperty("id").GetString()));
        Refusal.IsKeystone(await user.CallAsync("GET", $"/v3/users/{other}"), 403, "Forbidden");
        Administrator.IsIamRefusal(await user.CallAsync("GET", $"/v3.0/OS-USER/users/{other}"), 403, "IAM.0003");
        Assert.Equal(403, (await user.CallAsync("PATCH", $"/v3/users/{user.Id}", """{"user":{"enabled":true}}""")).Status);
    }

    [Fact]
    public async Task The_account_s_own_user_is_not_taken_over_by_a_security_administrator()
    {
        var security = await GrantedUser.AddAsync(host);
        await security.GrantAsync(Engine.Iam.Roles.SystemRoles.Named("Security Administrator").Id, Engine.Iam.Roles.GrantScope.Account, security.AccountId);
        var users = (await security.CallAsync("GET", "/v3/users?name=admin")).Json.GetProperty("users").EnumerateArray();
        var owner = Assert.Single(users).GetProperty("id").GetString();

        Assert.Equal(403, (await security.CallAsync("PATCH", $"/v3/users/{owner}", """{"user":{"password":"Another-00"}}""")).Status);
        Assert.Equal(403, (await security.CallAsync("DELETE", $"/v3/users/{owner}")).Status);
        Assert.Equal(403, (await security.CallAsync("POST", "/v3.0/OS-CREDENTIAL/credentials", $$$"""{"credential":{"user_id":"{{{owner}}}"}}""")).Status);
        Assert.Equal(403, (await security.CallAsync("PUT", $"/v3.0/OS-CREDENTIAL/credentials/{host.Credentials.AccessKey}", """{"credential":{"status":"inactive"}}""")).Status);
        await host.ExpectAsync(403, "PATCH", $"/v3/users/{owner}", """{"user":{"enabled":false}}""");
        await host.ExpectAsync(403, "DELETE", $"/v3/users/{owner}");
    }
}
