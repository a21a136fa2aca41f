using System.Text.Json.Nodes;
using Warren.Engine.Iam.Roles;
using Warren.Server.Tests.Hosting;
using Warren.Server.Tests.Iam.Access;

namespace Warren.Server.Tests.Iam.Administration;

/// <summary>From an empty group to a user who may: every call in between, with the code that clients insist on.</summary>
public sealed class GroupsAndGrantsTests(WarrenHost host) : IClassFixture<WarrenHost>
{
    private static readonly string _reader = SystemRoles.Named("DMS ReadOnlyAccess").Id;

    [Fact]
    public async Task The_same_grant_made_several_times_at_one_moment_is_one_grant()
    {
        var group = (await host.PostAsync("/v3/groups", $$$"""{"group":{"name":"{{{Administrator.Name("g")}}}"}}""")).GetProperty("group").GetProperty("id").GetString();
        var role = Warren.Engine.Iam.Roles.SystemRoles.Named("DMS ReadOnlyAccess").Id;
        var path = $"/v3/projects/{host.Credentials.ProjectId}/groups/{group}/roles/{role}";

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => host.CallAsync("PUT", path)));

        Assert.All(answers, a => Assert.True(a.Status == 204, a.ToString()));
        Assert.Single((await host.GetAsync(path[..path.LastIndexOf('/')])).Json.GetProperty("roles").EnumerateArray());
    }

    [Fact]
    public async Task A_role_of_a_group_is_its_members_until_it_is_taken_back()
    {
        var (user, group) = (await GrantedUser.AddAsync(host), await host.AddGroupAsync());
        var grant = $"/v3/projects/{host.Credentials.ProjectId}/groups/{group}/roles/{_reader}";
        await host.ExpectAsync(404, "HEAD", grant);
        await host.ExpectAsync(204, "PUT", grant);
        await host.ExpectAsync(204, "PUT", grant);
        await host.ExpectAsync(204, "HEAD", grant);
        Assert.Equal(403, (await user.CallAsync("GET", host.Instances)).Status);

        await host.ExpectAsync(404, "HEAD", $"/v3/groups/{group}/users/{user.Id}");
        await host.ExpectAsync(204, "PUT", $"/v3/groups/{group}/users/{user.Id}");
        await host.ExpectAsync(204, "PUT", $"/v3/groups/{group}/users/{user.Id}");
        await host.ExpectAsync(204, "HEAD", $"/v3/groups/{group}/users/{user.Id}");
        Assert.Equal(200, (await user.CallAsync("GET", host.Instances)).Status);
        Assert.Equal([user.Id], await IdsAsync($"/v3/groups/{group}/users", "users"));
        Assert.Equal([group], await IdsAsync($"/v3/users/{user.Id}/groups", "groups"));
        Assert.Equal([host.Credentials.ProjectId], await IdsAsync($"/v3/users/{user.Id}/projects", "projects"));
        Assert.Equal([_reader], await IdsAsync($"/v3/projects/{host.Credentials.ProjectId}/groups/{group}/roles", "roles"));

        await host.ExpectAsync(204, "DELETE", grant);
        await host.ExpectAsync(404, "DELETE", grant);
        Assert.Equal(403, (await user.CallAsync("GET", host.Instances)).Status);
    }

    [Theory]
    [InlineData("/v3/OS-INHERIT/domains/{0}/groups/{1}/roles", "/inherited_to_projects", "DMS FullAccess")]
    [InlineData("/v3/domains/{0}/groups/{1}/roles", "", "Security Administrator")]
    [InlineData("/v3.0/OS-PERMISSION/enterprise-projects/ep-1/groups/{1}/roles", "", "DMS FullAccess")]
    [InlineData("/v3.0/OS-PERMISSION/enterprise-projects/ep-1/users/{2}/roles", "", "DMS FullAccess")]
    public async Task A_role_is_granted_listed_and_taken_back_in_every_kind_of_place(string path, string end, string role)
    {
        var (user, group) = (await GrantedUser.AddAsync(host), await host.AddGroupAsync());
        var roles = string.Format(System.Globalization.CultureInfo.InvariantCulture, path, user.AccountId, group, user.Id);
        var id = SystemRoles.Named(role).Id;

        await host.ExpectAsync(204, "PUT", $"{roles}/{id}{end}");
        Assert.Equal([id], await IdsAsync(roles + end, "roles"));
        var assignments = (await host.GetAsync($"/v3.0/OS-PERMISSION/role-assignments?role_id={id}&subject.{(path.Contains("{2}", StringComparison.Ordinal) ? $"user_id={user.Id}" : $"group_id={group}")}")).Json;
        Assert.Equal(1, assignments.GetProperty("total_num").GetInt32());
        Assert.Equal(end.Length > 0, assignments.GetProperty("role_assignments")[0].GetProperty("is_inherited").GetBoolean());
        await host.ExpectAsync(204, "DELETE", $"{roles}/{id}{end}");
        Assert.Empty(await IdsAsync(roles + end, "roles"));
    }

    [Fact]
    public async Task Enterprise_projects_and_those_who_have_roles_in_them_find_each_other()
    {
        var (user, group) = (await GrantedUser.AddAsync(host), await host.AddGroupAsync());
        const string Base = "/v3.0/OS-PERMISSION/enterprise-projects/ep-2";
        await host.ExpectAsync(204, "PUT", $"{Base}/groups/{group}/roles/{_reader}");
        await host.ExpectAsync(204, "PUT", $"{Base}/users/{user.Id}/roles/{_reader}");

        Assert.Equal([group], await IdsAsync($"{Base}/groups", "groups"));
        Assert.Equal([user.Id], await IdsAsync($"{Base}/users", "users"));
        var granted = (await host.GetAsync($"/v3.0/OS-PERMISSION/groups/{group}/enterprise-projects")).Json.GetProperty("enterprise-projects");
        Assert.Equal("ep-2", Assert.Single(granted.EnumerateArray()).GetProperty("projectId").GetString());
    }

    [Fact]
    public async Task A_role_is_not_granted_where_it_could_do_nothing()
    {
        var group = await host.AddGroupAsync();
        var user = await GrantedUser.AddAsync(host);

        await host.ExpectAsync(400, "PUT", $"/v3/domains/{user.AccountId}/groups/{group}/roles/{_reader}");
        await host.ExpectAsync(400, "PUT", $"/v3/projects/{host.Credentials.ProjectId}/groups/{group}/roles/{SystemRoles.Named("Security Administrator").Id}");
        await host.ExpectAsync(404, "PUT", $"/v3/projects/{host.Credentials.ProjectId}/groups/{group}/roles/0123456789abcdef0123456789abcdef");
        await host.ExpectAsync(404, "PUT", $"/v3/projects/{host.Credentials.ProjectId}/groups/{user.Id}/roles/{_reader}");
    }

    [Fact]
    public async Task A_group_is_shown_changed_and_deleted_with_its_grants()
    {
        var group = await host.AddGroupAsync();
        await host.ExpectAsync(204, "PUT", $"/v3/projects/{host.Credentials.ProjectId}/groups/{group}/roles/{_reader}");

        Assert.Equal("told", (await host.CallAsync("PATCH", $"/v3/groups/{group}", """{"group":{"description":"told"}}""")).Json.GetProperty("group").GetProperty("description").GetString());
        Assert.True((await host.GetAsync($"/v3/groups/{group}")).Json.GetProperty("group").GetProperty("create_time").TryGetInt64(out _));
        await host.ExpectAsync(204, "DELETE", $"/v3/groups/{group}");
        await host.ExpectAsync(404, "GET", $"/v3/groups/{group}");
        Assert.Equal(0, (await host.GetAsync($"/v3.0/OS-PERMISSION/role-assignments?subject.group_id={group}")).Json.GetProperty("total_num").GetInt32());
    }

    [Fact]
    public async Task A_custom_policy_is_made_granted_changed_and_deleted()
    {
        string Body(string action) => new JsonObject
        {
            ["role"] = new JsonObject
            {
                ["display_name"] = Administrator.Name("policy"),
                ["type"] = "XA",
                ["description"] = "d",
                ["policy"] = JsonNode.Parse($$"""{"Version":"1.1","Statement":[{"Effect":"Allow","Action":["{{action}}"]}]}"""),
            },
        }.ToJsonString();
        var (user, group) = (await GrantedUser.AddAsync(host), await host.AddGroupAsync());
        var role = (await host.PostAsync("/v3.0/OS-ROLE/roles", Body("dms:instance:list"))).GetProperty("role");
        var id = role.GetProperty("id").GetString()!;
        Assert.Equal("CUSTOMED", role.GetProperty("catalog").GetString());
        var grant = $"/v3/projects/{host.Credentials.ProjectId}/groups/{group}/roles/{id}";
        await host.ExpectAsync(204, "PUT", grant);
        await host.ExpectAsync(204, "PUT", $"/v3/groups/{group}/users/{user.Id}");

        Assert.Equal(200, (await user.CallAsync("GET", host.Instances)).Status);
        await host.ExpectAsync(200, "PATCH", $"/v3.0/OS-ROLE/roles/{id}", Body("dms:instance:get"));
        Assert.Equal(403, (await user.CallAsync("GET", host.Instances)).Status);
        await host.ExpectAsync(409, "DELETE", $"/v3.0/OS-ROLE/roles/{id}");
        await host.ExpectAsync(204, "DELETE", grant);
        await host.ExpectAsync(200, "DELETE", $"/v3.0/OS-ROLE/roles/{id}");
        await host.ExpectAsync(404, "GET", $"/v3.0/OS-ROLE/roles/{id}");
        var refused = await host.CallAsync("POST", "/v3.0/OS-ROLE/roles", Body("dms"));
        Administrator.IsIamRefusal(refused, 400, "IAM.0007");
        Assert.Contains("Statement[0].Action[0]", refused.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Roles_of_the_system_are_listed_filtered_and_paged()
    {
        var all = (await host.GetAsync("/v3/roles")).Json;
        Assert.Equal(SystemRoles.All.Count, all.GetProperty("total_number").GetInt32());
        var reader = Assert.Single((await host.GetAsync("/v3/roles?display_name=DMS+ReadOnlyAccess")).Json.GetProperty("roles").EnumerateArray());
        Assert.Equal((_reader, "fine_grained", "1.1"), (reader.GetProperty("id").GetString(), reader.GetProperty("flag").GetString(), reader.GetProperty("policy").GetProperty("Version").GetString()));
        Assert.Equal(4, (await host.GetAsync("/v3/roles?catalog=dms")).Json.GetProperty("roles").GetArrayLength());
        Assert.Equal(5, (await host.GetAsync("/v3/roles?page=2&per_page=5")).Json.GetProperty("roles").GetArrayLength());
        await host.ExpectAsync(200, "GET", $"/v3/roles/{_reader}");
        await host.ExpectAsync(404, "GET", $"/v3.0/OS-ROLE/roles/{_reader}");
    }

    private async Task<IReadOnlyList<string?>> IdsAsync(string path, string member)
    {
        var answer = await host.GetAsync(path);
        Assert.True(answer.Status == 200, answer.ToString());
        return [.. answer.Json.GetProperty(member).EnumerateArray().Select(i => i.GetProperty("id").GetString())];
    }
}
