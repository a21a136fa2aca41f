using System.Text.Json;
using Warren.Server.Tests.Hosting;
using Warren.Server.Tests.Http;

namespace Warren.Server.Tests.Dms.V1.Change;

/// <summary>Public access: bound with the order or later, shown, unbound, and free again after a deletion (1.3 of the contract as real clients need it).</summary>
public sealed class PublicAccessTests(WarrenHost host)
{
    [Fact]
    public async Task A_public_address_is_bound_later_by_a_task_and_unbound_again()
    {
        var (ipId, address) = await TakeAddressAsync();
        var id = await host.RunAsync();

        Assert.Equal(204, (await host.ModifyAsync(id, $$"""{"enable_publicip":true,"publicip_id":"{{ipId}}"}""")).Status);

        var bound = await SettledAsync(id);
        Assert.True(bound.GetProperty("enable_publicip").GetBoolean());
        Assert.Equal(ipId, bound.GetProperty("publicip_id").GetString());
        Assert.Equal(address, bound.GetProperty("publicip_address").GetString());
        Assert.Equal(address, bound.GetProperty("publicip_addresses").GetString());
        Assert.Equal("ACTIVE", await StatusAsync(ipId));

        Assert.Equal(204, (await host.ModifyAsync(id, """{"enable_publicip":false}""")).Status);

        var unbound = await SettledAsync(id);
        Assert.False(unbound.GetProperty("enable_publicip").GetBoolean());
        Assert.Equal(JsonValueKind.Null, unbound.GetProperty("publicip_address").ValueKind);
        Assert.Equal("DOWN", await StatusAsync(ipId));
    }

    [Fact]
    public async Task An_order_binds_an_address_and_the_deletion_frees_it()
    {
        var (ipId, address) = await TakeAddressAsync();
        var id = await host.RunAsync($$"""{"enable_publicip":true,"publicip_id":"{{ipId}}"}""");

        Assert.Equal(address, (await host.ShowAsync(id)).GetProperty("publicip_address").GetString());
        Refusal.Is(await host.ModifyAsync(await host.RunAsync(), $$"""{"enable_publicip":true,"publicip_id":"{{ipId}}"}"""), 400, "111400063", "publicip_id");
        await host.CallAsync("DELETE", $"{host.Instances}/{id}");
        await host.WaitForAsync(id, "GONE");

        Assert.Equal("DOWN", await StatusAsync(ipId));
    }

    private async Task<JsonElement> SettledAsync(string id)
    {
        await host.WaitForAsync(id, "RUNNING");
        return await host.ShowAsync(id);
    }

    private async Task<(string Id, string Address)> TakeAddressAsync()
    {
        var taken = await host.CallAsync(
            "POST", $"/v1/{host.Credentials.ProjectId}/publicips", """{"publicip":{"type":"5_bgp"},"bandwidth":{"share_type":"PER","size":5,"name":"b","charge_mode":"traffic"}}""");
        var ip = taken.Json.GetProperty("publicip");
        return (ip.GetProperty("id").GetString()!, ip.GetProperty("public_ip_address").GetString()!);
    }

    private async Task<string?> StatusAsync(string ipId) =>
        (await host.CallAsync("GET", $"/v1/{host.Credentials.ProjectId}/publicips/{ipId}")).Json.GetProperty("publicip").GetProperty("status").GetString();
}
