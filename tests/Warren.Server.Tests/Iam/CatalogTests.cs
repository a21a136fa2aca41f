using System.Text.Json;
using Warren.Server.Tests.Hosting;

namespace Warren.Server.Tests.Iam;

/// <summary>The catalog as clients look things up in it (as real clients need it).</summary>
public sealed class CatalogTests(WarrenHost host)
{
    [Theory]
    [InlineData("identity", "v3")]
    [InlineData("iam", "v3.0")]
    [InlineData("dms", "dms/v1.0")] // without the project: openstacksdk appends it
    [InlineData("dmsv1", "dms/v1.0/{0}")]
    [InlineData("dmsv2", "dms/v2/{0}")]
    [InlineData("network", "vpc/")]
    [InlineData("vpc", "vpc/v1/{0}")]
    public async Task A_type_has_one_public_endpoint_in_the_region(string type, string path)
    {
        var catalog = (await host.GetAsync("/v3/auth/catalog")).Json.GetProperty("catalog");

        var service = Assert.Single(catalog.EnumerateArray(), e => e.GetProperty("type").GetString() == type);
        var endpoint = Assert.Single(service.GetProperty("endpoints").EnumerateArray());
        Assert.Equal(host.Url + string.Format(System.Globalization.CultureInfo.InvariantCulture, path, host.Credentials.ProjectId), endpoint.GetProperty("url").GetString());
        Assert.Equal("public", endpoint.GetProperty("interface").GetString());
        Assert.Equal(host.Credentials.ProjectName, endpoint.GetProperty("region").GetString());
        Assert.Equal(host.Credentials.ProjectName, endpoint.GetProperty("region_id").GetString());
        Assert.Matches("^[0-9a-f]{32}$", endpoint.GetProperty("id").GetString());
        Assert.Matches("^[0-9a-f]{32}$", service.GetProperty("id").GetString());
    }

    [Fact]
    public async Task The_catalog_of_a_token_is_the_catalog()
    {
        var token = (await host.SendAsync("POST", "/v3/auth/tokens", SignInBody.ForProject(host.Credentials))).Json.GetProperty("token");

        var answer = await host.GetAsync("/v3/auth/catalog");

        Assert.True(JsonElement.DeepEquals(token.GetProperty("catalog"), answer.Json.GetProperty("catalog")));
        Assert.Equal(host.Url + "v3/auth/catalog", answer.Json.GetProperty("links").GetProperty("self").GetString());
    }

    [Fact]
    public async Task Every_service_that_is_served_answers_at_its_endpoint()
    {
        var catalog = (await host.GetAsync("/v3/auth/catalog")).Json.GetProperty("catalog").EnumerateArray()
            .ToDictionary(e => e.GetProperty("type").GetString()!, e => new Uri(e.GetProperty("endpoints")[0].GetProperty("url").GetString()!).AbsolutePath, StringComparer.Ordinal);

        Assert.Equal(200, (await host.GetAsync(catalog["identity"])).Status);
        Assert.Equal(200, (await host.GetAsync(catalog["dms"] + "/availableZones")).Status);
        Assert.Equal(200, (await host.GetAsync(catalog["dmsv1"] + "/instances")).Status);

        // Old Go clients make the DMS address out of the network one (as real clients need it).
        var old = catalog["network"].Replace("vpc", "dms", StringComparison.Ordinal) + $"v1.0/{host.Credentials.ProjectId}/instances";
        Assert.Equal(200, (await host.GetAsync(old)).Status);
    }

    [Fact]
    public async Task Addresses_do_not_come_from_the_Host_header()
    {
        var answer = await host.CallAsync("GET", "/v3/auth/catalog", null, ("Host", "evil.example.test"));

        Assert.Equal(200, answer.Status);
        Assert.DoesNotContain("evil", answer.Text, StringComparison.Ordinal);
    }
}
