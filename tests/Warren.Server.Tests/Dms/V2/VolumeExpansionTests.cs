using System.Text.Json;
using Warren.Server.Tests.Dms.V2.Instances;
using Warren.Server.Tests.Hosting;
using Warren.Server.Tests.Http;

namespace Warren.Server.Tests.Dms.V2;

/// <summary>Storage that grows by itself: GET and PUT …/auto-volume-expand, and that it does.</summary>
public sealed class VolumeExpansionTests : IAsyncLifetime
{
    private readonly WarrenHost host = new(_ => { }, ("Reconcile:ResyncInterval", "00:00:01"));

    public ValueTask InitializeAsync() => host.InitializeAsync();

    public ValueTask DisposeAsync() => host.DisposeAsync();

    [Fact]
    public async Task What_is_set_is_shown_and_what_is_absent_stays()
    {
        var id = await host.RunV2Async();
        Assert.Equal("""{"auto_volume_expand_enable":false,"expand_threshold":80,"max_volume_size":90000,"expand_increment":10}""", (await host.GetAsync(Path(id))).Text);

        Assert.Equal((204, ""), await PutAsync(id, """{"auto_volume_expand_enable":true,"expand_threshold":70,"max_volume_size":700,"expand_increment":20}"""));
        Assert.Equal((204, ""), await PutAsync(id, """{"auto_volume_expand_enable":false}"""));

        Assert.Equal("""{"auto_volume_expand_enable":false,"expand_threshold":70,"max_volume_size":700,"expand_increment":20}""", (await host.GetAsync(Path(id))).Text);
    }

    [Theory]
    [InlineData("{}", "auto_volume_expand_enable")]
    [InlineData("""{"auto_volume_expand_enable":true,"expand_threshold":19}""", "expand_threshold")]
    [InlineData("""{"auto_volume_expand_enable":true,"expand_threshold":81}""", "expand_threshold")]
    [InlineData("""{"auto_volume_expand_enable":true,"expand_increment":9}""", "expand_increment")]
    [InlineData("""{"auto_volume_expand_enable":true,"expand_increment":101}""", "expand_increment")]
    [InlineData("""{"auto_volume_expand_enable":true,"max_volume_size":250}""", "max_volume_size")]
    [InlineData("""{"auto_volume_expand_enable":true,"max_volume_size":100}""", "max_volume_size")]
    [InlineData("""{"auto_volume_expand_enable":true,"max_volume_size":90100}""", "max_volume_size")]
    public async Task What_is_out_of_range_is_refused_and_changes_nothing(string body, string field)
    {
        var id = await host.RunV2Async();

        Refusal.Is(await host.CallAsync("PUT", Path(id), body), 400, "DMS.00400063", field);

        Assert.False((await host.GetAsync(Path(id))).Json.GetProperty("auto_volume_expand_enable").GetBoolean());
    }

    [Fact]
    public async Task Past_the_threshold_the_storage_grows_by_a_task_until_it_suffices_or_the_limit_is_reached()
    {
        var id = await host.RunV2Async();
        host.Brokers.UsedGb = 79;
        await PutAsync(id, """{"auto_volume_expand_enable":true,"expand_threshold":80,"max_volume_size":300,"expand_increment":10}""");
        Assert.Equal(1, await ExtensionsSeenAsync(id, storage: 100)); // the order's own task alone

        host.Brokers.UsedGb = 80;
        await host.WaitForAsync(id, "RUNNING");
        Assert.Equal(2, await ExtensionsSeenAsync(id, storage: 200)); // 80 of 200 GB: once is enough
        var task = (await TasksAsync(id))[0];
        Assert.Equal(("extendInstance", "SUCCESS", "warren"), (Text(task, "name"), Text(task, "status"), Text(task, "user_name")));
        Assert.Equal("""{"new_storage_space":200,"automatic":true}""", Text(task, "params"));
        Assert.Equal(1, (await host.ShowV2Async(id)).GetProperty("extend_times").GetInt32());

        host.Brokers.UsedGb = 300;
        Assert.Equal(3, await ExtensionsSeenAsync(id, storage: 300)); // and no further
    }

    private static string Text(JsonElement on, string member) => on.GetProperty(member).GetString()!;

    private string Path(string id) => $"{host.V2()}/instances/{id}/auto-volume-expand";

    private async Task<(int Status, string Text)> PutAsync(string id, string body)
    {
        var answer = await host.CallAsync("PUT", Path(id), body);
        return (answer.Status, answer.Text);
    }

    private async Task<IReadOnlyList<JsonElement>> TasksAsync(string id) => [.. (await host.GetAsync($"{host.V2()}/instances/{id}/tasks")).Json.GetProperty("tasks").EnumerateArray()];

    /// <summary>How many tasks there are once it runs with this storage and the loop has looked at it again.</summary>
    private async Task<int> ExtensionsSeenAsync(string id, int storage)
    {
        JsonElement shown;
        do
        {
            shown = await host.ShowV2Async(id);
        }
        while (shown.GetProperty("storage_space").GetInt32() != storage || Text(shown, "status") != "RUNNING");

        await host.LookedAtAsync(id);
        Assert.Equal(storage, (await host.ShowV2Async(id)).GetProperty("storage_space").GetInt32());
        return (await TasksAsync(id)).Count;
    }
}
