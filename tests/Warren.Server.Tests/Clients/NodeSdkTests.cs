using System.Text.Json;
using Warren.Server.Tests.Hosting;

namespace Warren.Server.Tests.Clients;

/// <summary>The SDK for Node, which we did not write, signs with the access key and decodes what comes back.</summary>
public sealed class NodeSdkTests(WarrenHost host) : IClassFixture<WarrenHost>
{
    [Fact]
    public async Task Its_core_orders_shows_lists_and_tags_an_instance()
    {
        var got = await NodeClient.RunAsync(host, "dms.js");

        var id = Text(got, "id");
        var shown = got.GetProperty("shown");
        Assert.Equal((id, "from-node", "兔子 \"and\" \\"), (Text(shown, "instance_id"), Text(shown, "name"), Text(shown, "description")));
        Assert.Equal(204, got.GetProperty("tagged").GetInt32());
        var tag = Assert.Single(got.GetProperty("tags").GetProperty("tags").EnumerateArray());
        Assert.Equal(("made by", "兔子 & co"), (Text(tag, "key"), Text(tag, "value")));
        foreach (var list in (string[])["listed", "prefixed"])
        {
            Assert.Equal(1, got.GetProperty(list).GetProperty("instance_num").GetInt32());
            Assert.Equal(id, Text(got.GetProperty(list).GetProperty("instances")[0], "instance_id"));
        }

        foreach (var list in (string[])["blanks", "unicode"])
        {
            Assert.Equal(0, got.GetProperty(list).GetProperty("instance_num").GetInt32());
        }

        var unknown = got.GetProperty("unknown");
        Assert.Equal((404, "111404022"), (unknown.GetProperty("status").GetInt32(), Text(unknown, "code")));
        AssertWrongSecret(got);
    }

    [Fact]
    public async Task Its_identity_client_finds_exactly_one_project_by_the_name_of_a_region()
    {
        var got = await NodeClient.RunAsync(host, "iam.js");

        var project = Assert.Single(got.GetProperty("projects").EnumerateArray());
        Assert.Equal((host.Credentials.ProjectId, host.Credentials.ProjectName), (Text(project, "id"), Text(project, "name")));
        Assert.Empty(got.GetProperty("nobody").EnumerateArray());
        Assert.Equal(host.Credentials.Account, Text(Assert.Single(got.GetProperty("domains").EnumerateArray()), "name"));
        AssertWrongSecret(got);
    }

    [Fact]
    public async Task Its_network_client_lists_the_VPC_and_the_subnet()
    {
        var got = await NodeClient.RunAsync(host, "vpc.js");

        Assert.Contains(host.Credentials.VpcId, got.GetProperty("vpcs").EnumerateArray().Select(v => Text(v, "id")));
        Assert.Contains(host.Credentials.SubnetId, got.GetProperty("subnets").EnumerateArray().Select(s => Text(s, "id")));
    }

    private static void AssertWrongSecret(JsonElement got)
    {
        var refused = got.GetProperty("wrongSecret");
        Assert.Equal((401, "APIGW.0301"), (refused.GetProperty("status").GetInt32(), Text(refused, "code")));
        Assert.NotEmpty(Text(refused, "request"));
    }

    private static string Text(JsonElement element, string member) => element.GetProperty(member).GetString()!;
}
