using System.Text.Json;
using Warren.Server.Tests.Hosting;

namespace Warren.Server.Tests.Dms.V1.Create;

/// <summary>Orders at the inner side of a rule's edge: accepted, and shown as ordered.</summary>
public sealed class AcceptedOrdersTests(WarrenHost host)
{
    /// <param name="change">Members that replace those of a good order; see <see cref="OrderChange"/>.</param>
    /// <param name="member">What to look at.</param>
    /// <param name="shown">Its value, as JSON.</param>
    [Theory]
    [MemberData(nameof(NameRows.Accepted), MemberType = typeof(NameRows))]
    [MemberData(nameof(EngineRows.Accepted), MemberType = typeof(EngineRows))]
    [MemberData(nameof(StorageRows.Accepted), MemberType = typeof(StorageRows))]
    [MemberData(nameof(AccessRows.Accepted), MemberType = typeof(AccessRows))]
    [MemberData(nameof(PlaceRows.Accepted), MemberType = typeof(PlaceRows))]
    [MemberData(nameof(ProductRows.Accepted), MemberType = typeof(ProductRows))]
    [MemberData(nameof(WindowRows.Accepted), MemberType = typeof(WindowRows))]
    public async Task An_order_within_the_rules_is_accepted_and_shown_as_ordered(string change, string member, string shown)
    {
        var id = await host.CreateAsync(OrderChange.Apply(host.Order(), change));

        var value = (await host.ShowAsync(id)).GetProperty(member);
        if (member == "status" && value.GetString() == "RUNNING")
        {
            return; // the order was accepted; by now it is carried out
        }

        Assert.True(JsonElement.DeepEquals(JsonElement.Parse(shown), value), $"{shown} was expected, {value.GetRawText()} is shown");
    }

    [Fact]
    public async Task Members_that_the_reference_does_not_have_are_ignored_whatever_they_hold()
    {
        const string Extra =
            """
            {"partition_num":300,"specification":"100MB","retention_policy":"produce_reject","public_bandwidth":"10","connector_enable":false,
             "tags":[{"key":"team","value":"rabbits"}],"Name":"ABCD","unknown":{"deep":[1,{"er":null}]},"":0}
            """;

        await host.CreateAsync(OrderChange.Apply(host.Order(), Extra));
    }

    [Fact]
    public async Task A_cluster_has_an_address_for_each_node_and_one_management_page()
    {
        var id = await host.CreateAsync(OrderChange.Apply(host.Order(), """{"product_id":"00300-30213-0--0","storage_space":700,"ssl_enable":true}"""));

        var shown = await host.ShowAsync(id);

        var addresses = shown.GetProperty("connect_address").GetString()!.Split(',');
        Assert.Equal(7, addresses.Distinct().Count());
        Assert.Equal($"https://{addresses[0]}:15671", shown.GetProperty("management_connect_address").GetString());
    }

    [Fact]
    public async Task A_password_is_shown_nowhere_and_logged_nowhere()
    {
        const string Password = "Never-To-Be-Seen-1";
        var id = await host.CreateAsync(OrderChange.Apply(host.Order(), OrderChange.Text("password", Password)));
        await host.WaitForAsync(id, "RUNNING");
        var refused = await host.CallAsync("POST", host.Instances, OrderChange.Apply(host.Order(), $$"""{"password":"{{Password}}","engine":"kafka"}""").ToJsonString());

        Assert.DoesNotContain(Password, (await host.ShowAsync(id)).GetRawText() + refused.Text + string.Join('\n', host.Log.Lines), StringComparison.Ordinal);
        Assert.All(Directory.EnumerateFiles(host.Data.Root, "warren.db*"), file =>
        {
            using var open = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            using var reader = new StreamReader(open, System.Text.Encoding.Latin1);
            Assert.DoesNotContain(Password, reader.ReadToEnd(), StringComparison.Ordinal);
        });
    }
}
