using Microsoft.EntityFrameworkCore;
using Warren.Server.Tests.Hosting;
using Warren.Server.Tests.Http;

namespace Warren.Server.Tests.Dms.V1.Create;

/// <summary>Orders that break one rule: each has its code, and none leaves anything behind.</summary>
public sealed class RefusedOrdersTests(WarrenHost host) : IClassFixture<WarrenHost>
{
    /// <param name="change">Members that replace those of a good order; see <see cref="OrderChange"/>.</param>
    /// <param name="code">The documented code.</param>
    /// <param name="names">The member that the text names.</param>
    [Theory]
    [MemberData(nameof(NameRows.Refused), MemberType = typeof(NameRows))]
    [MemberData(nameof(EngineRows.Refused), MemberType = typeof(EngineRows))]
    [MemberData(nameof(StorageRows.Refused), MemberType = typeof(StorageRows))]
    [MemberData(nameof(AccessRows.RefusedUsers), MemberType = typeof(AccessRows))]
    [MemberData(nameof(AccessRows.RefusedPasswords), MemberType = typeof(AccessRows))]
    [MemberData(nameof(PlaceRows.Refused), MemberType = typeof(PlaceRows))]
    [MemberData(nameof(ProductRows.Refused), MemberType = typeof(ProductRows))]
    [MemberData(nameof(WindowRows.Refused), MemberType = typeof(WindowRows))]
    [MemberData(nameof(WrongTypeRows.Refused), MemberType = typeof(WrongTypeRows))]
    public async Task An_order_that_breaks_a_rule_is_refused_and_leaves_nothing(string change, string code, string names)
    {
        var before = await CountAsync();

        var answer = await host.CallAsync("POST", host.Instances, OrderChange.Apply(host.Order(), change).ToJsonString());

        Refusal.Is(answer, 400, code, names);
        Assert.Equal(before, await CountAsync());
    }

    /// <param name="body">The whole body.</param>
    /// <param name="code">The documented code.</param>
    /// <param name="says">A part of the text.</param>
    [Theory]
    [MemberData(nameof(BodyRows.Refused), MemberType = typeof(BodyRows))]
    public async Task A_body_that_is_no_order_is_refused_and_leaves_nothing(string body, string code, string says)
    {
        var before = await CountAsync();

        Refusal.Is(await host.CallAsync("POST", host.Instances, body), 400, code, says);
        Assert.Equal(before, await CountAsync());
    }

    private async Task<(int Listed, int Addresses, int Tasks)> CountAsync()
    {
        var listed = (await host.GetAsync($"{host.Instances}?includeFailure=true&limit=1")).Json.GetProperty("instance_num").GetInt32();
        await using var store = host.OpenStore();
        return (listed, await store.NodeAddresses.CountAsync(), await store.Tasks.CountAsync());
    }
}
