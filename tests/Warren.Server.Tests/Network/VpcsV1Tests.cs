using Warren.Server.Tests.Hosting;

namespace Warren.Server.Tests.Network;

public sealed class VpcsV1Tests(WarrenHost host)
{
    [Fact]
    public async Task A_VPC_goes_through_its_life_with_the_codes_that_clients_insist_on()
    {
        var project = await ProjectClient.NewProjectAsync(host);

        var created = (await project.PostAsync("/v1/{pid}/vpcs", """{"vpc":{"name":"one","cidr":"192.168.0.0/16","description":"d"}}""")).Expect(200);
        var id = created.Text("vpc.id");
        Assert.True(Guid.TryParseExact(id, "D", out _));
        Assert.Equal(
            "cidr:string created_at:string description:string enable_shared_snat:bool enterprise_project_id:string id:string name:string routes:array "
            + "status:string tenant_id:string updated_at:string",
            created.Shape("vpc"));
        Assert.Equal(("OK", "0", project.ProjectId), (created.Text("vpc.status"), created.Text("vpc.enterprise_project_id"), created.Text("vpc.tenant_id")));

        Assert.Equal("one", (await project.GetAsync($"/v1/{{pid}}/vpcs/{id}")).Expect(200).Text("vpc.name"));
        Assert.Equal([id], (await project.GetAsync("/v1/{pid}/vpcs")).Expect(200).Ids("vpcs"));
        var changed = (await project.PutAsync($"/v1/{{pid}}/vpcs/{id}", """{"vpc":{"name":"two","description":""}}""")).Expect(200);
        Assert.Equal(("two", "", "192.168.0.0/16"), (changed.Text("vpc.name"), changed.Text("vpc.description"), changed.Text("vpc.cidr")));
        Assert.Null((await project.DeleteAsync($"/v1/{{pid}}/vpcs/{id}")).Expect(204).Body);
        Assert.Equal("VPC.0003", (await project.GetAsync($"/v1/{{pid}}/vpcs/{id}")).Expect(404).Text("code"));
    }

    [Fact]
    public async Task The_range_can_be_changed_at_the_root_of_the_service_as_an_openstacksdk_client_does()
    {
        var project = await ProjectClient.NewProjectAsync(host);
        var id = await project.NewVpcAsync();

        Assert.Equal("10.0.0.0/8", (await project.PutAsync($"/vpc/{{pid}}/vpcs/{id}", """{"vpc":{"cidr":"10.0.0.0/8"}}""")).Expect(200).Text("vpc.cidr"));
    }

    [Theory]
    [InlineData("10.0.0.0/8", 200)]
    [InlineData("10.255.255.0/24", 200)]
    [InlineData("10.0.0.0/7", 400)]
    [InlineData("10.0.0.0/25", 400)]
    [InlineData("172.16.0.0/12", 200)]
    [InlineData("172.31.255.0/24", 200)]
    [InlineData("172.32.0.0/24", 400)]
    [InlineData("192.168.0.0/16", 200)]
    [InlineData("192.168.0.0/15", 400)]
    [InlineData("192.169.0.0/24", 400)]
    [InlineData("127.0.0.0/8", 200)]
    [InlineData("127.40.0.0/28", 200)]
    [InlineData("127.40.0.0/29", 400)]
    [InlineData("8.8.8.0/24", 400)]
    [InlineData("10.0.0.1/8", 400)]
    [InlineData("10/8", 400)]
    [InlineData("010.0.0.0/8", 400)]
    [InlineData("10.0.0.0", 400)]
    [InlineData("fd00::/8", 400)]
    [InlineData("x", 400)]
    public async Task Only_private_ranges_in_their_canonical_spelling_are_taken(string cidr, int status)
    {
        var project = await ProjectClient.NewProjectAsync(host);

        var answer = (await project.PostAsync("/v1/{pid}/vpcs", $$$"""{"vpc":{"name":"v","cidr":"{{{cidr}}}"}}""")).Expect(status);

        Assert.Equal(status == 400 ? "VPC.0101" : null, answer.Body!["code"]?.GetValue<string>());
    }

    [Theory]
    [InlineData(0, 400)]
    [InlineData(1, 200)]
    [InlineData(64, 200)]
    [InlineData(65, 400)]
    public async Task A_name_has_1_to_64_characters(int length, int status)
    {
        var project = await ProjectClient.NewProjectAsync(host);

        (await project.PostAsync("/v1/{pid}/vpcs", $$$"""{"vpc":{"name":"{{{new string('网', length)}}}","cidr":"10.0.0.0/8"}}""")).Expect(status);
    }

