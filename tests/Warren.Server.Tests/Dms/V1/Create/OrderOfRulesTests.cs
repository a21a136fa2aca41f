using System.Text.Json.Nodes;
using Warren.Server.Tests.Hosting;
using Warren.Server.Tests.Http;

namespace Warren.Server.Tests.Dms.V1.Create;

/// <summary>An order with several faults is told of one at a time, in the same order each time.</summary>
public sealed class OrderOfRulesTests(WarrenHost host)
{
    private static readonly (string Member, string CodeWithoutIt)[] Rules =
    [
        ("name", "111400010"), ("engine", "111400007"), ("access_user", "111400015"), ("password", "111400012"), ("vpc_id", "111400013"),
        ("security_group_id", "111400014"), ("subnet_id", "111400016"), ("available_zones", "111400067"), ("product_id", "111400009"),
        ("storage_space", "111400500"), // after the product, which says how much is the least
        ("storage_spec_code", "111400125"),
    ];

    [Fact]
    public async Task An_order_that_grows_member_by_member_is_refused_for_the_next_one_until_it_is_whole()
    {
        var good = host.Order();
        var order = new JsonObject();
        foreach (var (member, code) in Rules)
        {
            Refusal.Is(await host.CallAsync("POST", host.Instances, order.ToJsonString()), 400, code, member);
            order[member] = good[member]!.DeepClone();
        }

        await host.CreateAsync(order);
    }

    [Fact]
    public async Task What_the_order_says_is_checked_before_what_the_store_knows()
    {
        var order = host.Order();
        order["vpc_id"] = "unknown";
        order["storage_spec_code"] = "wrong";

        Refusal.Is(await host.CallAsync("POST", host.Instances, order.ToJsonString()), 400, "111400125");
    }
}
