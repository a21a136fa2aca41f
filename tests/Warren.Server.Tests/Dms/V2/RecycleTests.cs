using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Warren.Server.Tests.Dms.V1.Change;
using Warren.Server.Tests.Dms.V2.Instances;
using Warren.Server.Tests.Hosting;
using Warren.Server.Tests.Http;
using Warren.Server.Tests.Iam.Access;

namespace Warren.Server.Tests.Dms.V2;

/// <summary>The recycle bin on the wire; the tests with real brokers (RecycleBinTests) see data come back.</summary>
public sealed class RecycleTests : IAsyncLifetime
{
    private readonly WarrenHost host = new(_ => { }, ("Reconcile:ResyncInterval", "00:00:01"), ("Quota:InstancesPerProject", "3"));

    public ValueTask InitializeAsync() => host.InitializeAsync();

    public ValueTask DisposeAsync() => host.DisposeAsync();

    private string Bin => $"{host.V2()}/recycle";

    [Fact]
    public async Task Without_a_word_a_deletion_is_for_good_and_the_policy_says_otherwise_when_it_is_told()
    {
        Assert.Equal("""{"retention_days":7,"default_use_recycle":false,"recycle_instances":[]}""", (await host.GetAsync(Bin)).Text);
        var first = await host.RunV2Async();
        await host.CallAsync("DELETE", $"{host.V2()}/instances/{first}");
        await host.WaitForAsync(first, "GONE");
        Assert.Empty(await InBinAsync());

        var changed = await host.CallAsync("PUT", Bin, """{"default_use_recycle":true,"retention_days":3}""");
        Assert.Equal((200, """{"retention_days":3,"default_use_recycle":true,"recycle_instances":[]}"""), (changed.Status, changed.Text));
        Assert.Equal(3, (await host.CallAsync("PUT", Bin, "{}")).Json.GetProperty("retention_days").GetInt32());
        Refusal.Is(await host.CallAsync("PUT", Bin, """{"retention_days":8}"""), 400, "DMS.00400063", "retention_days");
        Refusal.Is(await host.CallAsync("PUT", Bin, """{"retention_days":0}"""), 400, "DMS.00400063", "retention_days");

        var second = await host.RunV2Async();
        var name = (await host.ShowV2Async(second)).GetProperty("name").GetString();
        Assert.Equal(204, (await host.CallAsync("DELETE", $"{host.V2()}/instances/{second}")).Status);
        await host.WaitForAsync(second, "GONE");
        var kept = Assert.Single(await InBinAsync());
        Assert.Equal(
            (second, "RECYCLED", name, "rabbitmq", 3, "rabbitmq.2u4g.single"),
            (Text(kept, "instance_id"), Text(kept, "status"), Text(kept, "name"), Text(kept, "engine"), kept.GetProperty("save_time").GetInt32(), Text(kept, "product_id")));
        Assert.Equal(TimeSpan.FromDays(3).TotalMilliseconds, kept.GetProperty("auto_delete_time").GetInt64() - kept.GetProperty("in_recycle_time").GetInt64());
        Assert.All((string[])["cost_per_hour", "error_message"], m => Assert.Equal(JsonValueKind.Null, kept.GetProperty(m).ValueKind));

        var third = await host.RunAsync();
        await host.CallAsync("DELETE", $"{host.Instances}/{third}"); // v1.0 knows of no bin
        await host.WaitForAsync(third, "GONE");
        Assert.Single(await InBinAsync());
    }

