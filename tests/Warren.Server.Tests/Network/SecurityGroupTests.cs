using Warren.Server.Tests.Hosting;

namespace Warren.Server.Tests.Network;

/// <summary>The same groups through three services.</summary>
public sealed class SecurityGroupTests(WarrenHost host)
{
    [Theory]
    [InlineData("/v1/{pid}/security-groups", 200)]
    [InlineData("/v3/{pid}/vpc/security-groups", 201)]
    [InlineData("/v2.0/security-groups", 201)]
    public async Task A_new_group_lets_everything_out_and_its_own_members_in(string path, int status)
    {
        var project = await ProjectClient.NewProjectAsync(host);

        var created = (await project.PostAsync(path, """{"security_group":{"name":"g","description":"d"}}""")).Expect(status);

        var id = created.Text("security_group.id");
        Assert.Equal(
            [("egress", "IPv4", null), ("egress", "IPv6", null), ("ingress", "IPv4", id), ("ingress", "IPv6", id)],
            created.List("security_group.security_group_rules")
                .Select(r => ((string)r!["direction"]!, (string)r["ethertype"]!, (string?)r["remote_group_id"]))
                .Order());
        Assert.Equal("d", (await project.GetAsync($"{path}/{id}")).Expect(200).Text("security_group.description"));
        Assert.Equal([id], (await project.GetAsync(path)).Expect(200).Ids("security_groups"));
        (await project.DeleteAsync($"{path}/{id}")).Expect(204);
        (await project.GetAsync($"{path}/{id}")).Expect(404);
    }

    [Theory]
    [InlineData("/v3/{pid}/vpc/security-groups")]
    [InlineData("/v2.0/security-groups")]
    public async Task A_group_is_renamed(string path)
    {
        var project = await ProjectClient.NewProjectAsync(host);
        var id = await project.NewGroupAsync();

        var changed = (await project.PutAsync($"{path}/{id}", """{"security_group":{"name":"new","description":"text"}}""")).Expect(200);

        Assert.Equal(("new", "text"), (changed.Text("security_group.name"), changed.Text("security_group.description")));
    }

    [Fact]
    public async Task Each_service_has_its_own_members()
    {
        var project = await ProjectClient.NewProjectAsync(host);
        var id = await project.NewGroupAsync();

        Assert.Equal(
            "created_at:string description:string enterprise_project_id:string id:string name:string security_group_rules:array tenant_id:string updated_at:string vpc_id:null",
            (await project.GetAsync($"/v1/{{pid}}/security-groups/{id}")).Shape("security_group"));
        Assert.Equal(
            "created_at:string description:string enterprise_project_id:string id:string name:string project_id:string security_group_rules:array tags:array updated_at:string",
            (await project.GetAsync($"/v3/{{pid}}/vpc/security-groups/{id}")).Shape("security_group"));
        var list = await project.GetAsync("/v3/{pid}/vpc/security-groups");
        Assert.Equal(
            "created_at:string description:string enterprise_project_id:string id:string name:string project_id:string tags:array updated_at:string",
            list.Shape("security_groups.0"));
        Assert.Equal(1, list.At("page_info.current_count")!.GetValue<int>());
        Assert.Matches("^[0-9a-f]{32}$", list.Text("request_id"));
        Assert.Equal(
            "created_at:string description:string id:string name:string project_id:string security_group_rules:array stateful:bool tags:array tenant_id:string updated_at:string",
            (await project.GetAsync($"/v2.0/security-groups/{id}")).Shape("security_group"));
    }

