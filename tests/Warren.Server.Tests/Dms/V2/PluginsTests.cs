using System.Text.Json;
using Warren.Server.Tests.Dms.V2.Instances;
using Warren.Server.Tests.Hosting;
using Warren.Server.Tests.Http;

namespace Warren.Server.Tests.Dms.V2;

/// <summary>Plugins on the wire; the tests with real brokers (PluginTests) see them work.</summary>
public sealed class PluginsTests : IAsyncLifetime
{
    private readonly WarrenHost host = new(_ => { });

    public ValueTask InitializeAsync() => host.InitializeAsync();

    public ValueTask DisposeAsync() => host.DisposeAsync();

    [Fact]
    public async Task Plugins_are_listed_with_what_was_asked_for_and_what_is_so()
    {
        var id = await host.RunV2Async();
        await ChangeAsync(id, enable: true, "rabbitmq_stomp,rabbitmq_top");
        host.Brokers.RunningPlugins[id] = ["rabbit", "rabbitmq_mqtt", "rabbitmq_top"];

        var answer = (await host.GetAsync(Path(id))).Json;

        Assert.False(answer.GetProperty("plugins_modifying").GetBoolean());
        var shown = answer.GetProperty("plugins").EnumerateArray().ToDictionary(p => p.GetProperty("name").GetString()!, p => (p.GetProperty("enable").GetBoolean(), p.GetProperty("running").GetBoolean()), StringComparer.Ordinal);
        Assert.Equal((false, true), shown["rabbitmq_mqtt"]); // since another needs it
        Assert.Equal((true, false), shown["rabbitmq_stomp"]);
        Assert.Equal((true, true), shown["rabbitmq_top"]);
        Assert.False(shown.ContainsKey("rabbitmq_management"));
        Assert.False(shown.ContainsKey("rabbitmq_delayed_message_exchange")); // it is not installed
        Assert.All(answer.GetProperty("plugins").EnumerateArray(), p => Assert.NotEmpty(p.GetProperty("version").GetString()!));
        Assert.Equal(shown.Keys.Order(StringComparer.Ordinal), shown.Keys);
    }

    [Fact]
    public async Task A_change_is_a_task_that_adds_or_takes_away()
    {
        var id = await host.RunV2Async();
        var before = host.Brokers.Running[id];

        var task = await ChangeAsync(id, enable: true, "rabbitmq_stomp, rabbitmq_mqtt");

        Assert.Equal(("updateInstancePlugins", """{"enable":true,"plugins":"rabbitmq_stomp,rabbitmq_mqtt"}"""), (task.GetProperty("name").GetString(), task.GetProperty("params").GetString()));
        Assert.Equal(["rabbitmq_mqtt", "rabbitmq_stomp"], host.Brokers.RunningPlugins[id]);
        await ChangeAsync(id, enable: false, "rabbitmq_stomp,rabbitmq_top");
        Assert.Equal(["rabbitmq_mqtt"], host.Brokers.RunningPlugins[id]);
        Assert.Equal(before, host.Brokers.Running[id]); // no node was started again
    }

    [Fact]
    public async Task While_plugins_change_the_instance_runs_and_says_so_and_other_changes_wait()
    {
        var id = await host.RunV2Async();
        host.Brokers.PluginFailure = new IOException("not yet");
        Assert.Equal(200, (await host.CallAsync("PUT", Path(id), """{"enable":true,"plugins":"rabbitmq_mqtt"}""")).Status);

        Assert.Equal("RUNNING", (await host.ShowV2Async(id)).GetProperty("status").GetString());
        var shown = (await host.GetAsync(Path(id))).Json;
        Assert.True(shown.GetProperty("plugins_modifying").GetBoolean());
        Assert.All(shown.GetProperty("plugins").EnumerateArray(), p => Assert.False(p.GetProperty("running").GetBoolean()));
        Refusal.Is(await host.CallAsync("PUT", Path(id), """{"enable":true,"plugins":"rabbitmq_stomp"}"""), 400, "DMS.00400026");
        host.Brokers.PluginFailure = null;
    }

    [Theory]
    [InlineData("""{"plugins":"rabbitmq_mqtt"}""", "enable")]
    [InlineData("""{"enable":true}""", "plugins")]
    [InlineData("""{"enable":true,"plugins":" , "}""", "plugins")]
    [InlineData("""{"enable":true,"plugins":"rabbitmq_management"}""", "plugins")]
    [InlineData("""{"enable":true,"plugins":"rabbitmq_mqtt,rabbitmq_auth_backend_http"}""", "plugins")]
    [InlineData("""{"enable":true,"plugins":"rabbitmq_delayed_message_exchange"}""", "plugins")]
    public async Task What_cannot_be_turned_on_is_refused(string body, string field)
    {
        var id = await host.RunV2Async();

        Refusal.Is(await host.CallAsync("PUT", Path(id), body), 400, "DMS.00400063", field);

        Assert.Equal("1", (await host.GetAsync($"{host.V2()}/instances/{id}/tasks")).Json.GetProperty("task_count").GetString());
    }

    private string Path(string id) => $"{host.V2()}/instances/{id}/rabbitmq/plugins";

    private async Task<JsonElement> ChangeAsync(string id, bool enable, string plugins)
    {
        var answer = await host.CallAsync("PUT", Path(id), JsonSerializer.Serialize(new { enable, plugins }));
        Assert.True(answer.Status == 200, answer.Text);
        var task = await host.EndedAsync(id, answer.Json.GetProperty("job_id").GetString()!);
        Assert.Equal("SUCCESS", task.GetProperty("status").GetString());
        return task;
    }
}
