using Warren.Server.Tests.Hosting;

namespace Warren.Server.Tests.Network;

public sealed class TagTests(WarrenHost host)
{
    [Theory]
    [InlineData("vpcs")]
    [InlineData("subnets")]
    [InlineData("security-groups")]
    public async Task Tags_are_set_overwritten_listed_and_taken_away(string resources)
    {
        var project = await ProjectClient.NewProjectAsync(host);
        var vpc = await project.NewVpcAsync();
        var id = resources switch
        {
            "vpcs" => vpc,
            "subnets" => await project.NewSubnetAsync(vpc),
            _ => await project.NewGroupAsync(),
        };
        var path = $"/v2.0/{{pid}}/{resources}/{id}/tags";

        Assert.Empty((await project.GetAsync(path)).Expect(200).List("tags"));
        Assert.Null((await project.PostAsync($"{path}/action", """{"action":"create","tags":[{"key":"b","value":"1"},{"key":"a"}]}""")).Expect(204).Body);
        (await project.PostAsync($"{path}/action", """{"action":"create","tags":[{"key":"b","value":"2"}]}""")).Expect(204);
        Assert.Equal("""[{"key":"a","value":""},{"key":"b","value":"2"}]""", (await project.GetAsync(path)).List("tags").ToJsonString());
        (await project.PostAsync($"{path}/action", """{"action":"delete","tags":[{"key":"b"},{"key":"never"}]}""")).Expect(204);
        Assert.Equal("""[{"key":"a","value":""}]""", (await project.GetAsync(path)).List("tags").ToJsonString());
    }

    [Theory]
    [InlineData("""{"action":"create","tags":[]}""")]
    [InlineData("""{"action":"create"}""")]
    [InlineData("""{"action":"create","tags":[null]}""")]
    [InlineData("""{"action":"create","tags":[{"key":""}]}""")]
    [InlineData("""{"action":"create","tags":[{"key":" a"}]}""")]
    [InlineData("""{"action":"paint","tags":[{"key":"a"}]}""")]
    public async Task A_wrong_action_is_refused_in_the_shape_of_VPC_v1(string body)
    {
        var project = await ProjectClient.NewProjectAsync(host);

        Assert.Equal("VPC.1801", (await project.PostAsync($"/v2.0/{{pid}}/vpcs/{await project.NewVpcAsync()}/tags/action", body)).Expect(400).Text("code"));
    }

    [Fact]
    public async Task A_resource_has_at_most_20_tags_and_an_action_is_all_or_nothing()
    {
        var project = await ProjectClient.NewProjectAsync(host);
        var path = $"/v2.0/{{pid}}/vpcs/{await project.NewVpcAsync()}/tags";
        string Tags(int count) => string.Join(',', Enumerable.Range(0, count).Select(i => $$"""{"key":"k{{i}}","value":"v"}"""));

        (await project.PostAsync($"{path}/action", $$"""{"action":"create","tags":[{{Tags(21)}}]}""")).Expect(400);
        Assert.Empty((await project.GetAsync(path)).List("tags"));
        (await project.PostAsync($"{path}/action", $$"""{"action":"create","tags":[{{Tags(20)}}]}""")).Expect(204);
    }

    [Fact]
    public async Task Tags_go_with_their_resource_and_v3_shows_them()
    {
        var project = await ProjectClient.NewProjectAsync(host);
        var vpc = await project.NewVpcAsync();
        (await project.PostAsync($"/v2.0/{{pid}}/vpcs/{vpc}/tags/action", """{"action":"create","tags":[{"key":"k","value":"v"}]}""")).Expect(204);

        Assert.Equal("""[{"key":"k","value":"v"}]""", (await project.GetAsync($"/v3/{{pid}}/vpc/vpcs/{vpc}")).List("vpc.tags").ToJsonString());
        (await project.DeleteAsync($"/v1/{{pid}}/vpcs/{vpc}")).Expect(204);
        (await project.GetAsync($"/v2.0/{{pid}}/vpcs/{vpc}/tags")).Expect(404);
    }
}