    [Fact]
    public async Task A_list_is_paged_by_limit_and_marker_until_an_empty_page()
    {
        var project = await ProjectClient.NewProjectAsync(host);
        for (var i = 0; i < 5; i++)
        {
            await project.NewVpcAsync();
        }

        List<string> seen = [];
        var marker = "";
        for (var page = 0; page < 4; page++)
        {
            var ids = (await project.GetAsync($"/v1/{{pid}}/vpcs?limit=2&marker={marker}")).Expect(200).Ids("vpcs");
            Assert.Equal(page switch { 0 or 1 => 2, 2 => 1, _ => 0 }, ids.Count);
            seen.AddRange(ids);
            marker = seen[^1];
        }

        Assert.Equal(5, seen.Distinct().Count());
        (await project.GetAsync("/v1/{pid}/vpcs?limit=2000")).Expect(200);
        Assert.Equal("VPC.0101", (await project.GetAsync("/v1/{pid}/vpcs?limit=2001")).Expect(400).Text("code"));
        (await project.GetAsync("/v1/{pid}/vpcs?limit=x")).Expect(400);
    }

    [Fact]
    public async Task A_marker_stays_good_when_its_VPC_is_gone()
    {
        var project = await ProjectClient.NewProjectAsync(host);
        await project.NewVpcAsync();
        await project.NewVpcAsync();
        await project.NewVpcAsync();
        var ids = (await project.GetAsync("/v1/{pid}/vpcs")).Ids("vpcs");
        (await project.DeleteAsync($"/v1/{{pid}}/vpcs/{ids[1]}")).Expect(204);

        Assert.Equal([ids[2]], (await project.GetAsync($"/v1/{{pid}}/vpcs?marker={ids[1]}")).Ids("vpcs"));
    }

    [Fact]
    public async Task The_filters_of_the_list_find_what_they_name()
    {
        var project = await ProjectClient.NewProjectAsync(host);
        var id = await project.NewVpcAsync();
        await project.NewVpcAsync();

        Assert.Equal([id], (await project.GetAsync($"/v1/{{pid}}/vpcs?id={id}")).Ids("vpcs"));
        Assert.Equal(2, (await project.GetAsync("/v1/{pid}/vpcs?enterprise_project_id=0")).Ids("vpcs").Count);
        Assert.Equal(2, (await project.GetAsync("/v1/{pid}/vpcs?enterprise_project_id=all_granted_eps&name=")).Ids("vpcs").Count);
        Assert.Empty((await project.GetAsync("/v1/{pid}/vpcs?enterprise_project_id=1")).Ids("vpcs"));
    }

    [Fact]
    public async Task A_VPC_with_subnets_is_not_deleted()
    {
        var project = await ProjectClient.NewProjectAsync(host);
        var vpc = await project.NewVpcAsync();
        var subnet = await project.NewSubnetAsync(vpc);

        Assert.Equal("VPC.0104", (await project.DeleteAsync($"/v1/{{pid}}/vpcs/{vpc}")).Expect(409).Text("code"));

        (await project.DeleteAsync($"/v1/{{pid}}/vpcs/{vpc}/subnets/{subnet}")).Expect(204);
        (await project.DeleteAsync($"/v1/{{pid}}/vpcs/{vpc}")).Expect(204);
    }

    [Fact]
    public async Task A_new_range_must_hold_the_subnets()
    {
        var project = await ProjectClient.NewProjectAsync(host);
        var vpc = await project.NewVpcAsync("192.168.0.0/16");
        await project.NewSubnetAsync(vpc, "192.168.200.0/24");

        var refused = (await project.PutAsync($"/v1/{{pid}}/vpcs/{vpc}", """{"vpc":{"cidr":"192.168.0.0/17"}}""")).Expect(409);
        Assert.Equal("VPC.0104", refused.Text("code"));
        Assert.Equal("192.168.0.0/16", (await project.GetAsync($"/v1/{{pid}}/vpcs/{vpc}")).Text("vpc.cidr"));
        (await project.PutAsync($"/v1/{{pid}}/vpcs/{vpc}", """{"vpc":{"cidr":"192.168.128.0/17"}}""")).Expect(200);
    }

    [Fact]
    public async Task Another_projects_VPC_is_not_found_by_any_call()
    {
        var (mine, theirs) = (await ProjectClient.NewProjectAsync(host), await ProjectClient.NewProjectAsync(host));
        var vpc = await theirs.NewVpcAsync();

        (await mine.GetAsync($"/v1/{{pid}}/vpcs/{vpc}")).Expect(404);
        (await mine.PutAsync($"/v1/{{pid}}/vpcs/{vpc}", """{"vpc":{"name":"mine"}}""")).Expect(404);
        (await mine.DeleteAsync($"/v1/{{pid}}/vpcs/{vpc}")).Expect(404);
        (await mine.PostAsync("/v1/{pid}/subnets", ProjectClient.SubnetBody(vpc, "192.168.0.0/24"))).Expect(404);
        (await mine.GetAsync($"/v3/{{pid}}/vpc/vpcs/{vpc}")).Expect(404);
        (await mine.GetAsync($"/v2.0/routers/{vpc}")).Expect(404);
        (await mine.GetAsync($"/v2.0/{{pid}}/vpcs/{vpc}/tags")).Expect(404);
        Assert.Empty((await mine.GetAsync("/v1/{pid}/vpcs")).Ids("vpcs"));
        (await theirs.GetAsync($"/v1/{{pid}}/vpcs/{vpc}")).Expect(200);
    }
}
