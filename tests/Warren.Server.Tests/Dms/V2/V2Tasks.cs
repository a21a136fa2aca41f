using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Warren.Server.Tests.Hosting;

namespace Warren.Server.Tests.Dms.V2;

/// <summary>Tasks of /v2 to their end.</summary>
internal static class V2Tasks
{
    /// <summary>The task once it has ended.</summary>
    public static async Task<JsonElement> EndedAsync(this WarrenHost host, string instanceId, string taskId)
    {
        while (true)
        {
            var task = (await host.GetAsync($"/v2/{host.Credentials.ProjectId}/instances/{instanceId}/tasks/{taskId}")).Json.GetProperty("tasks")[0];
            if (task.GetProperty("status").GetString() is not ("CREATED" or "EXECUTING"))
            {
                return task;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(20), TestContext.Current.CancellationToken);
        }
    }

    /// <summary>Once the loop has looked at the instance again and given it back.</summary>
    public static async Task LookedAtAsync(this WarrenHost host, string instanceId)
    {
        await using var store = host.OpenStore();
        async Task<long> LooksAsync() => await store.Instances.Where(i => i.Id == instanceId && i.LeaseUntil == null).Select(i => i.LeaseFence).SingleOrDefaultAsync();
        var before = await store.Instances.Where(i => i.Id == instanceId).Select(i => i.LeaseFence).SingleAsync();
        while (await LooksAsync() <= before)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(20), TestContext.Current.CancellationToken);
        }
    }
}
