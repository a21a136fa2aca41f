using System.Text.Json;
using Warren.Server.Tests.Dms.V1.Change;
using Warren.Server.Tests.Hosting;
using Warren.Server.Tests.Http;

namespace Warren.Server.Tests.Dms.V2.Instances;

/// <summary>Extending on /v2, in both path forms and with the oper_type that newer clients send, and what an instance can become.</summary>
public sealed class SpecificationV2Tests(WarrenHost host)
{
    private const string Cluster = """{"product_id":"rabbitmq.4u8g.cluster","broker_num":3,"storage_space":300}""";

    public static TheoryData<string, string, string, int, int> Accepted => new()
    {
        { "{}", """{"oper_type":"storage","new_storage_space":200}""", "rabbitmq.2u4g.single", 1, 200 },
        { "{}", """{"oper_type":"vertical","new_product_id":"rabbitmq.8u16g.single"}""", "rabbitmq.8u16g.single", 1, 100 },
        { "{}", """{"new_spec_code":"dms.instance.rabbitmq.single.c3.4u8g","new_storage_space":200}""", "rabbitmq.4u8g.single", 1, 200 },
        { Cluster, """{"oper_type":"horizontal","new_broker_num":5}""", "rabbitmq.4u8g.cluster", 5, 500 },
        { Cluster, """{"oper_type":"horizontal","new_broker_num":7,"new_storage_space":900}""", "rabbitmq.4u8g.cluster", 7, 900 },
        { Cluster, """{"oper_type":"vertical","new_product_id":"rabbitmq.8u16g.cluster"}""", "rabbitmq.8u16g.cluster", 3, 300 },
        { """{"product_id":"00300-30109-0--0"}""", """{"oper_type":"vertical","new_product_id":"rabbitmq.4u8g.single"}""", "00300-30111-0--0", 1, 100 }, // the kind of id stays
    };

    public static TheoryData<string, string, string, string> Refused => new()
    {
        { "{}", """{"oper_type":"sideways"}""", "DMS.00400063", "oper_type" },
        { "{}", """{"oper_type":"storage","new_storage_space":100}""", "DMS.00400500", "101" },
        { "{}", """{"oper_type":"storage"}""", "DMS.00400500", "101" },
        { "{}", """{"oper_type":"vertical","new_product_id":"rabbitmq.4u8g.cluster"}""", "DMS.00400125", "new_product_id" },
        { "{}", """{"oper_type":"vertical","new_product_id":"rabbitmq.9u9g.single"}""", "DMS.00400125", "/v2/rabbitmq/products" },
        { "{}", """{"oper_type":"horizontal","new_broker_num":3}""", "DMS.00400125", "new_broker_num" },
        { Cluster, """{"oper_type":"horizontal","new_broker_num":4}""", "DMS.00400125", "5 or 7" },
        { "{}", "", "DMS.00400004", "body" },
    };

    [Theory]
    [MemberData(nameof(Accepted))]
    public async Task An_extended_instance_has_what_was_asked_for(string order, string body, string product, int nodes, int storage)
    {
        var id = await host.RunV2Async(order);

        var answer = await host.CallAsync("POST", $"{host.V2ByEngine()}/instances/{id}/extend", body);

        Assert.True(answer.Status == 200, answer.Text);
        var job = answer.Json.GetProperty("job_id").GetString();
        await host.WaitForAsync(id, "RUNNING");
        var shown = await host.ShowV2Async(id);
        Assert.Equal(
            (product, nodes, storage),
            (shown.GetProperty("product_id").GetString(), shown.GetProperty("broker_num").GetInt32(), shown.GetProperty("total_storage_space").GetInt32()));
        var task = (await host.GetAsync($"{host.V2()}/instances/{id}/tasks/{job}")).Json.GetProperty("tasks")[0];
        Assert.Equal(("extendInstance", "SUCCESS"), (task.GetProperty("name").GetString(), task.GetProperty("status").GetString()));
    }

