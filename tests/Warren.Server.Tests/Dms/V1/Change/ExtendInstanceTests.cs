using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Warren.Engine.Tasks;
using Warren.Server.Tests.Hosting;
using Warren.Server.Tests.Http;

namespace Warren.Server.Tests.Dms.V1.Change;

public sealed class ExtendInstanceTests(WarrenHost host)
{
    [Theory]
    [MemberData(nameof(ExtendRows.Accepted), MemberType = typeof(ExtendRows))]
    public async Task An_extended_instance_has_what_was_asked_for(string order, string body, string spec, string product, int nodes, int storage, int times)
    {
        var id = await host.RunAsync(order);
        var before = (await host.ShowAsync(id)).GetProperty("connect_address").GetString()!;

        var answer = await host.ExtendAsync(id, body);

        Assert.True(answer.Status == 200, answer.Text);
        Assert.Equal(["job_id"], answer.Json.EnumerateObject().Select(m => m.Name));
        await host.WaitForAsync(id, "RUNNING");
        var shown = await host.ShowAsync(id);
        Assert.Equal(
            ($"dms.instance.rabbitmq.{spec}", product, nodes, nodes, storage, storage, times),
            (Text(shown, "resource_spec_code"), Text(shown, "product_id"), Whole(shown, "node_num"), Whole(shown, "broker_num"),
                Whole(shown, "storage_space"), Whole(shown, "total_storage_space"), Whole(shown, "extend_times")));
        var addresses = Text(shown, "connect_address").Split(',');
        Assert.Equal(before.Split(','), addresses.Take(before.Split(',').Length)); // what clients know of it stays
        Assert.Equal(nodes, addresses.Distinct().Count());
        Assert.Equal(nodes, host.Brokers.Running[id].Count(n => n.Running));
    }

    [Theory]
    [MemberData(nameof(ExtendRows.Refused), MemberType = typeof(ExtendRows))]
    public async Task What_shrinks_or_does_not_exist_is_refused_and_changes_nothing(string order, string body, string code, string names)
    {
        var id = await host.RunAsync(order);
        var before = await host.ShowAsync(id);

        Refusal.Is(await host.ExtendAsync(id, body), 400, code, names);

        Assert.True(JsonElement.DeepEquals(before, await host.ShowAsync(id)));
    }

    [Fact]
    public async Task The_answer_names_the_task_that_is_shown_until_it_is_done()
    {
        var id = await host.RunAsync();
        string? job;
        await using (await HeldInstance.TakeAsync(host, id))
        {
            job = (await host.ExtendAsync(id, """{"new_storage_space":200}""")).Json.GetProperty("job_id").GetString();

            var shown = await host.ShowAsync(id);
            Assert.Equal(("RESIZING", "extendInstance"), (Text(shown, "status"), Text(shown.GetProperty("task"), "name")));
        }

        await host.WaitForAsync(id, "RUNNING");
        await using var store = host.OpenStore();
        var task = await store.Tasks.SingleAsync(t => t.Id == job);
        Assert.Equal((id, "extendInstance", TaskState.Success), (task.InstanceId, task.Name, task.State));
    }

    [Fact]
    public async Task Storage_is_extended_twenty_times_and_not_once_more()
    {
        var id = await host.RunAsync();
        for (var time = 1; time <= 20; time++)
        {
            var answer = await host.ExtendAsync(id, $$"""{"new_storage_space":{{100 + time}}}""");
            Assert.True(answer.Status == 200, answer.Text);
            await host.WaitForAsync(id, "RUNNING");
        }

        Refusal.Is(await host.ExtendAsync(id, """{"new_storage_space":200}"""), 400, "111400124", "20");

        // Another size takes no storage.
        Assert.Equal(200, (await host.ExtendAsync(id, """{"new_spec_code":"dms.instance.rabbitmq.single.c3.4u8g"}""")).Status);
        await host.WaitForAsync(id, "RUNNING");
        Assert.Equal(20, Whole(await host.ShowAsync(id), "extend_times"));
    }

    [Theory]
    [InlineData("CREATING", "Creating")]
    [InlineData("CREATEFAILED", "CreateFailed")]
    [InlineData("FAULTY", "Faulty")]
    [InlineData("RESTARTING", "Restarting")]
    [InlineData("RESIZING", "Resizing")]
    [InlineData("DELETING", "Deleting")]
    public async Task A_status_that_does_not_allow_it_is_named(string status, string named)
    {
        var id = await host.RunAsync();
        await using var held = await host.HoldAsync(id, status);

        Refusal.Is(await host.ExtendAsync(id, """{"new_storage_space":200}"""), 400, "111400026", named);
    }

    [Fact]
    public async Task One_whose_extension_failed_is_extended_again()
    {
        var id = await host.RunAsync();
        await using (await host.HoldAsync(id, "RESIZING FAILED"))
        {
            Assert.Equal(200, (await host.ExtendAsync(id, """{"new_storage_space":200}""")).Status);
        }

        await host.WaitForAsync(id, "RUNNING");
    }

    [Fact]
    public async Task What_is_not_there_cannot_be_extended()
    {
        const string Body = """{"new_storage_space":200}""";
        Refusal.Is(await host.ExtendAsync("8959ab1c-7a1a-4eb1-a05a-93dfc361b32d", Body), 404, "111404022");
        Refusal.Is(await host.ExtendAsync("8959ab1c", Body), 400, "111400061", "instance_id");
    }

    private static string Text(JsonElement shown, string member) => shown.GetProperty(member).GetString()!;

    private static int Whole(JsonElement shown, string member) => shown.GetProperty(member).GetInt32();
}
