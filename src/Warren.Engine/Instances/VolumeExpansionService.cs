using Microsoft.EntityFrameworkCore;
using Warren.Engine.Errors;
using Warren.Engine.Iam;
using Warren.Engine.Reconcile;
using Warren.Engine.Store;

namespace Warren.Engine.Instances;

/// <summary>How an instance's storage grows by itself; the loop lets it grow.</summary>
public sealed class VolumeExpansionService(StoreContext store, InstanceFinder finder, Wakeups wakeups)
{
    public async Task<VolumeExpansion> ShowAsync(Caller caller, string instanceId, CancellationToken ct) => VolumeExpansion.Of(await finder.FindAsync(caller, instanceId, ct));

    /// <exception cref="WarrenException">ParameterInvalid naming the member, or StatusForbids of an instance that is being deleted; nothing was changed.</exception>
    public async Task SetAsync(Caller caller, string instanceId, bool? enabled, int? threshold, int? increment, int? limitGb, CancellationToken ct)
    {
        var known = await finder.FindAsync(caller, instanceId, ct);
        await using var transaction = await store.Database.BeginTransactionAsync(ct);
        var instance = await store.Instances.SingleOrDefaultAsync(i => i.Id == known.Id, ct) ?? throw new WarrenException(DmsErrors.InstanceUnknown, instanceId);
        if (instance.DeletionRequestedAt is not null)
        {
            throw new WarrenException(DmsErrors.StatusForbids, InstanceStatusRules.Of(instance));
        }

        VolumeExpansion.Set(instance, enabled, threshold, increment, limitGb);
        await store.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        wakeups.Wake(instance.Id);
    }
}
