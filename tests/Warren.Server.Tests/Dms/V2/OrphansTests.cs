using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Warren.Server.Tests.Hosting;
using Warren.Server.Tests.Iam.Access;
using Warren.Server.Tests.Isolation;

namespace Warren.Server.Tests.Dms.V2;

/// <summary>Brokers that the store does not know, through the API and the command line client.</summary>
public sealed class OrphansTests : IAsyncLifetime
{
    private readonly WarrenHost host = new(_ => { }, ("Reconcile:ResyncInterval", "00:00:01"));

    private string Orphans => $"/v2/{host.Credentials.ProjectId}/orphans";

    public ValueTask InitializeAsync() => host.InitializeAsync();

    public ValueTask DisposeAsync() => host.DisposeAsync();

    [Fact]
    public async Task What_the_store_forgot_is_listed_adopted_and_shown_as_before()
    {
        var order = host.Order();
        var id = await host.CreateAsync(order);
        await host.WaitForAsync(id, "RUNNING");
        var before = await host.ShowAsync(id);
        await ForgetAsync(id);

        var orphan = await ListedAsync(id);
        Assert.Equal("UNKNOWN", orphan.GetProperty("status").GetString());
        Assert.Equal("", orphan.GetProperty("host").GetString());
        Assert.Contains("does not know", orphan.GetProperty("reason").GetString(), StringComparison.Ordinal);
        Assert.Equal((1, 1, 0), (orphan.GetProperty("nodes").GetInt32(), orphan.GetProperty("running_nodes").GetInt32(), orphan.GetProperty("used_storage_space").GetInt32()));
        Assert.True(orphan.GetProperty("adoptable").GetBoolean());
        Assert.InRange(orphan.GetProperty("found_at").GetInt64(), 1, long.MaxValue);
        Assert.Equal(order["name"]!.GetValue<string>(), orphan.GetProperty("name").GetString());
        Assert.Equal(host.Credentials.ProjectId, orphan.GetProperty("project_id").GetString());
        Assert.Equal(host.Credentials.SubnetId, orphan.GetProperty("subnet_id").GetString());
        Assert.Equal(host.Credentials.SecurityGroupId, orphan.GetProperty("security_group_id").GetString());
        Assert.Equal(before.GetProperty("resource_spec_code").GetString(), orphan.GetProperty("resource_spec_code").GetString());

        var adopted = await host.CallAsync("POST", $"{Orphans}/{id}/adopt", new JsonObject { ["name"] = "found-again" }.ToJsonString());
        Assert.Equal(200, adopted.Status);
        Assert.Equal(
            (id, host.Credentials.ProjectId, "found-again"),
            (adopted.Json.GetProperty("instance_id").GetString(), adopted.Json.GetProperty("project_id").GetString(), adopted.Json.GetProperty("name").GetString()));
        await host.WaitForAsync(id, "RUNNING");
        var after = await host.ShowAsync(id);
        Assert.Equal(before.GetProperty("connect_address").GetString(), after.GetProperty("connect_address").GetString());
        Assert.Equal("found-again", after.GetProperty("name").GetString());
        Assert.Equal(404, (await host.CallAsync("DELETE", $"{Orphans}/{id}")).Status);
    }

    [Fact]
    public async Task An_orphan_is_gone_once_its_removal_was_ordered()
    {
        var id = await host.CreateAsync(host.Order());
        await host.WaitForAsync(id, "RUNNING");
        await ForgetAsync(id);
        await ListedAsync(id);

        Assert.Equal(204, (await host.CallAsync("DELETE", $"{Orphans}/{id}")).Status);

        await Until.TrueAsync(async () => !(await ListAsync()).Any(o => o.GetProperty("instance_id").GetString() == id));
        Assert.DoesNotContain(id, host.Brokers.Running.Keys);
    }

    [Theory]
    [InlineData("POST", "/no-uuid/adopt", "{}", 400, "DMS.00400061")]
    [InlineData("POST", "/5fd9f6d8-a2f2-4a2b-9e2d-6f6a8f0c1a11/adopt", "{}", 404, "DMS.00404022")]
    [InlineData("POST", "/5fd9f6d8-a2f2-4a2b-9e2d-6f6a8f0c1a11/adopt", "", 400, "DMS.00400004")]
    [InlineData("POST", "/5fd9f6d8-a2f2-4a2b-9e2d-6f6a8f0c1a11/adopt", """{"name":1}""", 400, "DMS.00400005")]
    [InlineData("DELETE", "/5fd9f6d8-a2f2-4a2b-9e2d-6f6a8f0c1a11", null, 404, "DMS.00404022")]
    public async Task Bad_calls_are_refused(string method, string path, string? body, int status, string code)
    {
        var answer = await host.CallAsync(method, Orphans + path, body);

        Assert.Equal((status, code), (answer.Status, answer.Json.GetProperty("error_code").GetString()));
    }

    [Fact]
    public async Task Neither_another_account_nor_a_user_with_all_of_DMS_operates()
    {
        var other = await OtherAccount.AddAsync(host);
        var answer = await host.SendAsync("GET", $"/v2/{other.ProjectId}/orphans", null, ("X-Auth-Token", other.Token));
        Assert.Equal((403, "DMS.00403003"), (answer.Status, answer.Json.GetProperty("error_code").GetString()));

        Assert.Equal(403, (await (await GrantedUser.AddAsync(host, "DMS FullAccess")).CallAsync("GET", Orphans)).Status);
        Assert.Equal(200, (await (await GrantedUser.AddAsync(host, "Tenant Administrator")).CallAsync("GET", Orphans)).Status);
    }

    /// <summary>As a store does that was restored from a copy of before the order.</summary>
    private async Task ForgetAsync(string id)
    {
        await using var store = host.OpenStore();
        await store.Instances.Where(i => i.Id == id).ExecuteDeleteAsync();
        await store.Tasks.Where(t => t.InstanceId == id).ExecuteDeleteAsync();
        await store.NodeAddresses.Where(a => a.InstanceId == id).ExecuteDeleteAsync();
    }

    private async Task<IReadOnlyList<JsonElement>> ListAsync()
    {
        var answer = await host.GetAsync(Orphans);
        Assert.Equal(200, answer.Status);
        return [.. answer.Json.GetProperty("orphans").EnumerateArray()];
    }

    private async Task<JsonElement> ListedAsync(string id)
    {
        JsonElement? found = null;
        await Until.TrueAsync(async () =>
        {
            found = (await ListAsync()).Where(o => o.GetProperty("instance_id").GetString() == id).Select(o => (JsonElement?)o).FirstOrDefault();
            return found is not null;
        });
        return found!.Value;
    }
}
