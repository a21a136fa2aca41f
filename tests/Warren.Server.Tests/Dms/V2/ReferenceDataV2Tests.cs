using Warren.Engine.Instances;
using Warren.Server.Tests.Hosting;
using Warren.Server.Tests.Http;

namespace Warren.Server.Tests.Dms.V2;

/// <summary>What can be ordered, as newer clients read it; the types are the ones that they insist on.</summary>
public sealed class ReferenceDataV2Tests(WarrenHost host)
{
    [Fact]
    public async Task Products_are_machine_sizes_with_a_range_of_nodes()
    {
        var answer = (await host.GetAsync("/v2/rabbitmq/products")).Json;

        Assert.Equal(("rabbitmq", 7), (answer.GetProperty("engine").GetString(), answer.GetProperty("total").GetInt32()));
        Assert.Equal(["3.7.17", "3.8.35", "3.12.11"], answer.GetProperty("versions").EnumerateArray().Select(v => v.GetString()));
        var product = answer.GetProperty("products").EnumerateArray().Single(p => p.GetProperty("product_id").GetString() == "rabbitmq.4u8g.cluster");
        var zone = (await host.GetAsync("/v2/available-zones")).Json.GetProperty("available_zones")[0].GetProperty("code").GetString();
        Assert.Equal(
            $$"""
            {"type":"cluster","product_id":"rabbitmq.4u8g.cluster","ecs_flavor_id":"4u8g","billing_code":"rabbitmq.4u8g.cluster","arch_types":["{{InstanceRules.Architecture}}"],
            "charging_mode":["hourly"],"ios":[{"io_spec":"dms.physical.storage.normal","type":"normal","available_zones":["{{zone}}"],"unavailable_zones":[]},
            {"io_spec":"dms.physical.storage.high","type":"high","available_zones":["{{zone}}"],"unavailable_zones":[]},
            {"io_spec":"dms.physical.storage.ultra","type":"ultra","available_zones":["{{zone}}"],"unavailable_zones":[]}],"support_features":[],
            "properties":{"min_broker":"3","max_broker":"7","step_length":"2","min_storage_per_node":"100","max_storage_per_node":"12857","max_connection_per_broker":"2000",
            "product_alias":"rabbitmq.4u8g.cluster","engine_versions":"3.7.17,3.8.35,3.12.11"},"available_zones":["{{zone}}"],"unavailable_zones":[],"qingtian_incompatible":false}
            """.ReplaceLineEndings(""),
            product.GetRawText());
    }

    [Fact]
    public async Task One_product_is_found_by_its_id()
    {
        var one = (await host.GetAsync("/v2/rabbitmq/products?product_id=rabbitmq.2u4g.single")).Json;
        var none = (await host.GetAsync("/v2/rabbitmq/products?product_id=rabbitmq.2u4g.cluster")).Json;

        Assert.Equal("0", Assert.Single(one.GetProperty("products").EnumerateArray()).GetProperty("properties").GetProperty("step_length").GetString());
        Assert.Equal((0, 0), (none.GetProperty("products").GetArrayLength(), none.GetProperty("total").GetInt32()));
    }

    [Theory]
    [InlineData("/v2/products", "/v1.0/products")]
    [InlineData("/v2/products?engine=rabbitmq", "/v1.0/products?engine=rabbitmq")]
    [InlineData("/v2/available-zones", "/v1.0/availableZones")]
    [InlineData("/v2/instances/maintain-windows", "/v1.0/instances/maintain-windows")]
    [InlineData("/v2/{0}/quotas", "/v1.0/{0}/quotas/dms")]
    public async Task What_v1_tells_is_told_the_same(string second, string first)
    {
        string Path(string path) => path.Replace("{0}", host.Credentials.ProjectId, StringComparison.Ordinal);

        var answer = await host.GetAsync(Path(second));

        Assert.Equal(200, answer.Status);
        Assert.Equal((await host.GetAsync(Path(first))).Json.EnumerateObject().Select(m => m.Name), answer.Json.EnumerateObject().Select(m => m.Name));
        Assert.NotEqual("{}", answer.Text);
    }

    [Fact]
    public async Task Another_engine_has_no_products() => Refusal.Is(await host.GetAsync("/v2/products?engine=kafka"), 400, "DMS.00400007", "engine");

    [Fact]
    public async Task Features_say_what_this_installation_has()
    {
        var answer = (await host.GetAsync("/v2/config/features")).Json;

        var features = answer.GetProperty("features").EnumerateArray().ToDictionary(f => f.GetProperty("featureId").GetString()!, f => f.GetProperty("status").GetString(), StringComparer.Ordinal);
        Assert.Equal(features.Count, answer.GetProperty("totalRecord").GetInt32());
        Assert.Equal(("on", "off", "off"), (features["rabbitmq.tls"], features["rabbitmq.securitygroup"], features["rabbitmq.dns"]));
        Assert.All(answer.GetProperty("features").EnumerateArray(), f => Assert.NotEqual("", f.GetProperty("description").GetString()));
    }
}
