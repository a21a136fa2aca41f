using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Time.Testing;
using Warren.Server.Tests.Hosting;
using Warren.Server.Tests.Http;

namespace Warren.Server.Tests.Iam.Federation;

/// <summary>Tokens of an OpenStack cloud's Keystone, taken beside Warren's own.</summary>
public sealed class FederationTests : IAsyncLifetime
{
    private const string Instances = $"/v1.0/{FakeKeystone.Project}/instances";
    private static readonly TimeSpan CacheTime = TimeSpan.FromSeconds(30);

    private readonly FakeTimeProvider clock = new(DateTimeOffset.Parse("2026-11-24T07:10:28Z", CultureInfo.InvariantCulture));
    private FakeKeystone keystone = null!;
    private WarrenHost host = null!;

    public async ValueTask InitializeAsync()
    {
        keystone = new FakeKeystone(clock);
        host = await keystone.StartWarrenAsync();
    }

    public ValueTask DisposeAsync() => host.DisposeAsync();

    [Fact]
    public async Task A_members_token_works_in_its_project_and_makes_domain_project_and_user_under_the_same_ids()
    {
        var token = keystone.Issue(["member"]);

        var listed = await CallAsync("GET", Instances, token);

        Assert.Equal((200, 0), (listed.Status, listed.Json.GetProperty("instance_num").GetInt32()));
        Assert.Equal(200, (await CallAsync("GET", $"/v1/{FakeKeystone.Project}/vpcs", token)).Status);
        await using var store = host.OpenStore();
        var account = await store.Accounts.SingleAsync(a => a.Id == "default");
        var project = await store.Projects.SingleAsync(p => p.Id == FakeKeystone.Project);
        var user = await store.Users.SingleAsync(u => u.Id == FakeKeystone.User);
        Assert.Equal(("Default", true), (account.Name, account.Federated));
        Assert.Equal(("web", "default"), (project.Name, project.AccountId));
        Assert.Equal(("ada", "default", true, false, ""), (user.Name, user.AccountId, user.Federated, user.IsAccountOwner, user.PasswordHash));
    }

    [Fact]
    public async Task A_federated_caller_can_look_at_its_token_its_project_and_its_domain()
    {
        var token = keystone.Issue(["reader"]);

        var shown = (await host.SendAsync("GET", "/v3/auth/tokens", null, ("X-Auth-Token", token), ("X-Subject-Token", token))).Json.GetProperty("token");
        var projects = (await CallAsync("GET", "/v3/auth/projects", token)).Json.GetProperty("projects");
        var domains = (await CallAsync("GET", "/v3/auth/domains", token)).Json.GetProperty("domains");

        Assert.Equal(FakeKeystone.Project, shown.GetProperty("project").GetProperty("id").GetString());
        Assert.Equal(2, shown.GetProperty("roles").GetArrayLength());
        Assert.Equal(FakeKeystone.Project, Assert.Single(projects.EnumerateArray()).GetProperty("id").GetString());
        Assert.Equal("default", Assert.Single(domains.EnumerateArray()).GetProperty("id").GetString());
        var revoked = await host.SendAsync("DELETE", "/v3/auth/tokens", null, ("X-Auth-Token", token), ("X-Subject-Token", token));
        Refusal.IsKeystone(revoked, 403, "Forbidden");
    }

    [Theory]
    [InlineData("reader", 200, "111403002")]
    [InlineData("auditor", 403, "111403003")] // a role that the settings do not name
    [InlineData("Member", 200, null)] // names of roles are compared whatever their case
    [InlineData("admin", 200, null)]
    public async Task A_role_at_Keystone_gives_what_the_settings_say(string role, int listing, string? refusalOfOrder)
    {
        var token = keystone.Issue([role]);

        Assert.Equal(listing, (await CallAsync("GET", Instances, token)).Status);
        var ordered = await CallAsync("POST", Instances, token, host.Order().ToJsonString());
        if (refusalOfOrder is not null)
        {
            Refusal.Is(ordered, 403, refusalOfOrder);
        }
        else
        {
            Refusal.Is(ordered, 400, "111400068"); // it was let through, to a network that is another project's
        }
    }

