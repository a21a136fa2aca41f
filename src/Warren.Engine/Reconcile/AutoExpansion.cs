using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Warren.Engine.Instances;
using Warren.Engine.Store;
using Warren.Engine.Tasks;

namespace Warren.Engine.Reconcile;

/// <summary>Orders more storage for an instance whose own is used up as far as its customer said; the order is one like a customer's, with its task.</summary>
internal sealed class AutoExpansion(IDbContextFactory<StoreContext> stores, TimeProvider clock)
{
    /// <summary>Who orders it.</summary>
    private const string Orderer = "warren";

    /// <returns>Whether it was ordered.</returns>
    /// <exception cref="LeaseLostException">Another copy works on the instance.</exception>
    public async Task<bool> OrderAsync(Lease lease, Instance seen, int usedGb, CancellationToken ct)
    {
        if (VolumeExpansion.Target(seen, usedGb) is null)
        {
            return false;
        }

        await using var store = await stores.CreateDbContextAsync(ct);
        await using var transaction = await store.Database.BeginTransactionAsync(ct);
        var instance = await WorkQueue.Held(store, lease).SingleOrDefaultAsync(ct) ?? throw new LeaseLostException(lease.InstanceId);
        if (instance.Generation != seen.Generation || instance.DeletionRequestedAt is not null || VolumeExpansion.Target(instance, usedGb) is not { } target)
        {
            return false;
        }

        var now = clock.GetUtcNow();
        instance.StorageGb = target;
        instance.ExtendTimes++;
        instance.Order(ChangeKind.Resize, now);
        store.Tasks.Add(BackgroundTask.For(userId: "", Orderer, instance, TaskNames.Extend, now, new JsonObject { ["new_storage_space"] = target, ["automatic"] = true }.ToJsonString()));
        await store.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return true;
    }
}
