using Microsoft.EntityFrameworkCore;
using Warren.Server.Tests.Hosting;

namespace Warren.Server.Tests.Dms.V1;

/// <summary>Keeps the reconcile loop away from an instance, by holding its lease as another copy of Warren would.</summary>
internal sealed class HeldInstance : IAsyncDisposable
{
    private readonly WarrenHost host;
    private readonly string id;

    private HeldInstance(WarrenHost host, string id)
    {
        this.host = host;
        this.id = id;
    }

    public static async Task<HeldInstance> TakeAsync(WarrenHost host, string id)
    {
        await WriteAsync(host, id, "test", DateTimeOffset.MaxValue);
        return new HeldInstance(host, id);
    }

    public async ValueTask DisposeAsync() => await WriteAsync(host, id, null, null);

    private static async Task WriteAsync(WarrenHost host, string id, string? owner, DateTimeOffset? until)
    {
        await using var store = host.OpenStore();
        await store.Instances.Where(i => i.Id == id).ExecuteUpdateAsync(
            set => set.SetProperty(i => i.LeaseOwner, owner).SetProperty(i => i.LeaseUntil, until).SetProperty(i => i.LeaseFence, i => i.LeaseFence + 1));
    }
}