    [Theory]
    [MemberData(nameof(Refused))]
    public async Task What_cannot_be_is_refused_and_changes_nothing(string order, string body, string code, string names)
    {
        var id = await host.RunV2Async(order);
        var before = await host.ShowV2Async(id);

        Refusal.Is(await host.CallAsync("POST", $"{host.V2()}/instances/{id}/extend", body), 400, code, names);

        Assert.True(JsonElement.DeepEquals(before, await host.ShowV2Async(id)));
    }

    [Fact]
    public async Task A_status_that_does_not_allow_it_has_the_code_that_clients_try_again_on()
    {
        var id = await host.RunV2Async();
        await using var held = await host.HoldAsync(id, "RESTARTING");

        Refusal.Is(await host.CallAsync("POST", $"{host.V2()}/instances/{id}/extend", """{"oper_type":"storage","new_storage_space":200}"""), 400, "DMS.00400026", "Restarting");
    }

    [Fact]
    public async Task What_it_can_become_has_its_type_and_as_many_nodes_at_least()
    {
        var single = await host.RunV2Async();
        var five = await host.RunV2Async("""{"product_id":"rabbitmq.4u8g.cluster","broker_num":5,"storage_space":500}""");

        var ofOne = (await host.GetAsync($"{host.V2ByEngine()}/instances/{single}/extend?type=advanced")).Json;
        var ofFive = (await host.GetAsync($"{host.V2()}/instances/{five}/extend")).Json;

        Assert.Equal(["rabbitmq.2u4g.single", "rabbitmq.4u8g.single", "rabbitmq.8u16g.single", "rabbitmq.16u32g.single"], Ids(ofOne));
        Assert.Equal(["rabbitmq.4u8g.cluster", "rabbitmq.8u16g.cluster", "rabbitmq.16u32g.cluster"], Ids(ofFive));
        Assert.Equal((4, 3), (ofOne.GetProperty("total").GetInt32(), ofFive.GetProperty("total").GetInt32()));
        Assert.Equal("5", ofFive.GetProperty("products")[0].GetProperty("properties").GetProperty("min_broker").GetString());
        Refusal.Is(await host.GetAsync($"{host.V2()}/instances/8959ab1c-7a1a-4eb1-a05a-93dfc361b32d/extend"), 404, "DMS.00404022");
    }

    [Fact]
    public async Task Cores_are_counted_over_all_nodes()
    {
        var id = await host.RunV2Async(Cluster);

        Assert.Equal((12, 89_700), await CoresAsync($"instance_id={id}"));
        Assert.Equal((40, 89_500), await CoresAsync("product_id=rabbitmq.8u16g.cluster&broker_num=5"));
        Assert.Equal((2, 89_900), await CoresAsync("product_id=rabbitmq.2u4g.single"));
        Refusal.Is(await host.GetAsync("/v2/rabbitmq/products/cores"), 400, "DMS.00400062", "instance_id");
        Refusal.Is(await host.GetAsync("/v2/rabbitmq/products/cores?product_id=rabbitmq.8u16g.cluster"), 400, "DMS.00400009", "broker_num");
        Refusal.Is(await host.GetAsync("/v2/rabbitmq/products/cores?product_id=x&broker_num=some"), 400, "DMS.00400062", "broker_num");
    }

    private async Task<(int Cores, int More)> CoresAsync(string query)
    {
        var answer = await host.GetAsync($"/v2/rabbitmq/products/cores?{query}");
        Assert.True(answer.Status == 200, answer.Text);
        return (answer.Json.GetProperty("core_num").GetInt32(), answer.Json.GetProperty("total_extend_storage_space").GetInt32());
    }

    private static IEnumerable<string?> Ids(JsonElement products) => products.GetProperty("products").EnumerateArray().Select(p => p.GetProperty("product_id").GetString());
}