    [Fact]
    public async Task Roles_change_with_the_token_and_grants_made_here_give_nothing()
    {
        var reading = keystone.Issue(["reader"]);
        var working = keystone.Issue(["member"]);
        Assert.Equal(200, (await CallAsync("GET", Instances, reading)).Status);
        await using (var store = host.OpenStore())
        {
            store.RoleGrants.Add(new Engine.Iam.Roles.RoleGrant
            {
                Id = Guid.NewGuid().ToString("N"),
                AccountId = "default",
                UserId = FakeKeystone.User,
                RoleId = Engine.Iam.Roles.SystemRoles.Named("DMS FullAccess").Id,
                Scope = Engine.Iam.Roles.GrantScope.AllProjects,
                ScopeId = "default",
                CreatedAt = clock.GetUtcNow(),
            });
            await store.SaveChangesAsync();
        }

        Refusal.Is(await CallAsync("POST", Instances, reading, host.Order().ToJsonString()), 403, "111403002");
        Refusal.Is(await CallAsync("POST", Instances, working, host.Order().ToJsonString()), 400, "111400068");
    }

    [Fact]
    public async Task A_revocation_at_Keystone_shows_once_the_cache_time_is_over_and_Keystone_is_asked_once_until_then()
    {
        var token = keystone.Issue(["member"]);
        await CallAsync("GET", Instances, token);
        keystone.Revoke(token);

        clock.Advance(CacheTime - TimeSpan.FromMilliseconds(1));
        Assert.Equal(200, (await CallAsync("GET", Instances, token)).Status);
        Assert.Equal(1, keystone.Questions);

        clock.Advance(TimeSpan.FromMilliseconds(1));
        Refusal.Is(await CallAsync("GET", Instances, token), 401, "111401001");
        Assert.Equal(2, keystone.Questions);
    }

    [Fact]
    public async Task A_token_is_refused_as_soon_as_it_has_expired_whatever_the_cache_says()
    {
        var token = keystone.Issue(["member"]);
        clock.Advance(TimeSpan.FromHours(1) - TimeSpan.FromSeconds(1));
        Assert.Equal(200, (await CallAsync("GET", Instances, token)).Status);

        clock.Advance(TimeSpan.FromSeconds(1));

        Refusal.Is(await CallAsync("GET", Instances, token), 401, "111401001");
    }

    [Fact]
    public async Task Texts_that_cannot_be_tokens_and_broken_tokens_of_ours_are_not_asked_about()
    {
        Refusal.Is(await CallAsync("GET", Instances, "two words"), 401, "111401001");
        Refusal.Is(await CallAsync("GET", Instances, new string('a', 9000)), 401, "111401001");
        Refusal.Is(await CallAsync("GET", Instances, host.Token[..^4] + "AAAA"), 401, "111401001");
        Assert.Equal(0, keystone.Questions + keystone.SignIns);
    }

    [Fact]
    public async Task While_Keystone_is_away_its_tokens_are_answered_with_503_in_the_services_shape_and_our_own_work()
    {
        keystone.Unreachable = true;
        var token = keystone.Issue(["member"]);

        Refusal.Is(await CallAsync("GET", Instances, token), 503, "111500054");
        Refusal.IsKeystone(await CallAsync("GET", "/v3/auth/projects", token), 503, "Service Unavailable");
        Assert.Equal(503, (await CallAsync("GET", "/v2.0/networks", token)).Status);
        Assert.Equal(503, (await CallAsync("GET", $"/v1/{FakeKeystone.Project}/vpcs", token)).Status);
        Assert.Equal(200, (await host.GetAsync(host.Instances)).Status);

        keystone.Unreachable = false;
        clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(200, (await CallAsync("GET", Instances, token)).Status);
    }

    [Theory]
    [InlineData(HttpStatusCode.InternalServerError)]
    [InlineData(HttpStatusCode.Forbidden)] // our user may not ask
    [InlineData(HttpStatusCode.Unauthorized)] // our user cannot sign in for good
    [InlineData(HttpStatusCode.OK)] // and then no token in the body
    public async Task An_answer_that_says_nothing_of_the_token_is_a_503_and_not_a_refusal(HttpStatusCode status)
    {
        keystone.Status = status;

        Refusal.Is(await CallAsync("GET", Instances, keystone.Issue(["member"])), 503, "111500054");
    }

