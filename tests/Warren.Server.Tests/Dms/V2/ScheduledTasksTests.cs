using System.Text.Json;
using Warren.Engine.Maintenance;
using Warren.Server.Tests.Dms.V1.Change;
using Warren.Server.Tests.Hosting;
using Warren.Server.Tests.Http;

namespace Warren.Server.Tests.Dms.V2;

/// <summary>Upkeep that waits for the maintenance window is shown, can be put off, and moved forward.</summary>
public sealed class ScheduledTasksTests
{
    [Fact]
    public async Task Upkeep_is_listed_put_off_to_the_next_window_and_done_when_it_is_moved_to_now()
    {
        await using var host = await WarrenHost.StartAsync(_ => { }, ("Reconcile:ResyncInterval", "00:00:01"));
        var id = await host.RunAsync();
        var hour = ((TimeProvider.System.GetUtcNow().Hour + 2) / 4 * 4) + 2; // the window after the present one
        await host.CallAsync("PUT", $"{host.Instances}/{id}", $$"""{"maintain_begin":"{{hour % 24:00}}:00","maintain_end":"{{(hour + 4) % 24:00}}:00"}""");
        var path = $"/v2/{host.Credentials.ProjectId}/instances/{id}/scheduled-tasks";
        Assert.Equal("""{"job_count":0,"jobs":[]}""", (await host.GetAsync(path)).Text);

        host.Brokers.Maintenance = [MaintenanceKind.UpgradeBroker];
        var first = (await JobsAsync(host, path, jobs => jobs.Count == 1))[0];
        Assert.Equal(("upgradeInstance", "CREATED", id), (Text(first, "name"), Text(first, "status"), Text(first, "instance_id")));
        Assert.Equal(hour % 24, DateTimeOffset.Parse(Text(first, "schedule_at")).UtcDateTime.Hour);

        Assert.Equal(Text(first, "created_at"), Text(first, "updated_at"));

        var task = $"{path}/{Text(first, "id")}";
        Refusal.Is(await host.CallAsync("PUT", $"{task}?execute_at=soon"), 400, "DMS.00400062");
        Refusal.Is(await host.CallAsync("PUT", $"{task}?execute_at={TimeProvider.System.GetUtcNow().AddDays(31).ToUnixTimeMilliseconds()}"), 400, "DMS.00400062");
        Refusal.Is(await host.CallAsync("PUT", $"{task}?status=DONE"), 400, "DMS.00400062");
        Assert.Equal(404, (await host.CallAsync("DELETE", $"{path}/8959ab1c-7a1a-4eb1-a05a-93dfc361b32d")).Status);

        Assert.Equal(204, (await host.CallAsync("DELETE", task)).Status);
        var second = (await JobsAsync(host, path, jobs => jobs.Count == 2))[1];
        Assert.Equal(DateTimeOffset.Parse(Text(first, "schedule_at")).AddDays(1), DateTimeOffset.Parse(Text(second, "schedule_at")));
        Refusal.Is(await host.CallAsync("DELETE", task), 400, "DMS.00400026");

        Assert.Equal(204, (await host.CallAsync("PUT", $"{path}/{Text(second, "id")}?execute_at=1")).Status);
        await JobsAsync(host, path, jobs => jobs.Exists(j => Text(j, "status") == "EXECUTING"));
        host.Brokers.Maintenance = [];
        await JobsAsync(host, path, jobs => jobs.Exists(j => Text(j, "status") == "SUCCESS"));
        var restart = (await host.GetAsync($"/v2/{host.Credentials.ProjectId}/instances/{id}/tasks")).Json.GetProperty("tasks")[0];
        Assert.Equal(("restartInstance", "warren"), (Text(restart, "name"), Text(restart, "user_name")));
    }

    private static string Text(JsonElement job, string name) => job.GetProperty(name).GetString()!;

    /// <summary>The list, once it is as wanted.</summary>
    private static async Task<List<JsonElement>> JobsAsync(WarrenHost host, string path, Predicate<List<JsonElement>> wanted)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (true)
        {
            var jobs = (await host.GetAsync(path)).Json.GetProperty("jobs").EnumerateArray().ToList();
            if (wanted(jobs))
            {
                return jobs;
            }

            await Task.Delay(50, limit.Token);
        }
    }
}
