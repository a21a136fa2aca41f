using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Warren.Server.Tests.Dms.V1.Change;
using Warren.Server.Tests.Hosting;
using Warren.Server.Tests.Http;

namespace Warren.Server.Tests.Dms.V2.Instances;

/// <summary>An instance on /v2 is the one of v1.0, with some members in another spelling and some more.</summary>
public sealed class ShowV2Tests(WarrenHost host)
{
    private static readonly string[] SpeltOtherwise = ["status", "product_id", "maintain_begin", "maintain_end"];

    private static readonly Dictionary<string, string> OnlyHere = new(StringComparer.Ordinal)
    {
        ["dns_enable"] = "False",
        ["connect_domain_name"] = "",
        ["public_connect_address"] = "",
        ["public_connect_domain_name"] = "",
        ["management_connect_domain_name"] = "",
        ["public_management_connect_address"] = "",
        ["public_management_connect_domain_name"] = "",
    };

    [Fact]
    public async Task Every_member_of_v1_is_there_with_the_same_value()
    {
        var id = await host.RunV2Async("""{"product_id":"rabbitmq.4u8g.cluster","broker_num":3,"storage_space":300,"maintain_begin":"22:00","maintain_end":"02:00"}""");
        var first = await host.ShowAsync(id);
        var second = await host.ShowV2Async(id);

        foreach (var member in first.EnumerateObject().Where(m => !SpeltOtherwise.Contains(m.Name, StringComparer.Ordinal)))
        {
            Assert.True(JsonElement.DeepEquals(member.Value, second.GetProperty(member.Name)), member.Name);
        }

        Assert.Equal(first.EnumerateObject().Select(m => m.Name).Concat(OnlyHere.Keys).Order(StringComparer.Ordinal), second.EnumerateObject().Select(m => m.Name).Order(StringComparer.Ordinal));
        Assert.Equal(("22:00", "22:00:00", "02:00:00"), (Text(first, "maintain_begin"), Text(second, "maintain_begin"), Text(second, "maintain_end")));
        Assert.Equal(("00300-30209-0--0", "rabbitmq.4u8g.cluster"), (Text(first, "product_id"), Text(second, "product_id"))); // each in the ids of its version
        Assert.All(OnlyHere, m => Assert.Equal(m.Value, second.GetProperty(m.Key).ToString()));
        Assert.True(JsonElement.DeepEquals(second, (await host.GetAsync($"{host.V2ByEngine()}/instances/{id}")).Json));
    }

    [Theory]
    [InlineData("CREATING", "CREATING")]
    [InlineData("CREATEFAILED", "CREATEFAILED")]
    [InlineData("FAULTY", "ERROR")]
    [InlineData("RESTARTING", "RESTARTING")]
    [InlineData("RESIZING", "EXTENDING")]
    [InlineData("RESIZING FAILED", "EXTENDEDFAILED")]
    [InlineData("DELETING", "DELETING")]
    public async Task A_status_has_the_spelling_of_v2_and_is_found_by_it(string status, string spelling)
    {
        var id = await host.RunV2Async();
        await using var held = await host.HoldAsync(id, status);

        Assert.Equal(spelling, Text(await host.ShowV2Async(id), "status"));
        var found = await host.GetAsync($"{host.V2()}/instances?instance_id={id}&include_failure=true&status={spelling}");
        Assert.Equal(id, Text(Assert.Single(found.Json.GetProperty("instances").EnumerateArray()), "instance_id"));
    }

    [Fact]
    public async Task What_is_not_there_is_unknown()
    {
        Refusal.Is(await host.GetAsync($"{host.V2()}/instances/8959ab1c-7a1a-4eb1-a05a-93dfc361b32d"), 404, "DMS.00404022");
        Refusal.Is(await host.GetAsync($"{host.V2ByEngine()}/instances/8959ab1c"), 400, "DMS.00400061", "instance_id");
    }

    [Fact]
    public async Task A_public_address_is_shown_with_its_port()
    {
        var id = await host.RunV2Async();
        await using (var store = host.OpenStore())
        {
            await store.Instances.Where(i => i.Id == id).ExecuteUpdateAsync(set => set.SetProperty(i => i.PublicIpAddress, "198.51.100.7"));
        }

        Assert.Equal("198.51.100.7:5672", Text(await host.ShowV2Async(id), "public_connect_address"));
    }

    private static string Text(JsonElement shown, string member) => shown.GetProperty(member).GetString()!;
}
