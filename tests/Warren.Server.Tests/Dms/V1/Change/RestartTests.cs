using Microsoft.EntityFrameworkCore;
using Warren.Engine.Tasks;
using Warren.Server.Tests.Hosting;
using Warren.Server.Tests.Http;

namespace Warren.Server.Tests.Dms.V1.Change;

/// <summary>A restart from the first look after it to the last.</summary>
public sealed class RestartTests(WarrenHost host)
{
    [Theory]
    [InlineData("{}")]
    [InlineData(InstanceSteps.ClusterOf3)]
    public async Task A_restarted_instance_is_RESTARTING_until_every_broker_was_started_again(string order)
    {
        var id = await host.RunAsync(order);
        var before = host.Brokers.Running[id].Select(n => n.StartedAt).ToList();
        await using (await HeldInstance.TakeAsync(host, id))
        {
            Assert.Equal(200, (await host.ActAsync(Restart(id))).Status);

            var shown = await host.ShowAsync(id);
            Assert.Equal("RESTARTING", shown.GetProperty("status").GetString());
            var task = shown.GetProperty("task");
            Assert.Equal(("restartInstance", "CREATED"), (task.GetProperty("name").GetString(), task.GetProperty("status").GetString()));
            Assert.Equal(1, (await host.GetAsync($"{host.Instances}?id={id}&status=restarting")).Json.GetProperty("instance_num").GetInt32());
        }

        await host.WaitForAsync(id, "RUNNING");
        var after = host.Brokers.Running[id];
        Assert.Equal(before.Count, after.Count);
        Assert.All(after.Zip(before), pair => Assert.True(pair.First.Running && pair.First.StartedAt > pair.Second));
        Assert.Equal("", (await host.ShowAsync(id)).GetProperty("task").GetProperty("status").GetString());
        await using var store = host.OpenStore();
        Assert.Equal(TaskState.Success, (await store.Tasks.SingleAsync(t => t.InstanceId == id && t.Name == "restartInstance")).State);
    }

    [Theory]
    [InlineData("CREATING")]
    [InlineData("RESTARTING")]
    public async Task An_instance_that_is_created_or_restarted_is_not_deleted(string status)
    {
        var id = await host.RunAsync();
        await using var held = await host.HoldAsync(id, status);

        Refusal.Is(await host.CallAsync("DELETE", $"{host.Instances}/{id}"), 400, "111400099", id);

        Assert.Equal(status, await host.StatusAsync(id));
    }

    [Theory]
    [InlineData("CREATEFAILED")]
    [InlineData("FAULTY")]
    [InlineData("RESIZING")]
    [InlineData("RESIZING FAILED")]
    public async Task In_every_other_status_it_is(string status)
    {
        var id = await host.RunAsync();
        await using (await host.HoldAsync(id, status))
        {
            Assert.Equal(204, (await host.CallAsync("DELETE", $"{host.Instances}/{id}")).Status);
            Assert.Equal("DELETING", await host.StatusAsync(id));
        }

        await host.WaitForAsync(id, "GONE");
    }

    private static string Restart(string id) => $$"""{"action":"restart","instances":["{{id}}"]}""";
}
