using Warren.Server.Tests.Hosting;

namespace Warren.Server.Tests.Iam;

/// <summary>Discovery, which needs no proof (as real clients need it).</summary>
public sealed class VersionsTests(WarrenHost host)
{
    [Fact]
    public async Task The_root_lists_one_stable_version_whose_self_link_is_served()
    {
        var answer = await host.SendAsync("GET", "/");

        Assert.Equal(200, answer.Status);
        var version = Assert.Single(answer.Json.GetProperty("versions").GetProperty("values").EnumerateArray());
        Assert.StartsWith("v3", version.GetProperty("id").GetString(), StringComparison.Ordinal);
        Assert.Equal("stable", version.GetProperty("status").GetString());
        Assert.Equal("application/json", version.GetProperty("media-types")[0].GetProperty("base").GetString());
        var self = Assert.Single(version.GetProperty("links").EnumerateArray(), l => l.GetProperty("rel").GetString() == "self").GetProperty("href").GetString();
        Assert.Equal(host.Url + "v3/", self);
    }

    [Fact]
    public async Task The_version_shows_itself_at_v3()
    {
        var answer = await host.SendAsync("GET", "/v3/");

        Assert.Equal("v3.6", answer.Json.GetProperty("version").GetProperty("id").GetString());
    }
}
