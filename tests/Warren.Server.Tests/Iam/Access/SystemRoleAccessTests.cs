using System.Text.Json;
using Warren.Engine.Iam.Roles;
using Warren.Server.Tests.Hosting;
using Warren.Server.Tests.Http;

namespace Warren.Server.Tests.Iam.Access;

/// <summary>What a user with a role of the system may do over HTTP, and what the others are told.</summary>
public sealed class SystemRoleAccessTests(WarrenHost host) : IClassFixture<WarrenHost>
{
    [Theory]
    [InlineData("DMS ReadOnlyAccess")]
    [InlineData("Tenant Guest")]
    public async Task A_reader_lists_and_shows_and_is_told_that_it_may_only_read(string role)
    {
        var id = await host.CreateAsync(host.Order());
        var reader = await GrantedUser.AddAsync(host, role);

        Assert.Equal(200, (await reader.CallAsync("GET", host.Instances)).Status);
        Assert.Equal(200, (await reader.CallAsync("GET", $"{host.Instances}/{id}")).Status);
        Assert.Equal(200, (await reader.CallAsync("GET", "/v1.0/products")).Status);
        Refusal.Is(await reader.CallAsync("POST", host.Instances, host.Order().ToJsonString()), 403, "111403002");
        Refusal.Is(await reader.CallAsync("POST", host.Instances, "not JSON"), 403, "111403002");
        Refusal.Is(await reader.CallAsync("DELETE", $"{host.Instances}/{id}"), 403, "111403002");
        Refusal.Is(await reader.CallAsync("POST", $"{host.Instances}/action", Action("restart", id)), 403, "111403002");
        Refusal.Is(await reader.CallAsync("POST", $"{host.Instances}/{id}/extend", "{}"), 403, "111403002");
        var tags = await reader.CallAsync("POST", $"/v2/{host.Credentials.ProjectId}/rabbitmq/{id}/tags/action", """{"action":"create","tags":[{"key":"a","value":"b"}]}""");
        Assert.Equal((403, "DMS.00403002"), (tags.Status, tags.Json.GetProperty("error_code").GetString()));
    }

    [Fact]
    public async Task A_common_user_restarts_and_does_not_order_change_extend_or_delete()
    {
        var id = await host.CreateAsync(host.Order());
        await host.WaitForAsync(id, "RUNNING");
        var user = await GrantedUser.AddAsync(host, "DMS UserAccess");

        Assert.Equal(["success"], Results(await user.CallAsync("POST", $"{host.Instances}/action", Action("restart", id))));
        Refusal.Is(await user.CallAsync("POST", host.Instances, host.Order().ToJsonString()), 403, "111403003", "dms:instance:create");
        Refusal.Is(await user.CallAsync("PUT", $"{host.Instances}/{id}", "{}"), 403, "111403003", "dms:instance:modify");
        Refusal.Is(await user.CallAsync("POST", $"{host.Instances}/{id}/extend", "{}"), 403, "111403003", "dms:instance:scale");
        Refusal.Is(await user.CallAsync("DELETE", $"{host.Instances}/{id}"), 403, "111403003", "dms:instance:delete");
        Refusal.Is(await user.CallAsync("POST", $"{host.Instances}/action", Action("delete", id)), 403, "111403003", "dms:instance:delete");
        Refusal.Is(await user.CallAsync("POST", $"{host.Instances}/action", """{"action":"delete","allFailure":"true"}"""), 403, "111403003", "dms:instance:delete");
    }

    [Theory]
    [InlineData("DMS FullAccess")]
    [InlineData("Tenant Administrator")]
    [InlineData("DMS Administrator")]
    public async Task An_administrator_orders_and_deletes(string role)
    {
        var user = await GrantedUser.AddAsync(host, role);

        var answer = await user.CallAsync("POST", host.Instances, host.Order().ToJsonString());
        Assert.True(answer.Status == 200, answer.Text);
        var id = answer.Json.GetProperty("instance_id").GetString()!;
        await host.WaitForAsync(id, "RUNNING");
        Assert.Equal(204, (await user.CallAsync("DELETE", $"{host.Instances}/{id}")).Status);
    }

    [Theory]
    [InlineData()]
    [InlineData("VPC FullAccess")]
    [InlineData("Security Administrator")]
    public async Task Without_a_grant_in_the_service_nothing_is_allowed(params string[] roles)
    {
        var user = await GrantedUser.AddAsync(host, roles);

        Refusal.Is(await user.CallAsync("GET", host.Instances), 403, "111403003", "dms:instance:list");
        Refusal.Is(await user.CallAsync("GET", $"{host.Instances}/{Guid.NewGuid()}"), 403, "111403003", "dms:instance:get");
        Refusal.Is(await user.CallAsync("POST", host.Instances, "{}"), 403, "111403003", "dms:instance:create");
    }

    [Theory]
    [InlineData(GrantScope.AllProjects, 200)]
    [InlineData(GrantScope.Project, 200)]
    [InlineData(GrantScope.Account, 403)]
    public async Task A_grant_counts_where_it_was_given_through_a_group_as_well(GrantScope scope, int status)
    {
        var user = await GrantedUser.AddAsync(host);
        var role = SystemRoles.Named("Tenant Guest").Id;
        await user.GrantByGroupAsync(role, scope, scope == GrantScope.Project ? host.Credentials.ProjectId : user.AccountId);

        Assert.Equal(status, (await user.CallAsync("GET", host.Instances)).Status);
    }

    [Fact]
    public async Task A_grant_in_another_project_does_not_count_here_nor_in_the_token()
    {
        var user = await GrantedUser.AddAsync(host, "VPC FullAccess");
        await user.GrantAsync(SystemRoles.Named("DMS FullAccess").Id, GrantScope.Project, "0123456789abcdef0123456789abcdef");

        Assert.Equal(403, (await user.CallAsync("GET", host.Instances)).Status);
        var token = (await host.SendAsync("POST", "/v3/auth/tokens", user.SignIn())).Json.GetProperty("token");
        var role = Assert.Single(token.GetProperty("roles").EnumerateArray());
        Assert.Equal(SystemRoles.Named("VPC FullAccess").Id, role.GetProperty("id").GetString());
        Assert.Equal("system_all_vpc_full", role.GetProperty("name").GetString());
    }

    [Fact]
    public async Task Projects_are_listed_where_anything_was_granted()
    {
        Assert.Empty(await ProjectsAsync(await GrantedUser.AddAsync(host)));
        Assert.Equal([host.Credentials.ProjectId], await ProjectsAsync(await GrantedUser.AddAsync(host, "DMS ReadOnlyAccess")));
    }

    private static async Task<IReadOnlyList<string?>> ProjectsAsync(GrantedUser user) =>
        [.. (await user.CallAsync("GET", "/v3/auth/projects")).Json.GetProperty("projects").EnumerateArray().Select(p => p.GetProperty("id").GetString())];

    private static string Action(string action, params string[] ids) => JsonSerializer.Serialize(new { action, instances = ids });

    private static IReadOnlyList<string?> Results(Answer answer) =>
        [.. answer.Json.GetProperty("results").EnumerateArray().Select(r => r.GetProperty("result").GetString())];
}