    [Fact]
    public async Task Calls_with_one_token_share_a_question_and_no_more_than_eight_questions_are_under_way()
    {
        keystone.Hold = new TaskCompletionSource();
        var token = keystone.Issue(["member"]);
        var same = Enumerable.Range(0, 20).Select(_ => CallAsync("GET", Instances, token)).ToList();
        var others = Enumerable.Range(0, 20).Select(_ => CallAsync("GET", Instances, keystone.Issue(["member"]))).ToList();
        while (keystone.Waiting < 8)
        {
            await Task.Delay(10);
        }

        Assert.Equal(8, keystone.Questions);
        keystone.Hold.SetResult();

        Assert.All(await Task.WhenAll([.. same, .. others]), answer => Assert.Equal(200, answer.Status));
        Assert.Equal((21, 1), (keystone.Questions, keystone.SignIns));
    }

    [Fact]
    public async Task A_slow_Keystone_costs_a_call_the_timeout_and_further_calls_nothing()
    {
        keystone.Hold = new TaskCompletionSource();
        var call = CallAsync("GET", Instances, keystone.Issue(["member"]));
        while (keystone.Waiting < 1)
        {
            await Task.Delay(10);
        }

        clock.Advance(TimeSpan.FromSeconds(5));
        Refusal.Is(await call, 503, "111500054");

        Refusal.Is(await CallAsync("GET", Instances, keystone.Issue(["member"])), 503, "111500054");
        Assert.Equal(1, keystone.Questions);
    }

    [Fact]
    public async Task When_our_own_token_has_ended_we_sign_in_again()
    {
        Assert.Equal(200, (await CallAsync("GET", Instances, keystone.Issue(["member"]))).Status);
        keystone.ServiceToken = "gAAAAAservice2";

        Assert.Equal(200, (await CallAsync("GET", Instances, keystone.Issue(["member"]))).Status);
        Assert.Equal(2, keystone.SignIns);
    }

    [Fact]
    public async Task Ids_of_our_own_account_project_and_user_are_not_taken_over()
    {
        string ownAccount, owner;
        await using (var store = host.OpenStore())
        {
            var user = await store.Users.SingleAsync(u => u.IsAccountOwner);
            (ownAccount, owner) = (user.AccountId, user.Id);
        }

        Refusal.Is(await CallAsync("GET", host.Instances, keystone.Issue(["admin"], domain: ownAccount, project: host.Credentials.ProjectId)), 401, "111401001");
        Refusal.Is(await CallAsync("GET", host.Instances, keystone.Issue(["admin"], project: host.Credentials.ProjectId)), 401, "111401001");
        Refusal.Is(await CallAsync("GET", Instances, keystone.Issue(["admin"], user: owner)), 401, "111401001");

        await using var after = host.OpenStore();
        var kept = await after.Users.AsNoTracking().SingleAsync(u => u.Id == owner);
        Assert.Equal((host.Credentials.User, true, false), (kept.Name, kept.IsAccountOwner, kept.Federated));
        Assert.Equal(host.Credentials.Account, await after.Accounts.Where(a => a.Id == ownAccount).Select(a => a.Name).SingleAsync());
        Assert.Equal(ownAccount, await after.Projects.Where(p => p.Id == host.Credentials.ProjectId).Select(p => p.AccountId).SingleAsync());
        Assert.Equal(200, (await host.GetAsync(host.Instances)).Status);
    }

    [Fact]
    public async Task Who_is_disabled_here_is_refused_on_the_next_call()
    {
        var token = keystone.Issue(["member"]);
        Assert.Equal(200, (await CallAsync("GET", Instances, token)).Status);
        await using var store = host.OpenStore();

        await store.Users.Where(u => u.Id == FakeKeystone.User).ExecuteUpdateAsync(set => set.SetProperty(u => u.Enabled, false));
        Refusal.Is(await CallAsync("GET", Instances, token), 401, "111401001");

        await store.Users.Where(u => u.Id == FakeKeystone.User).ExecuteUpdateAsync(set => set.SetProperty(u => u.Enabled, true));
        await store.Projects.Where(p => p.Id == FakeKeystone.Project).ExecuteUpdateAsync(set => set.SetProperty(p => p.Enabled, false));
        Refusal.Is(await CallAsync("GET", Instances, token), 401, "111401001");
    }