    [Fact]
    public async Task What_is_in_the_bin_is_nowhere_else_and_comes_back_as_it_was()
    {
        var id = await host.RunV2Async("""{"tags":[{"key":"a","value":"b"}]}""");
        var before = await host.ShowV2Async(id);
        var brokers = host.Brokers.Running[id];
        await RecycleAsync(id);

        Assert.All(host.Brokers.Running[id], n => Assert.False(n.Running));
        Assert.Equal(0, (await host.GetAsync($"{host.V2()}/instances?instance_id={id}")).Json.GetProperty("instance_num").GetInt32());
        Refusal.Is(await host.CallAsync("DELETE", $"{host.V2()}/instances/{id}"), 404, "DMS.00404022");
        Refusal.Is(await host.CallAsync("DELETE", $"{host.Instances}/{id}"), 404, "111404022");
        Assert.Equal("1", (await CountAddressesAsync(id)).ToString(System.Globalization.CultureInfo.InvariantCulture));

        var answer = await host.CallAsync("POST", Bin, $$"""{"instances":["{{id}}","8959ab1c-7a1a-4eb1-a05a-93dfc361b32d"]}""");

        Assert.True(answer.Status == 200, answer.Text);
        var results = answer.Json.GetProperty("results").EnumerateArray().ToList();
        Assert.Equal((id, JsonValueKind.Null), (Text(results[0], "instance_id"), results[0].GetProperty("error_msg").ValueKind));
        Assert.Equal(JsonValueKind.Null, results[1].GetProperty("job_id").ValueKind);
        Assert.Contains("8959ab1c", Text(results[1], "error_msg"), StringComparison.Ordinal);
        Assert.Equal("SUCCESS", Text(await host.EndedAsync(id, Text(results[0], "job_id")), "status"));
        var after = await host.ShowV2Async(id);
        Assert.All(before.EnumerateObject().Where(m => m.Name != "task"), m => Assert.True(JsonElement.DeepEquals(m.Value, after.GetProperty(m.Name)), m.Name));
        Assert.All(host.Brokers.Running[id], n => Assert.True(n.Running));
        Assert.Equal(brokers.Count, host.Brokers.Running[id].Count);
        Assert.Empty(await InBinAsync());
    }

    [Fact]
    public async Task Force_passes_the_bin_by_and_empties_it_and_so_does_a_purge()
    {
        await host.CallAsync("PUT", Bin, """{"default_use_recycle":true}""");
        var passedBy = await host.RunV2Async();
        var emptied = await host.RunV2Async();
        var purged = await host.RunV2Async();
        Refusal.Is(await host.CallAsync("DELETE", $"{Bin}/{purged}"), 404, "DMS.00404022"); // it is not in the bin
        await RecycleAsync(purged);
        Assert.Equal("success", Text((await ActAsync(emptied, "")).Json.GetProperty("results")[0], "result"));
        await host.WaitForAsync(emptied, "GONE");
        Assert.Equal(2, (await InBinAsync()).Count);

        Assert.Equal("success", Text((await ActAsync(passedBy, ""","force_delete":true""")).Json.GetProperty("results")[0], "result"));
        Assert.Equal("success", Text((await ActAsync(emptied, ""","force_delete":true""")).Json.GetProperty("results")[0], "result"));
        Assert.Equal(204, (await host.CallAsync("DELETE", $"{Bin}/{purged}")).Status);

        foreach (var id in (string[])[passedBy, emptied, purged])
        {
            await host.WaitForAsync(id, "GONE");
            await RowGoneAsync(id);
            Assert.DoesNotContain(id, host.Brokers.Running.Keys);
        }

        Assert.Empty(await InBinAsync());
    }

    [Fact]
    public async Task What_is_kept_counts_for_no_quota_until_it_comes_back_and_needs_a_free_name_then()
    {
        var order = host.V2Order();
        var id = await CreateAsync(order.ToJsonString());
        await RecycleAsync(id);
        var second = await CreateAsync(order.ToJsonString()); // the name is free
        Assert.Contains(order["name"]!.GetValue<string>(), await RefusalOfRestoreAsync(id), StringComparison.Ordinal);
        await host.CallAsync("DELETE", $"{host.V2()}/instances/{second}?use_recycle=false");
        await host.WaitForAsync(second, "GONE");
        var others = new[] { await host.RunV2Async(), await host.RunV2Async(), await host.RunV2Async() };
        Assert.Contains("3", await RefusalOfRestoreAsync(id), StringComparison.Ordinal);
        await host.CallAsync("DELETE", $"{host.V2()}/instances/{others[0]}");
        await host.WaitForAsync(others[0], "GONE");

        Assert.Equal(JsonValueKind.Null, (await RestoreAsync(id)).GetProperty("error_msg").ValueKind);

        await host.WaitForAsync(id, "RUNNING");
    }