    [Fact]
    public async Task A_rule_made_in_v3_is_shown_by_the_others()
    {
        var project = await ProjectClient.NewProjectAsync(host);
        var group = await project.NewGroupAsync();

        var created = (await project.PostAsync("/v3/{pid}/vpc/security-group-rules", $$$"""
            {"security_group_rule":{"security_group_id":"{{{group}}}","direction":"ingress","protocol":"tcp","multiport":"5671-5672","remote_ip_prefix":"10.0.0.5","action":"deny","priority":7}}
            """)).Expect(201);
        var rule = created.Text("security_group_rule.id");

        Assert.Equal(
            "action:string created_at:string description:string direction:string ethertype:string id:string multiport:string priority:number project_id:string protocol:string "
            + "remote_address_group_id:null remote_group_id:null remote_ip_prefix:string security_group_id:string updated_at:string",
            created.Shape("security_group_rule"));
        Assert.Equal(("deny", "10.0.0.5/32", "IPv4"), (created.Text("security_group_rule.action"), created.Text("security_group_rule.remote_ip_prefix"), created.Text("security_group_rule.ethertype")));
        var v1 = (await project.GetAsync($"/v1/{{pid}}/security-group-rules/{rule}")).Expect(200);
        Assert.Equal(
            "description:string direction:string ethertype:string id:string port_range_max:number port_range_min:number protocol:string remote_address_group_id:null "
            + "remote_group_id:null remote_ip_prefix:string security_group_id:string tenant_id:string",
            v1.Shape("security_group_rule"));
        Assert.Equal((5671, 5672), (v1.Number("security_group_rule.port_range_min"), v1.Number("security_group_rule.port_range_max")));
        Assert.Equal(rule, (await project.GetAsync($"/v2.0/security-group-rules/{rule}")).Expect(200).Text("security_group_rule.id"));
        Assert.Equal([rule], (await project.GetAsync("/v3/{pid}/vpc/security-group-rules?action=deny")).Expect(200).Ids("security_group_rules"));
        Assert.Equal([rule], (await project.GetAsync($"/v2.0/security-group-rules?security_group_id={group}&protocol=tcp")).Expect(200).Ids("security_group_rules"));
        Assert.Equal(5, (await project.GetAsync($"/v1/{{pid}}/security-group-rules?security_group_id={group}")).Expect(200).Ids("security_group_rules").Count);
        (await project.DeleteAsync($"/v1/{{pid}}/security-group-rules/{rule}")).Expect(204);
        (await project.DeleteAsync($"/v2.0/security-group-rules/{rule}")).Expect(404);
    }

    [Theory]
    [InlineData("\"protocol\":\"tcp\",\"port_range_min\":1,\"port_range_max\":65535", 201)]
    [InlineData("\"protocol\":\"TCP\",\"port_range_min\":\"22\",\"port_range_max\":\"22\"", 201)]
    [InlineData("\"protocol\":\"tcp\",\"port_range_min\":0,\"port_range_max\":10", 400)]
    [InlineData("\"protocol\":\"tcp\",\"port_range_min\":10,\"port_range_max\":65536", 400)]
    [InlineData("\"protocol\":\"tcp\",\"port_range_min\":10,\"port_range_max\":9", 400)]
    [InlineData("\"protocol\":\"tcp\",\"port_range_min\":10", 400)]
    [InlineData("\"port_range_min\":10,\"port_range_max\":10", 400)]
    [InlineData("\"protocol\":\"icmp\",\"port_range_min\":0,\"port_range_max\":255", 201)]
    [InlineData("\"protocol\":\"icmp\",\"port_range_min\":8", 201)]
    [InlineData("\"protocol\":\"icmp\",\"port_range_max\":0", 400)]
    [InlineData("\"protocol\":\"icmp\",\"port_range_min\":256", 400)]
    [InlineData("\"protocol\":255", 201)]
    [InlineData("\"protocol\":\"256\"", 400)]
    [InlineData("\"protocol\":\"carrier-pigeon\"", 400)]
    [InlineData("\"protocol\":\"any\",\"remote_ip_prefix\":\"0.0.0.0/0\"", 201)]
    [InlineData("\"remote_ip_prefix\":\"10.0.0.0/33\"", 400)]
    [InlineData("\"remote_ip_prefix\":\"10/8\"", 400)]
    [InlineData("\"remote_ip_prefix\":\"010.0.0.0/8\"", 400)]
    [InlineData("\"remote_ip_prefix\":\"10.0.0.1/8\"", 201)]
    [InlineData("\"remote_ip_prefix\":\"10.0.0.1/\"", 400)]
    [InlineData("\"ethertype\":\"IPv6\",\"remote_ip_prefix\":\"::1\"", 201)]
    [InlineData("\"ethertype\":\"IPv6\",\"remote_ip_prefix\":\"10.0.0.0/8\"", 400)]
    [InlineData("\"remote_ip_prefix\":\"2001:db8::/32\"", 201)]
    [InlineData("\"ethertype\":\"IPv4\",\"remote_ip_prefix\":\"2001:db8::/32\"", 400)]
    [InlineData("\"ethertype\":\"IPX\"", 400)]
    [InlineData("\"remote_ip_prefix\":\"10.0.0.0/8\",\"remote_group_id\":\"x\"", 400)]
    [InlineData("\"remote_group_id\":\"x\"", 404)]
    public async Task A_rule_says_what_it_can_mean(string members, int status)
    {
        var project = await ProjectClient.NewProjectAsync(host);
        var group = await project.NewGroupAsync();

        (await project.PostAsync("/v1/{pid}/security-group-rules", $$$"""{"security_group_rule":{"security_group_id":"{{{group}}}","direction":"ingress",{{{members}}}}}""")).Expect(status);
    }