    [Fact]
    public async Task A_federated_user_has_neither_password_nor_keys()
    {
        var token = keystone.Issue(["admin", "member"]);
        await CallAsync("GET", Instances, token);

        Assert.Equal(403, (await CallAsync("POST", "/v3.0/OS-CREDENTIAL/credentials", token, """{"credential":{}}""")).Status);
        Assert.Equal(403, (await CallAsync("POST", "/v3.0/OS-CREDENTIAL/securitytokens", token, """{"auth":{"identity":{"methods":["token"]}}}""")).Status);
        var password = """{"user":{"original_password":"","password":"Secret-0000"}}""";
        Assert.Equal(403, (await CallAsync("POST", $"/v3/users/{FakeKeystone.User}/password", token, password)).Status);
        var signIn = SignInBody.Of(SignInBody.Password(new JsonObject { ["id"] = FakeKeystone.User }, ""), null);
        Assert.Equal(401, (await host.SendAsync("POST", "/v3/auth/tokens", signIn)).Status);
        Assert.Equal(401, (await host.SendAsync("POST", "/v3/auth/tokens", SignInBody.Of(SignInBody.Token(token)))).Status);
    }

    [Fact]
    public async Task No_administrator_gives_a_federated_user_a_password_or_keys()
    {
        await using var securityHost = await keystone.StartWarrenAsync(new Engine.Iam.Keystone.KeystoneOptions
        {
            Url = "http://keystone.test:5000/v3",
            Password = FakeKeystone.Password,
            Roles = { ["admin"] = "Security Administrator" },
        });
        var token = keystone.IssueForDomain("admin");
        (string, string)[] proof = [("X-Auth-Token", token)];
        Assert.Equal(200, (await securityHost.SendAsync("GET", "/v3/users", null, proof)).Status);

        var body = """{"user":{"password":"Secret-0000"}}""";
        Assert.Equal(403, (await securityHost.SendAsync("PUT", $"/v3.0/OS-USER/users/{FakeKeystone.User}", body, proof)).Status);
        var key = $$$"""{"credential":{"user_id":"{{{FakeKeystone.User}}}"}}""";
        Assert.Equal(403, (await securityHost.SendAsync("POST", "/v3.0/OS-CREDENTIAL/credentials", key, proof)).Status);
    }

    [Fact]
    public async Task A_name_that_is_taken_gets_the_id_appended_and_a_new_name_is_followed()
    {
        const string later = "11111111111111111111111111111111";
        await CallAsync("GET", Instances, keystone.Issue(["member"], domain: "0123456789abcdef0123456789abcdef", domainName: host.Credentials.Account));
        await CallAsync("GET", Instances, keystone.Issue(["member"], user: later, project: "22222222222222222222222222222222"));
        await CallAsync("GET", Instances, keystone.Issue(["member"], user: "33333333333333333333333333333333", project: "22222222222222222222222222222222"));
        await CallAsync("GET", Instances, keystone.Issue(["member"], user: later, userName: "eve", project: "22222222222222222222222222222222"));

        await using var store = host.OpenStore();
        Assert.Equal($"{host.Credentials.Account}#0123456789abcdef0123456789abcdef", (await store.Accounts.SingleAsync(a => a.Id == "0123456789abcdef0123456789abcdef")).Name);
        Assert.Equal("eve", (await store.Users.SingleAsync(u => u.Id == later)).Name);
        Assert.Equal("ada#33333333333333333333333333333333", (await store.Users.SingleAsync(u => u.Id == "33333333333333333333333333333333")).Name);
    }

    [Fact]
    public async Task Whoever_is_seen_first_by_many_calls_at_once_is_made_once()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => CallAsync("GET", Instances, keystone.Issue(["member"]))));

        Assert.All(answers, answer => Assert.Equal(200, answer.Status));
    }

    private Task<Answer> CallAsync(string method, string path, string token, string? body = null) => host.SendAsync(method, path, body, ("X-Auth-Token", token));
}
