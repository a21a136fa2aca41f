using System.Text.Json;
using System.Text.Json.Nodes;
using Warren.Server.Tests.Goldens;
using Warren.Server.Tests.Hosting;
using Warren.Server.Tests.Http;

namespace Warren.Server.Tests.Dms.V1;

/// <summary>Chapter 6 of the reference.</summary>
public sealed class ReferenceDataTests(WarrenHost host)
{
    [Fact]
    public async Task Zones_are_listed_as_in_6_1()
    {
        var answer = await host.GetAsync("/v1.0/availableZones");

        // The example is not valid JSON: two of its names lack their quotes (as real clients need it). The file has them.
        Assert.Equal(200, answer.Status);
        Golden.HasShape(Golden.Read("available-zones.response"), answer.Json);
        var zone = answer.Json.GetProperty("available_zones")[0];
        Assert.Equal(host.Credentials.ZoneId, zone.GetProperty("id").GetString());
        Assert.Equal("true", zone.GetProperty("resource_availability").GetString());
        Assert.Equal("8002", zone.GetProperty("port").GetString());
    }

    [Fact]
    public async Task The_region_has_the_name_of_the_first_project_under_both_spellings()
    {
        var zones = (await host.GetAsync("/v1.0/availableZones")).Json;

        Assert.Equal(host.Credentials.ProjectName, zones.GetProperty("regionId").GetString());
        Assert.Equal(host.Credentials.ProjectName, zones.GetProperty("region_id").GetString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("?engine=rabbitmq")]
    [InlineData("?engine=RabbitMQ")]
    [InlineData("?engine=")]
    public async Task Products_are_exactly_those_of_6_2(string query)
    {
        var answer = await host.GetAsync("/v1.0/products" + query);

        // Every value of the example, for both periods: ids, codes, storage, node counts (strings: what real clients need, D7), I/O classes.
        var example = Golden.Read("products.response");
        Assert.Equal(200, answer.Status);
        Assert.True(JsonNode.DeepEquals(JsonObject.Create(example), Golden.Reduce(answer.Json, example)), answer.Text);
        Assert.Equal(["Hourly", "Monthly"], answer.Json.EnumerateObject().Select(m => m.Name)); // clients take every member for a period (1.8)
    }

    [Fact]
    public async Task Products_say_in_which_zones_they_are_to_be_had()
    {
        var zones = (await host.GetAsync("/v1.0/availableZones")).Json.GetProperty("available_zones").EnumerateArray().Select(z => z.GetProperty("code").GetString()).ToList();

        var types = (await host.GetAsync("/v1.0/products")).Json.GetProperty("Hourly")[0].GetProperty("values");

        var single = types[0];
        var cluster = types[1].GetProperty("detail")[0].GetProperty("product_info")[0];
        JsonElement[] places = [single, single.GetProperty("detail")[0], single.GetProperty("detail")[0].GetProperty("io")[0], cluster, cluster.GetProperty("io")[0]];
        Assert.All(places, place =>
        {
            Assert.Equal(zones, place.GetProperty("available_zones").EnumerateArray().Select(z => z.GetString()));
            Assert.Empty(place.GetProperty("unavailable_zones").EnumerateArray());
        });
    }

    [Fact]
    public async Task There_are_no_products_of_another_engine()
    {
        Refusal.Is(await host.GetAsync("/v1.0/products?engine=kafka"), 400, "111400007", "engine");
    }

    [Fact]
    public async Task Windows_are_exactly_those_of_6_3()
    {
        var answer = await host.GetAsync("/v1.0/instances/maintain-windows");

        Assert.Equal(200, answer.Status);
        Assert.True(JsonElement.DeepEquals(Golden.Read("maintain-windows.response"), answer.Json), answer.Text);
    }

    [Theory]
    [InlineData("/v1.0/availableZones")]
    [InlineData("/v1.0/products")]
    [InlineData("/v1.0/instances/maintain-windows")]
    public async Task Any_authenticated_caller_may_ask_and_nobody_else(string path)
    {
        Assert.Equal(200, (await host.GetAsync(path)).Status);
        Refusal.Is(await host.SendAsync("GET", path), 401, "111401003", "X-Auth-Token");
    }
}
