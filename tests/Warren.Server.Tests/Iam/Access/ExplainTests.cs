using System.Text.Json;
using Warren.Engine.Iam.Roles;
using Warren.Server.Tests.Hosting;
using Warren.Server.Tests.Iam.Administration;

namespace Warren.Server.Tests.Iam.Access;

/// <summary>GET /v3.0/OS-PERMISSION/access says what a request would meet, and by which statement.</summary>
public sealed class ExplainTests(WarrenHost host) : IClassFixture<WarrenHost>
{
    private const string Path = "/v3.0/OS-PERMISSION/access";

    [Fact]
    public async Task An_allowed_a_denied_and_a_missing_permission_are_told_apart_with_the_statement()
    {
        var id = await host.CreateAsync(host.Order());
        var user = await GrantedUser.AddAsync(host, "DMS FullAccess");
        await user.GrantPolicyAsync($$"""{"Effect":"Deny","Action":["dms:instance:delete"],"Resource":["DMS:*:*:rabbitmq:{{id}}"]}""");

        var allowed = await OneAsync($"user_id={user.Id}&action=dms:instance:delete");
        Assert.Equal((true, "allowed", "DMS FullAccess", 1), (allowed.GetProperty("allowed").GetBoolean(), Text(allowed, "verdict"), Text(allowed.GetProperty("role"), "name"), allowed.GetProperty("statement_number").GetInt32()));
        Assert.Equal(("project", host.Credentials.ProjectId), (Text(allowed.GetProperty("grants")[0], "scope"), Text(allowed.GetProperty("grants")[0], "scope_id")));
        var denied = await OneAsync($"user_id={user.Id}&action=dms:instance:delete&instance_id={id}");
        Assert.Equal((false, "denied"), (denied.GetProperty("allowed").GetBoolean(), Text(denied, "verdict")));
        Assert.Equal("Deny", Text(denied.GetProperty("statement"), "Effect"));
        Assert.Contains("a denial wins", Text(denied, "reason"), StringComparison.Ordinal);
        var missing = await OneAsync($"user_id={user.Id}&action=vpc:vpcs:create");
        Assert.Equal((false, "not_allowed", JsonValueKind.Null), (missing.GetProperty("allowed").GetBoolean(), Text(missing, "verdict"), missing.GetProperty("role").ValueKind));
        Assert.Equal(403, (await user.CallAsync("DELETE", $"{host.Instances}/{id}")).Status); // what was explained is what happens
    }

    [Fact]
    public async Task A_group_s_grant_names_the_group_and_the_owner_needs_none()
    {
        var user = await GrantedUser.AddAsync(host);
        await user.GrantByGroupAsync(SystemRoles.Named("DMS ReadOnlyAccess").Id, GrantScope.AllProjects, user.AccountId);

        var everyone = (await host.GetAsync($"{Path}?action=dms:instance:list")).Json.GetProperty("access").EnumerateArray().ToDictionary(a => Text(a, "user_id"));
        Assert.NotEmpty(Text(everyone[user.Id].GetProperty("grants")[0].GetProperty("group"), "name"));
        Assert.Equal("all_projects", Text(everyone[user.Id].GetProperty("grants")[0], "scope"));
        var owner = Assert.Single(everyone.Values, a => Text(a, "user_name") == host.Credentials.User);
        Assert.Contains("own user", Text(owner, "reason"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_an_action_every_one_that_a_route_asks_for_is_answered()
    {
        var reader = await GrantedUser.AddAsync(host, "DMS ReadOnlyAccess");

        var answer = await reader.CallAsync("GET", $"{Path}?user_id={reader.Id}");

        var allowed = answer.Json.GetProperty("access").EnumerateArray().ToDictionary(a => Text(a, "action"), a => a.GetProperty("allowed").GetBoolean());
        Assert.True(allowed["dms:instance:list"]);
        Assert.False(allowed["dms:instance:create"]);
        Assert.Contains("iam:users:createUser", allowed.Keys);
    }

    [Fact]
    public async Task About_others_only_who_may_is_answered()
    {
        var reader = await GrantedUser.AddAsync(host, "DMS ReadOnlyAccess");
        var other = await GrantedUser.AddAsync(host);

        Administrator.IsIamRefusal(await reader.CallAsync("GET", $"{Path}?user_id={other.Id}&action=dms:instance:list"), 403, "IAM.0003");
        Administrator.IsIamRefusal(await reader.CallAsync("GET", $"{Path}?action=dms:instance:list"), 403, "IAM.0003");
        Administrator.IsIamRefusal(await host.GetAsync($"{Path}?user_id=0123456789abcdef0123456789abcdef&action=dms:instance:list"), 404, "IAM.0004");
        Administrator.IsIamRefusal(await host.GetAsync($"{Path}?action=nonsense"), 400, "IAM.0007");
        Administrator.IsIamRefusal(await host.GetAsync(Path), 400, "IAM.0007");
    }

    private static string Text(JsonElement of, string member) => of.GetProperty(member).GetString()!;

    private async Task<JsonElement> OneAsync(string query)
    {
        var answer = await host.GetAsync($"{Path}?{query}");
        Assert.True(answer.Status == 200, answer.Text);
        return Assert.Single(answer.Json.GetProperty("access").EnumerateArray());
    }
}
