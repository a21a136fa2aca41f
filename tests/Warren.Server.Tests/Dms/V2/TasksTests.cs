using System.Text.Json;
using Warren.Server.Tests.Dms.V1.Change;
using Warren.Server.Tests.Hosting;
using Warren.Server.Tests.Http;
using Warren.Server.Tests.Iam.Access;

namespace Warren.Server.Tests.Dms.V2;

/// <summary>/v2/{project_id}/instances/{instance_id}/tasks: what takes time can be listed, watched, and its failure read (as real clients need it).</summary>
public sealed class TasksTests(WarrenHost host) : IClassFixture<WarrenHost>
{
    [Fact]
    public async Task Every_operation_that_takes_time_is_listed_newest_first_with_what_was_asked_for()
    {
        var id = await host.RunAsync();
        await host.CallAsync("POST", $"{host.Instances}/action", $$"""{"action":"restart","instances":["{{id}}"]}""");
        await host.WaitForAsync(id, "RUNNING");
        await host.ExtendAsync(id, """{"new_storage_space":300}""");
        await host.WaitForAsync(id, "RUNNING");

        var answer = await host.GetAsync(Tasks(id));

        Assert.Equal("3", answer.Json.GetProperty("task_count").GetString());
        var tasks = answer.Json.GetProperty("tasks").EnumerateArray().ToList();
        Assert.Equal(["extendInstance", "restartInstance", "createInstance"], tasks.Select(t => Text(t, "name")));
        Assert.All(tasks, t => Assert.Equal(("SUCCESS", 100, host.Credentials.User), (Text(t, "status"), t.GetProperty("progress").GetInt32(), Text(t, "user_name"))));
        Assert.All(tasks, t => Assert.Matches(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$", Text(t, "created_at")));
        Assert.All(tasks, t => Assert.Equal(Text(t, "updated_at"), Text(t, "finished_at")));
        Assert.All(tasks, t => Assert.Equal(("", JsonValueKind.Null, JsonValueKind.Null), (Text(t, "step"), t.GetProperty("error_code").ValueKind, t.GetProperty("error_msg").ValueKind)));
        Assert.All(tasks, t => Assert.Equal(32, Text(t, "user_id").Length));
        Assert.Equal(300, JsonElement.Parse(Text(tasks[0], "params")).GetProperty("new_storage_space").GetInt32());
        Assert.DoesNotContain("password", answer.Text, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(Text(tasks[1], "id"), Text((await host.GetAsync($"{Tasks(id)}?start=2&limit=1")).Json.GetProperty("tasks")[0], "id"));
        Assert.Equal("0", (await host.GetAsync($"{Tasks(id)}?end_time=20200101000000")).Json.GetProperty("task_count").GetString());
        Assert.Equal("3", (await host.GetAsync($"{Tasks(id)}?begin_time=20200101000000")).Json.GetProperty("task_count").GetString());
    }

    [Fact]
    public async Task A_failure_has_its_code_and_its_reason()
    {
        await using var own = await WarrenHost.StartAsync(_ => { }, ("Reconcile:ChangeTimeout", "00:00:10"));
        var id = await own.RunAsync();
        own.Brokers.PasswordFailure = new IOException("it refuses");
        Assert.Equal(204, (await own.CallAsync("POST", $"/v2/{own.Credentials.ProjectId}/instances/{id}/password", """{"new_password":"Secret-new-1"}""")).Status);

        await own.WaitForAsync(id, "FAULTY");
        var task = (await own.GetAsync($"/v2/{own.Credentials.ProjectId}/instances/{id}/tasks")).Json.GetProperty("tasks")[0];
        Assert.Equal(("resetInstancePassword", "FAILED", "it refuses"), (Text(task, "name"), Text(task, "status"), Text(task, "error_msg")));
        Assert.StartsWith("public.", Text(task, "error_code"), StringComparison.Ordinal);

        own.Brokers.PasswordFailure = null; // it is still tried, and succeeds in the end
        await own.WaitForAsync(id, "RUNNING");
    }

    [Fact]
    public async Task A_task_that_has_ended_can_be_deleted_and_one_that_goes_on_cannot()
    {
        var id = await host.RunAsync();
        var task = Text((await host.GetAsync(Tasks(id))).Json.GetProperty("tasks")[0], "id");
        Assert.Equal(task, Text((await host.GetAsync($"{Tasks(id)}/{task}")).Json.GetProperty("tasks")[0], "id"));

        Assert.Equal(204, (await host.CallAsync("DELETE", $"{Tasks(id)}/{task}")).Status);
        Refusal.Is(await host.GetAsync($"{Tasks(id)}/{task}"), 404, "DMS.00400070", task);
        Refusal.Is(await host.GetAsync($"{Tasks(id)}/x"), 400, "DMS.00400070", "task_id");
        Refusal.Is(await host.GetAsync($"{Tasks(id)}?limit=51"), 400, "DMS.00400062", "limit");
        Refusal.Is(await host.GetAsync($"{Tasks(id)}?begin_time=yesterday"), 400, "DMS.00400062", "begin_time");
        var slow = await host.CreateAsync(host.Order());
        var held = (await host.GetAsync(Tasks(slow))).Json.GetProperty("tasks")[0];
        if (Text(held, "status") is "CREATED" or "EXECUTING")
        {
            Refusal.Is(await host.CallAsync("DELETE", $"{Tasks(slow)}/{Text(held, "id")}"), 400, "DMS.00400026");
        }
    }

    [Fact]
    public async Task Each_call_needs_its_own_permission()
    {
        var id = await host.RunAsync();
        var reader = await GrantedUser.AddAsync(host, "DMS ReadOnlyAccess");
        var common = await GrantedUser.AddAsync(host, "DMS UserAccess");
        var task = Text((await reader.CallAsync("GET", Tasks(id))).Json.GetProperty("tasks")[0], "id");

        Refusal.Is(await reader.CallAsync("DELETE", $"{Tasks(id)}/{task}"), 403, "DMS.00403002");
        Assert.Equal(204, (await common.CallAsync("DELETE", $"{Tasks(id)}/{task}")).Status);
    }

    private static string Text(JsonElement of, string member) => of.GetProperty(member).GetString()!;

    private string Tasks(string id) => $"/v2/{host.Credentials.ProjectId}/instances/{id}/tasks";
}
