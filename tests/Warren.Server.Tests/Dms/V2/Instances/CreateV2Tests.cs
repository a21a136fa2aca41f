using Warren.Engine.Instances;
using Warren.Server.Tests.Dms.V1.Create;
using Warren.Server.Tests.Hosting;
using Warren.Server.Tests.Http;

namespace Warren.Server.Tests.Dms.V2.Instances;

/// <summary>Ordering on /v2: the rules are the ones of v1.0, with its codes in the form of /v2, and some members more.</summary>
public sealed class CreateV2Tests(WarrenHost host)
{
    public static TheoryData<string, string, string> Accepted => new()
    {
        { "{}", "product_id", "rabbitmq.2u4g.single" },
        { """{"broker_num":"(absent)"}""", "product_id", "rabbitmq.2u4g.single" },
        { """{"product_id":"rabbitmq.4u8g.cluster","broker_num":3,"storage_space":300}""", "resource_spec_code", "dms.instance.rabbitmq.cluster.c3.4u8g.3" },
        { """{"product_id":"rabbitmq.16u32g.cluster","broker_num":"7","storage_space":700}""", "resource_spec_code", "dms.instance.rabbitmq.cluster.c3.16u32g.7" },
        { """{"product_id":"00300-30209-0--0","broker_num":"(absent)","storage_space":300}""", "product_id", "00300-30209-0--0" },
        { """{"product_id":"00300-30109-0--0","broker_num":1}""", "product_id", "00300-30109-0--0" },
        { """{"product_id":"c6.2u4g.single"}""", "product_id", "c6.2u4g.single" },
        { """{"product_id":"c6.4u8g.cluster","broker_num":3,"storage_space":300}""", "resource_spec_code", "dms.instance.rabbitmq.cluster.c3.4u8g.3" },
        { """{"engine_version":"3.8.35"}""", "engine_version", "3.8.35" },
        { """{"engine_version":"3.12.11"}""", "engine_version", "3.12.11" },
        { """{"engine_version":"3.7.17"}""", "engine_version", "3.7.17" },
        { """{"storage_spec_code":"dms.physical.storage.ultra.v2"}""", "storage_spec_code", "dms.physical.storage.ultra.v2" },
        { """{"storage_spec_code":"dms.physical.storage.high.v2"}""", "storage_spec_code", "dms.physical.storage.high.v2" },
        { """{"enable_acl":true}""", "enable_acl", "True" },
        { """{"enable_acl":"true"}""", "enable_acl", "True" },
        { """{"enable_acl":false}""", "enable_acl", "False" },
        { """{"disk_encrypted_enable":false}""", "disk_encrypted", "False" },
        { """{"bss_param":{"charging_mode":"postPaid"}}""", "charging_mode", "1" },
        { """{"bss_param":{}}""", "charging_mode", "1" },
        { OrderChange.Text("arch_type", InstanceRules.Architecture), "status", "CREATING" },
        { OrderChange.Text("arch_type", InstanceRules.Architecture.ToLowerInvariant()), "status", "CREATING" },
        { """{"maintain_begin":"22","maintain_end":"02"}""", "maintain_end", "02:00:00" },
    };

    public static TheoryData<string, string, string> Refused => new()
    {
        { """{"name":"1abc"}""", "DMS.00400010", "name" },
        { """{"engine":"kafka"}""", "DMS.00400007", "engine" },
        { """{"engine_version":"3.8.36"}""", "DMS.00400008", "3.8.35" },
        { """{"storage_spec_code":"dms.physical.storage.normal.v2"}""", "DMS.00400125", "dms.physical.storage" },
        { """{"password":"abcdefgh"}""", "DMS.00400019", "password" },
        { """{"storage_space":99}""", "DMS.00400500", "100" },
        { """{"product_id":"rabbitmq.4u8g.cluster","broker_num":"(absent)"}""", "DMS.00400009", "broker_num 3 or 5 or 7" },
        { """{"product_id":"rabbitmq.4u8g.cluster","broker_num":4}""", "DMS.00400009", "broker_num 3 or 5 or 7" },
        { """{"product_id":"rabbitmq.2u4g.single","broker_num":3}""", "DMS.00400009", "broker_num 1" },
        { """{"product_id":"00300-30209-0--0","broker_num":5}""", "DMS.00400009", "broker_num 3" },
        { """{"product_id":"rabbitmq.2u4g.cluster","broker_num":3}""", "DMS.00400009", "/v2/rabbitmq/products" },
        { """{"broker_num":"many"}""", "DMS.00400005", "broker_num" },
        { """{"enable_acl":"perhaps"}""", "DMS.00400005", "enable_acl" },
        { """{"disk_encrypted_enable":true}""", "DMS.00400063", "disk_encrypted_enable" },
        { """{"arch_type":"mips"}""", "DMS.00400063", "arch_type" },
        { """{"bss_param":{"charging_mode":"prePaid","period_type":"month"}}""", "DMS.00400063", "bss_param.charging_mode" },
    };

    [Theory]
    [MemberData(nameof(Accepted))]
    public async Task An_order_is_accepted_and_shown_as_it_was_given(string change, string member, string value)
    {
        var answer = await host.CallAsync("POST", $"{host.V2ByEngine()}/instances", host.V2Order(change).ToJsonString());

        Assert.True(answer.Status == 200, answer.Text);
        Assert.Equal(["instance_id"], answer.Json.EnumerateObject().Select(m => m.Name));
        var id = answer.Json.GetProperty("instance_id").GetString()!;
        var shown = (await host.ShowV2Async(id)).GetProperty(member).ToString();
        Assert.True(shown == value || (member == "status" && shown == "RUNNING"), shown);
    }

    [Theory]
    [MemberData(nameof(Refused))]
    public async Task An_order_is_refused_with_the_code_of_v2_and_nothing_is_there(string change, string code, string names)
    {
        var order = host.V2Order(change);

        Refusal.Is(await host.CallAsync("POST", $"{host.V2ByEngine()}/instances", order.ToJsonString()), 400, code, names);
        Refusal.Is(await host.CallAsync("POST", $"{host.V2()}/instances", order.ToJsonString()), 400, code, names);

        var found = await host.GetAsync($"{host.V2()}/instances?exact_match_name=true&name={order["name"]}&include_failure=true");
        Assert.True(found.Status != 200 || found.Json.GetProperty("instance_num").GetInt32() == 0, found.Text);
    }

    [Fact]
    public async Task The_path_without_an_engine_takes_the_same_order()
    {
        var order = host.V2Order();
        var answer = await host.CallAsync("POST", $"{host.V2()}/instances", order.ToJsonString());

        Assert.Equal(200, answer.Status);
        Refusal.Is(await host.CallAsync("POST", $"{host.V2ByEngine()}/instances", order.ToJsonString()), 400, "DMS.00400060", order["name"]!.ToString());
        Refusal.Is(await host.CallAsync("POST", $"/v2/kafka/{host.Credentials.ProjectId}/instances", order.ToJsonString()), 404, "DMS.00404001");
    }
}
