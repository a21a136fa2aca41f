using Microsoft.EntityFrameworkCore;
using Warren.Engine.Instances;
using Warren.Server.Tests.Dms.V1.Create;
using Warren.Server.Tests.Hosting;
using Warren.Server.Tests.Http;

namespace Warren.Server.Tests.Dms.V1.Change;

/// <summary>What the tests of changes do again and again.</summary>
internal static class InstanceSteps
{
    public const string ClusterOf3 = """{"product_id":"00300-30209-0--0","storage_space":300}""";

    /// <summary>A new instance, once it runs.</summary>
    public static async Task<string> RunAsync(this WarrenHost host, string change = "{}")
    {
        var id = await host.CreateAsync(OrderChange.Apply(host.Order(), change));
        await host.WaitForAsync(id, "RUNNING");
        return id;
    }

    public static async Task<string> StatusAsync(this WarrenHost host, string id) => (await host.ShowAsync(id)).GetProperty("status").GetString()!;

    public static Task<Answer> ModifyAsync(this WarrenHost host, string id, string body) => host.CallAsync("PUT", $"{host.Instances}/{id}", body);

    public static Task<Answer> ActAsync(this WarrenHost host, string body) => host.CallAsync("POST", $"{host.Instances}/action", body);

    public static Task<Answer> ExtendAsync(this WarrenHost host, string id, string body) => host.CallAsync("POST", $"{host.Instances}/{id}/extend", body);

    /// <summary>Keeps the loop away from a running instance and lets it show a status that it would leave by itself.</summary>
    public static async Task<HeldInstance> HoldAsync(this WarrenHost host, string id, string status)
    {
        var held = await HeldInstance.TakeAsync(host, id);
        await using (var store = host.OpenStore())
        {
            var row = store.Instances.Where(i => i.Id == id);
            await (status switch
            {
                "CREATING" => row.ExecuteUpdateAsync(set => set.SetProperty(i => i.ObservedGeneration, 0)),
                "CREATEFAILED" => row.ExecuteUpdateAsync(set => set.SetProperty(i => i.ObservedGeneration, 0).SetProperty(i => i.Health, InstanceHealth.CreateFailed)),
                "FAULTY" => row.ExecuteUpdateAsync(set => set.SetProperty(i => i.Health, InstanceHealth.Faulty)),
                "RESTARTING" => row.ExecuteUpdateAsync(set => set.SetProperty(i => i.Generation, i => i.Generation + 1).SetProperty(i => i.Change, ChangeKind.Restart)),
                "RESIZING" => row.ExecuteUpdateAsync(set => set.SetProperty(i => i.Generation, i => i.Generation + 1).SetProperty(i => i.Change, ChangeKind.Resize)),
                "RESIZING FAILED" => row.ExecuteUpdateAsync(set => set.SetProperty(i => i.Health, InstanceHealth.ChangeFailed).SetProperty(i => i.FailedGeneration, i => i.Generation)),
                _ => row.ExecuteUpdateAsync(set => set.SetProperty(i => i.DeletionRequestedAt, i => i.CreatedAt)),
            });
        }

        Assert.Equal(status, await host.StatusAsync(id));
        return held;
    }
}
