using Warren.Server.Tests.Hosting;

namespace Warren.Server.Tests.Network;

public sealed class DiscoveryTests(WarrenHost host)
{
    [Theory]
    [InlineData("/vpc")]
    [InlineData("/vpc/")]
    [InlineData("//vpc//")]
    public async Task The_root_of_the_network_service_lists_its_version(string path)
    {
        var answer = Reply.Of(await host.SendAsync("GET", path)).Expect(200);

        Assert.Equal($$"""{"versions":[{"id":"v2.0","status":"CURRENT","links":[{"href":"{{host.Url.OriginalString}}/vpc/v2.0","rel":"self"}]}]}""", answer.Body!.ToJsonString());
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/iam/")]
    public async Task The_root_of_the_identity_service_is_another_one(string path) =>
        Assert.Equal("v3.6", Reply.Of(await host.SendAsync("GET", path)).Expect(200).Text("versions.values.0.id"));

    [Fact]
    public async Task The_root_of_the_enterprise_project_service_is_a_third_one() =>
        Assert.Equal("v1.0", Reply.Of(await host.SendAsync("GET", "/eps/")).Expect(200).Text("versions.0.id"));

    [Fact]
    public async Task Collections_and_extensions_are_listed()
    {
        var project = await ProjectClient.NewProjectAsync(host);

        Assert.Equal(7, (await project.GetAsync("/vpc/v2.0/")).Expect(200).List("resources").Count);
        Assert.Equal(3, (await project.GetAsync("/v2.0/extensions")).Expect(200).List("extensions").Count);
        Assert.Equal("router", (await project.GetAsync("/v2.0/extensions/router")).Expect(200).Text("extension.alias"));
        (await project.GetAsync("/v2.0/extensions/dns-integration")).Expect(404);
    }

    [Fact]
    public async Task The_compute_call_names_the_zones_as_DMS_does()
    {
        var project = await ProjectClient.NewProjectAsync(host);
        var zone = (await project.GetAsync("/v1.0/availableZones")).Expect(200).Text("available_zones.0.code");

        var answer = (await project.GetAsync("/v2.1/{pid}/os-availability-zone")).Expect(200);

        Assert.Equal($$"""{"availabilityZoneInfo":[{"zoneName":"{{zone}}","zoneState":{"available":true},"hosts":null}]}""", answer.Body!.ToJsonString());
    }
}
