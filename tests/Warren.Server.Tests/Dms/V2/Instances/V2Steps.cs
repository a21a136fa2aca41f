using System.Text.Json;
using System.Text.Json.Nodes;
using Warren.Server.Tests.Dms.V1.Create;
using Warren.Server.Tests.Hosting;

namespace Warren.Server.Tests.Dms.V2.Instances;

/// <summary>What the tests of /v2 do again and again.</summary>
internal static class V2Steps
{
    /// <summary>/v2/{project_id} of the first project.</summary>
    public static string V2(this WarrenHost host) => $"/v2/{host.Credentials.ProjectId}";

    /// <summary>/v2/rabbitmq/{project_id} of the first project.</summary>
    public static string V2ByEngine(this WarrenHost host) => $"/v2/rabbitmq/{host.Credentials.ProjectId}";

    /// <summary>An order as newer clients write it, changed.</summary>
    public static JsonObject V2Order(this WarrenHost host, string change = "{}")
    {
        var order = OrderChange.Apply(host.Order(), """{"product_id":"rabbitmq.2u4g.single","broker_num":1}""");
        return OrderChange.Apply(order, change);
    }

    /// <summary>A new instance, ordered as newer clients do, once it runs.</summary>
    public static async Task<string> RunV2Async(this WarrenHost host, string change = "{}")
    {
        var answer = await host.CallAsync("POST", $"{host.V2ByEngine()}/instances", host.V2Order(change).ToJsonString());
        Assert.True(answer.Status == 200, answer.Text);
        var id = answer.Json.GetProperty("instance_id").GetString()!;
        await host.WaitForAsync(id, "RUNNING");
        return id;
    }

    public static async Task<JsonElement> ShowV2Async(this WarrenHost host, string id)
    {
        var answer = await host.GetAsync($"{host.V2()}/instances/{id}");
        Assert.True(answer.Status == 200, answer.Text);
        return answer.Json;
    }
}
