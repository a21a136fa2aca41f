using Warren.Server.Tests.Hosting;

namespace Warren.Server.Tests.Network;

public sealed class VpcsV3Tests(WarrenHost host)
{
    [Fact]
    public async Task A_VPC_is_shown_and_listed_with_its_ranges()
    {
        var project = await ProjectClient.NewProjectAsync(host);
        var id = await project.NewVpcAsync();

        var shown = (await project.GetAsync($"/v3/{{pid}}/vpc/vpcs/{id}")).Expect(200);

        Assert.Equal(
            "cidr:string created_at:string description:string enterprise_project_id:string extend_cidrs:array id:string name:string project_id:string status:string tags:array updated_at:string",
            shown.Shape("vpc"));
        Assert.EndsWith("Z", shown.Text("vpc.created_at"), StringComparison.Ordinal);
        Assert.Equal([id], (await project.GetAsync("/v3/{pid}/vpc/vpcs")).Expect(200).Ids("vpcs"));
        Assert.Equal("current_count:number previous_marker:string", (await project.GetAsync("/v3/{pid}/vpc/vpcs")).Shape("page_info"));
        Assert.Equal(id, (await project.GetAsync("/v3/{pid}/vpc/vpcs?limit=1")).Text("page_info.next_marker"));
    }

    [Fact]
    public async Task Further_ranges_hold_subnets_and_are_not_taken_away_under_them()
    {
        var project = await ProjectClient.NewProjectAsync(host);
        var vpc = await project.NewVpcAsync("192.168.0.0/16");
        (await project.PostAsync("/v1/{pid}/subnets", ProjectClient.SubnetBody(vpc, "10.1.0.0/24"))).Expect(400);

        var extended = (await project.PutAsync($"/v3/{{pid}}/vpc/vpcs/{vpc}/add-extend-cidr", """{"vpc":{"extend_cidrs":["10.1.0.0/16","10.2.0.0/16"]}}""")).Expect(200);

        Assert.Equal("""["10.1.0.0/16","10.2.0.0/16"]""", extended.List("vpc.extend_cidrs").ToJsonString());
        var subnet = await project.NewSubnetAsync(vpc, "10.1.0.0/24");
        Assert.Equal("VPC.0104", (await project.PutAsync($"/v3/{{pid}}/vpc/vpcs/{vpc}/remove-extend-cidr", """{"vpc":{"extend_cidrs":["10.1.0.0/16"]}}""")).Expect(409).Text("error_code"));
        (await project.DeleteAsync($"/v1/{{pid}}/vpcs/{vpc}/subnets/{subnet}")).Expect(204);
        var shrunk = (await project.PutAsync($"/v3/{{pid}}/vpc/vpcs/{vpc}/remove-extend-cidr", """{"vpc":{"extend_cidrs":["10.1.0.0/16"]}}""")).Expect(200);
        Assert.Equal("""["10.2.0.0/16"]""", shrunk.List("vpc.extend_cidrs").ToJsonString());
    }

    [Theory]
    [InlineData("""{"vpc":{"extend_cidrs":["192.168.128.0/17"]}}""")]
    [InlineData("""{"vpc":{"extend_cidrs":["10.0.0.0/16","10.0.1.0/24"]}}""")]
    [InlineData("""{"vpc":{"extend_cidrs":["8.8.8.0/24"]}}""")]
    [InlineData("""{"vpc":{"extend_cidrs":[]}}""")]
    [InlineData("""{"vpc":{"extend_cidrs":["10.1.0.0/16","10.2.0.0/16","10.3.0.0/16","10.4.0.0/16","10.5.0.0/16","10.6.0.0/16"]}}""")]
    [InlineData("{}")]
    public async Task A_further_range_is_private_and_overlaps_none(string body)
    {
        var project = await ProjectClient.NewProjectAsync(host);
        var vpc = await project.NewVpcAsync("192.168.0.0/16");

        (await project.PutAsync($"/v3/{{pid}}/vpc/vpcs/{vpc}/add-extend-cidr", body)).Expect(400);
        Assert.Empty((await project.GetAsync($"/v3/{{pid}}/vpc/vpcs/{vpc}")).List("vpc.extend_cidrs"));
    }
}