    [Fact]
    public async Task When_its_time_is_over_it_goes()
    {
        var id = await host.RunV2Async();
        await RecycleAsync(id);
        await using (var store = host.OpenStore())
        {
            await store.Instances.Where(i => i.Id == id).ExecuteUpdateAsync(set => set.SetProperty(i => i.KeptUntil, TimeProvider.System.GetUtcNow()));
        }

        Assert.NotNull(await RefusalOfRestoreAsync(id));
        await RowGoneAsync(id);
        Assert.DoesNotContain(id, host.Brokers.Running.Keys);
        Assert.Equal(0, await CountAddressesAsync(id));
    }

    [Fact]
    public async Task Who_may_only_look_sees_the_bin_and_changes_nothing()
    {
        var id = await host.RunV2Async();
        await RecycleAsync(id);
        var user = await GrantedUser.AddAsync(host);
        await user.GrantPolicyAsync("""{"Effect":"Allow","Action":["dms:instance:list","dms:instance:get","dms:instance:modifyStatus"]}""");

        Assert.Equal(200, (await user.CallAsync("GET", Bin, "")).Status);
        Refusal.Is(await user.CallAsync("PUT", Bin, """{"default_use_recycle":true}"""), 403, "DMS.00403003", "dms:instance:modify");
        Refusal.Is(await user.CallAsync("POST", Bin, $$"""{"instances":["{{id}}"]}"""), 403, "DMS.00403003", "dms:instance:modify");
        Refusal.Is(await user.CallAsync("DELETE", $"{Bin}/{id}", ""), 403, "DMS.00403003", "dms:instance:delete");
        Refusal.Is(await host.CallAsync("POST", Bin, """{"instances":[]}"""), 400, "DMS.00400065");
    }

    private static string Text(JsonElement on, string member) => on.GetProperty(member).GetString()!;

    private async Task<IReadOnlyList<JsonElement>> InBinAsync() => [.. (await host.GetAsync(Bin)).Json.GetProperty("recycle_instances").EnumerateArray()];

    private async Task<string> CreateAsync(string order)
    {
        var answer = await host.CallAsync("POST", $"{host.V2ByEngine()}/instances", order);
        Assert.True(answer.Status == 200, answer.Text);
        var id = Text(answer.Json, "instance_id");
        await host.WaitForAsync(id, "RUNNING");
        return id;
    }

    private async Task RecycleAsync(string id)
    {
        Assert.Equal(204, (await host.CallAsync("DELETE", $"{host.V2()}/instances/{id}?use_recycle=true")).Status);
        await host.WaitForAsync(id, "GONE");
    }

    private Task<Answer> ActAsync(string id, string more) => host.CallAsync("POST", $"{host.V2()}/instances/action", $$"""{"action":"delete","instances":["{{id}}"]{{more}}}""");

    private async Task<JsonElement> RestoreAsync(string id) => (await host.CallAsync("POST", Bin, $$"""{"instances":["{{id}}"]}""")).Json.GetProperty("results")[0];

    private async Task<string?> RefusalOfRestoreAsync(string id) => (await RestoreAsync(id)).GetProperty("error_msg").GetString();

    private async Task<int> CountAddressesAsync(string id)
    {
        await using var store = host.OpenStore();
        return await store.NodeAddresses.CountAsync(a => a.InstanceId == id);
    }

    private async Task RowGoneAsync(string id)
    {
        await using var store = host.OpenStore();
        while (await store.Instances.AnyAsync(i => i.Id == id))
        {
            await Task.Delay(TimeSpan.FromMilliseconds(20), TestContext.Current.CancellationToken);
        }
    }
}
