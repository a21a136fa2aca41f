using Microsoft.EntityFrameworkCore;
using Warren.Engine.Instances;
using Warren.Engine.Network;
using Warren.Engine.Pool;
using Warren.Engine.Store;
using Warren.Engine.Tasks;

namespace Warren.Engine.Tests.Hosting;

/// <summary>What a store held of instances at one moment, to be put back later, as the restore of a copy does; the brokers have moved on meanwhile.</summary>
internal sealed class OlderStore
{
    private readonly List<object> rows = [];

    public static async Task<OlderStore> TakeAsync(TestEngine engine)
    {
        var older = new OlderStore();
        await using var store = engine.OpenStore();
        older.rows.AddRange(await store.Instances.AsNoTracking().ToListAsync());
        older.rows.AddRange(await store.BlankInstances.AsNoTracking().ToListAsync());
        older.rows.AddRange(await store.Tasks.AsNoTracking().ToListAsync());
        older.rows.AddRange(await store.NodeAddresses.AsNoTracking().ToListAsync());
        older.rows.AddRange(await store.AddressCursors.AsNoTracking().ToListAsync());
        return older;
    }

    public async Task RestoreAsync(TestEngine engine)
    {
        await using var store = engine.OpenStore();
        await EmptyAsync<Instance>(store);
        await EmptyAsync<BlankInstance>(store);
        await EmptyAsync<BackgroundTask>(store);
        await EmptyAsync<NodeAddress>(store);
        await EmptyAsync<AddressCursor>(store);
        store.AddRange(rows);
        await store.SaveChangesAsync();
    }

    private static Task<int> EmptyAsync<T>(StoreContext store)
        where T : class => store.Set<T>().ExecuteDeleteAsync();
}
