using Warren.Server.Tests.Hosting;

namespace Warren.Server.Tests.Network;

public sealed class EnterpriseProjectTests(WarrenHost host)
{
    private const string Path = "/eps/v1.0/enterprise-projects";

    [Fact]
    public async Task The_default_one_always_exists_and_cannot_be_changed()
    {
        var project = await ProjectClient.NewAccountAsync(host);

        var list = (await project.GetAsync(Path)).Expect(200);

        Assert.Equal(["0"], list.Ids("enterprise_projects"));
        Assert.Equal(1, list.Number("total_count"));
        var shown = (await project.GetAsync($"{Path}/0")).Expect(200);
        Assert.Equal(("default", 1), (shown.Text("enterprise_project.name"), shown.Number("enterprise_project.status")));
        (await project.PutAsync($"{Path}/0", """{"name":"other"}""")).Expect(400);
        (await project.PostAsync($"{Path}/0/action", """{"action":"disable"}""")).Expect(400);
    }

    [Fact]
    public async Task An_enterprise_project_goes_through_its_life()
    {
        var project = await ProjectClient.NewAccountAsync(host);

        var created = (await project.PostAsync(Path, """{"name":"team-1","description":"d"}""")).Expect(201);
        var id = created.Text("enterprise_project.id");
        Assert.Equal(
            "created_at:string delete_flag:bool description:string id:string name:string status:number type:string updated_at:string", created.Shape("enterprise_project"));
        Assert.Equal(("prod", 1), (created.Text("enterprise_project.type"), created.Number("enterprise_project.status")));
        var changed = (await project.PutAsync($"{Path}/{id}", """{"name":"team-2"}""")).Expect(200);
        Assert.Equal(("team-2", "d"), (changed.Text("enterprise_project.name"), changed.Text("enterprise_project.description")));
        Assert.Null((await project.PostAsync($"{Path}/{id}/action", """{"action":"disable"}""")).Expect(204).Body);
        Assert.Equal(2, (await project.GetAsync($"{Path}/{id}")).Number("enterprise_project.status"));
        Assert.Equal([id], (await project.GetAsync($"{Path}?status=2")).Ids("enterprise_projects"));
        (await project.PostAsync($"{Path}/{id}/action", """{"action":"enable"}""")).Expect(204);
        Assert.Equal(1, (await project.GetAsync($"{Path}/{id}")).Number("enterprise_project.status"));
        (await project.PostAsync($"{Path}/{id}/action", """{"action":"explode"}""")).Expect(400);
    }

    [Fact]
    public async Task The_list_is_filtered_sorted_and_cut()
    {
        var project = await ProjectClient.NewAccountAsync(host);
        foreach (var name in (string[])["beta", "alpha", "alphabet"])
        {
            (await project.PostAsync(Path, $$"""{"name":"{{name}}","type":"poc"}""")).Expect(201);
        }

        async Task<string> NamesAsync(string query) => string.Join(' ', (await project.GetAsync($"{Path}?{query}")).Expect(200).List("enterprise_projects").Select(p => (string)p!["name"]!));

        Assert.Equal("alpha alphabet beta default", await NamesAsync("sort_key=name&sort_dir=asc"));
        Assert.Equal("alphabet alpha", await NamesAsync("name=ALPHA&sort_key=name"));
        Assert.Equal("alphabet beta", await NamesAsync("sort_key=name&sort_dir=asc&offset=1&limit=2"));
        Assert.Equal("beta alphabet alpha", await NamesAsync("type=poc&sort_key=name&sort_dir=desc"));
        Assert.Equal("default", await NamesAsync("id=0"));
        Assert.Equal(4, (await project.GetAsync($"{Path}?limit=1")).Number("total_count"));
        (await project.GetAsync($"{Path}?limit=1001")).Expect(400);
        (await project.GetAsync($"{Path}?status=3")).Expect(400);
        (await project.GetAsync($"{Path}?offset=-1")).Expect(400);
    }

    [Theory]
    [InlineData("""{"name":"a"}""", 201)]
    [InlineData("""{"name":"财务_1-x"}""", 201)]
    [InlineData("""{}""", 400)]
    [InlineData("""{"name":""}""", 400)]
    [InlineData("""{"name":"a b"}""", 400)]
    [InlineData("""{"name":"Default"}""", 400)]
    [InlineData("""{"name":"a","type":"art"}""", 400)]
    public async Task A_name_is_checked(string body, int status) => (await (await ProjectClient.NewAccountAsync(host)).PostAsync(Path, body)).Expect(status);

    [Fact]
    public async Task A_name_is_unique_in_the_account_whatever_its_case()
    {
        var (mine, theirs) = (await ProjectClient.NewAccountAsync(host), await ProjectClient.NewAccountAsync(host));
        (await mine.PostAsync(Path, """{"name":"team"}""")).Expect(201);

        (await mine.PostAsync(Path, """{"name":"TEAM"}""")).Expect(409);
        (await theirs.PostAsync(Path, """{"name":"team"}""")).Expect(201);
    }