    [Theory]
    [InlineData("80", 201, "80")]
    [InlineData("1-30", 201, "1-30")]
    [InlineData("22,3389,8000-8010", 201, "22,3389,8000-8010")]
    [InlineData("80-80", 201, "80")]
    [InlineData("30-1", 400, null)]
    [InlineData("0", 400, null)]
    [InlineData("1,", 400, null)]
    [InlineData("1-2-3", 400, null)]
    [InlineData("1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21", 400, null)]
    public async Task Multiport_is_a_port_a_range_or_a_list(string multiport, int status, string? shown)
    {
        var project = await ProjectClient.NewProjectAsync(host);
        var group = await project.NewGroupAsync();

        var answer = (await project.PostAsync("/v3/{pid}/vpc/security-group-rules", $$$"""
            {"security_group_rule":{"security_group_id":"{{{group}}}","direction":"egress","protocol":"udp","multiport":"{{{multiport}}}"}}
            """)).Expect(status);

        Assert.Equal(shown, answer.At("security_group_rule.multiport")?.GetValue<string>());
    }

    [Fact]
    public async Task The_same_rule_is_not_added_twice()
    {
        var project = await ProjectClient.NewProjectAsync(host);
        var group = await project.NewGroupAsync();
        var body = $$$"""{"security_group_rule":{"security_group_id":"{{{group}}}","direction":"ingress","protocol":"tcp","port_range_min":22,"port_range_max":22}}""";

        (await project.PostAsync("/v2.0/security-group-rules", body)).Expect(201);

        Assert.Equal("SecurityGroupRuleExists", (await project.PostAsync("/v2.0/security-group-rules", body)).Expect(409).Text("NeutronError.type"));
    }

    [Fact]
    public async Task A_group_that_another_groups_rule_names_is_not_deleted()
    {
        var project = await ProjectClient.NewProjectAsync(host);
        var (named, naming) = (await project.NewGroupAsync(), await project.NewGroupAsync());
        (await project.PostAsync("/v2.0/security-group-rules", $$$"""
            {"security_group_rule":{"security_group_id":"{{{naming}}}","direction":"ingress","remote_group_id":"{{{named}}}"}}
            """)).Expect(201);

        Assert.Equal("SecurityGroupInUse", (await project.DeleteAsync($"/v2.0/security-groups/{named}")).Expect(409).Text("NeutronError.type"));
        (await project.DeleteAsync($"/v1/{{pid}}/security-groups/{naming}")).Expect(204);
        (await project.DeleteAsync($"/v1/{{pid}}/security-groups/{named}")).Expect(204);
    }

    [Fact]
    public async Task Another_projects_group_and_rules_are_not_found_by_any_call()
    {
        var (mine, theirs) = (await ProjectClient.NewProjectAsync(host), await ProjectClient.NewProjectAsync(host));
        var group = await theirs.NewGroupAsync();
        var rule = (await theirs.GetAsync("/v1/{pid}/security-group-rules")).Ids("security_group_rules")[0];

        foreach (var path in (string[])["/v1/{pid}/security-groups", "/v3/{pid}/vpc/security-groups", "/v2.0/security-groups"])
        {
            (await mine.GetAsync($"{path}/{group}")).Expect(404);
            (await mine.DeleteAsync($"{path}/{group}")).Expect(404);
            Assert.Empty((await mine.GetAsync(path)).Ids("security_groups"));
            var rules = path.Replace("groups", "group-rules", StringComparison.Ordinal);
            (await mine.GetAsync($"{rules}/{rule}")).Expect(404);
            (await mine.DeleteAsync($"{rules}/{rule}")).Expect(404);
            Assert.Empty((await mine.GetAsync(rules)).Ids("security_group_rules"));
        }

        (await mine.PostAsync("/v2.0/security-group-rules", $$$"""{"security_group_rule":{"security_group_id":"{{{group}}}","direction":"ingress"}}""")).Expect(404);
    }
}