    [Fact]
    public async Task Another_accounts_is_not_found_and_cannot_be_used()
    {
        var (mine, theirs) = (await ProjectClient.NewAccountAsync(host), await ProjectClient.NewAccountAsync(host));
        var id = (await theirs.PostAsync(Path, """{"name":"team"}""")).Text("enterprise_project.id");

        Assert.Equal("EPS.0005", (await mine.GetAsync($"{Path}/{id}")).Expect(404).Text("error_code"));
        (await mine.PutAsync($"{Path}/{id}", """{"name":"x"}""")).Expect(404);
        (await mine.PostAsync($"{Path}/{id}/action", """{"action":"disable"}""")).Expect(404);
        (await mine.PostAsync($"{Path}/{id}/resources/filter", """{"resource_types":["vpcs"]}""")).Expect(404);
        Assert.Equal("VPC.0011", (await mine.PostAsync("/v1/{pid}/vpcs", $$$"""{"vpc":{"name":"v","enterprise_project_id":"{{{id}}}"}}""")).Expect(400).Text("code"));
    }

    [Fact]
    public async Task A_disabled_one_keeps_its_resources_and_takes_no_new_ones()
    {
        var project = await ProjectClient.NewAccountAsync(host);
        var id = (await project.PostAsync(Path, """{"name":"team"}""")).Text("enterprise_project.id");
        var vpc = await project.NewVpcAsync(enterpriseProject: id);
        (await project.PostAsync($"{Path}/{id}/action", """{"action":"disable"}""")).Expect(204);

        Assert.Equal(id, (await project.GetAsync($"/v1/{{pid}}/vpcs/{vpc}")).Text("vpc.enterprise_project_id"));
        Assert.Equal("VPC.0014", (await project.PostAsync("/v1/{pid}/vpcs", $$$"""{"vpc":{"name":"v","enterprise_project_id":"{{{id}}}"}}""")).Expect(400).Text("code"));
        Assert.Equal("VPC.0014", (await project.PostAsync("/v3/{pid}/vpc/security-groups", $$$"""{"security_group":{"name":"g","enterprise_project_id":"{{{id}}}"}}""")).Expect(400).Text("error_code"));
        Assert.Equal("VPC.0014", (await project.PostAsync("/v1/{pid}/publicips", $$$"""
            {"publicip":{"type":"5_bgp"},"bandwidth":{"share_type":"PER","size":5},"enterprise_project_id":"{{{id}}}"}
            """)).Expect(400).Text("code"));
        (await project.PostAsync($"{Path}/{id}/resources-migrate", $$"""{"project_id":"{{project.ProjectId}}","resource_type":"vpcs","resource_id":"{{vpc}}"}""")).Expect(400);
    }

    [Fact]
    public async Task Resources_move_from_one_to_the_other()
    {
        var project = await ProjectClient.NewAccountAsync(host);
        var id = (await project.PostAsync(Path, """{"name":"team"}""")).Text("enterprise_project.id");
        var (vpc, group, ip) = (await project.NewVpcAsync(), await project.NewGroupAsync(), await project.NewPublicIpAsync());
        string Body(string type, string resource) => $$"""{"project_id":"{{project.ProjectId}}","resource_type":"{{type}}","resource_id":"{{resource}}"}""";
        async Task<Reply> FilterAsync(string of) =>
            (await project.PostAsync($"{Path}/{of}/resources/filter", $$"""{"projects":["{{project.ProjectId}}"],"resource_types":["vpcs","security-groups","eip","rabbitmq","ecs"]}""")).Expect(200);

        Assert.Equal(3, (await FilterAsync("0")).Number("total_count"));
        Assert.Null((await project.PostAsync($"{Path}/{id}/resources-migrate", Body("vpcs", vpc))).Expect(204).Body);
        (await project.PostAsync($"{Path}/{id}/resources-migrate", Body("security-groups", group))).Expect(204);
        (await project.PostAsync($"{Path}/{id}/resources-migrate", Body("eip", ip))).Expect(204);

        var moved = await FilterAsync(id);
        Assert.Equal(3, moved.Number("total_count"));
        Assert.Equal(
            "enterprise_project_id:string project_id:string project_name:string resource_id:string resource_name:string resource_type:string", moved.Shape("resources.0"));
        Assert.Equal("ecs", moved.Text("errors.0.resource_type"));
        Assert.Equal(0, (await FilterAsync("0")).Number("total_count"));
        Assert.Equal(id, (await project.GetAsync($"/v1/{{pid}}/vpcs/{vpc}")).Text("vpc.enterprise_project_id"));
        Assert.Equal([vpc], (await project.GetAsync($"/v1/{{pid}}/vpcs?enterprise_project_id={id}")).Ids("vpcs"));
        var named = (await project.PostAsync($"{Path}/{id}/resources/filter", """{"resource_types":["vpcs","security-groups"],"matches":[{"key":"resource_name","value":"GROUP"}]}""")).Expect(200);
        Assert.Equal([group], named.List("resources").Select(r => (string)r!["resource_id"]!));
        (await project.PostAsync($"{Path}/0/resources-migrate", Body("vpcs", vpc))).Expect(204);
        (await project.PostAsync($"{Path}/0/resources-migrate", Body("vpcs", "x"))).Expect(404);
        (await project.PostAsync($"{Path}/0/resources-migrate", Body("ecs", vpc))).Expect(400);
        (await project.PostAsync($"{Path}/nothing/resources-migrate", Body("vpcs", vpc))).Expect(404);
    }
}
