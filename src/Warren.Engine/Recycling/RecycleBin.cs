using Microsoft.EntityFrameworkCore;
using Warren.Engine.Audit;
using Warren.Engine.Errors;
using Warren.Engine.Iam;
using Warren.Engine.Instances;
using Warren.Engine.Quotas;
using Warren.Engine.Reconcile;
using Warren.Engine.Store;
using Warren.Engine.Tasks;

namespace Warren.Engine.Recycling;

/// <summary>Deleted instances whose data is kept for a while, and what decides that it is.</summary>
public sealed class RecycleBin(StoreContext store, InstanceFinder finder, QuotaService quotas, AuditTrail audit, Wakeups wakeups, TimeProvider clock)
{
    /// <summary>In its last minute an instance does not come back: the copy that removes it may have a clock that is ahead.</summary>
    private static readonly TimeSpan Margin = TimeSpan.FromMinutes(1);

    /// <summary>What becomes of the project's deleted instances.</summary>
    public async Task<RecyclePolicy> PolicyAsync(Caller caller, CancellationToken ct) => await PolicyAsync(store, caller.ProjectId!, ct);

    /// <summary>Changes what is given; the other stays. What is in the bin already is kept as long as it was promised.</summary>
    /// <exception cref="WarrenException">ParameterInvalid naming retention_days.</exception>
    public async Task<RecyclePolicy> SetPolicyAsync(Caller caller, int? retentionDays, bool? usesBin, CancellationToken ct)
    {
        if (retentionDays is < 1 or > RecyclePolicy.LongestDays)
        {
            throw new WarrenException(DmsErrors.ParameterInvalid, "retention_days", $"1 to {RecyclePolicy.LongestDays}");
        }

        await using var transaction = await store.Database.BeginTransactionAsync(ct);
        var policy = await store.RecyclePolicies.SingleOrDefaultAsync(p => p.ProjectId == caller.ProjectId, ct);
        if (policy is null)
        {
            store.RecyclePolicies.Add(policy = new RecyclePolicy { ProjectId = caller.ProjectId! });
        }

        policy.RetentionDays = retentionDays ?? policy.RetentionDays;
        policy.UsesBin = usesBin ?? policy.UsesBin;
        await store.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return policy;
    }

    /// <summary>What is kept, the longest deleted first; also what is still being stopped.</summary>
    /// <param name="caller">Whose project.</param>
    /// <param name="enterpriseProjectIds">The enterprise projects that the caller may see instances of; null: all.</param>
    /// <param name="ct">Gives up.</param>
    public async Task<IReadOnlyList<Instance>> ListAsync(Caller caller, IReadOnlyList<string>? enterpriseProjectIds, CancellationToken ct) =>
        await store.Instances.AsNoTracking().InEnterpriseProjects(enterpriseProjectIds)
            .Where(i => i.ProjectId == caller.ProjectId && i.DeletionRequestedAt != null && i.KeptUntil != null)
            .OrderBy(i => i.DeletionRequestedAt).ThenBy(i => i.Id)
            .ToListAsync(ct);

    /// <summary>Accepts that instances come back as they were: with their data, users, addresses and plugins. Each is accepted or refused for itself.</summary>
    /// <exception cref="WarrenException">InstancesEmpty or TooManyInstances; nothing was changed.</exception>
    public async Task<IReadOnlyList<RestoreResult>> RestoreAsync(Caller caller, IReadOnlyList<string?>? ids, InstancePermission permitted, CancellationToken ct)
    {
        var wanted = BatchAction.CheckIds(ids);
        var results = new List<RestoreResult>(wanted.Count);
        foreach (var id in wanted)
        {
            try
            {
                results.Add(await permitted(id, ct) ? new RestoreResult(id, await RestoreAsync(caller, id, ct), null) : throw new WarrenException(DmsErrors.Forbidden, "dms:instance:modify"));
            }
            catch (WarrenException refusal)
            {
                audit.Refused(id, refusal.Code.V1);
                results.Add(new RestoreResult(id, null, refusal));
            }
            finally
            {
                store.ChangeTracker.Clear();
            }
        }

        return results;
    }

    /// <exception cref="WarrenException">InstanceIdMalformed, or InstanceUnknown for what is not in the bin.</exception>
    public async Task RequireInAsync(Caller caller, string instanceId, CancellationToken ct)
    {
        var known = await finder.FindAsync(caller, instanceId, ct, inBin: true);
        if (known.DeletionRequestedAt is null || known.KeptUntil is null)
        {
            throw new WarrenException(DmsErrors.InstanceUnknown, instanceId);
        }
    }

    internal static async Task<RecyclePolicy> PolicyAsync(StoreContext store, string projectId, CancellationToken ct) =>
        await store.RecyclePolicies.AsNoTracking().SingleOrDefaultAsync(p => p.ProjectId == projectId, ct) ?? new RecyclePolicy { ProjectId = projectId };

    private async Task<string> RestoreAsync(Caller caller, string instanceId, CancellationToken ct)
    {
        var known = await finder.FindAsync(caller, instanceId, ct, inBin: true);
        await using var transaction = await store.Database.BeginTransactionAsync(ct);
        var now = clock.GetUtcNow();
        var still = now + Margin;
        var instance = await store.Instances.SingleOrDefaultAsync(i => i.Id == known.Id && i.DeletionRequestedAt != null && i.KeptUntil > still, ct)
            ?? throw new WarrenException(DmsErrors.InstanceUnknown, instanceId);
        if (await store.Instances.AnyAsync(i => i.ProjectId == instance.ProjectId && i.Name == instance.Name && i.DeletionRequestedAt == null, ct))
        {
            throw new WarrenException(DmsErrors.NameExists, instance.Name);
        }

        await quotas.CheckOneMoreAsync(instance.ProjectId, ct);
        (instance.DeletionRequestedAt, instance.KeptUntil) = (null, null);
        instance.Order(ChangeKind.Restart, now);
        var task = BackgroundTask.For(caller, instance, TaskNames.Restore, now);
        store.Tasks.Add(task);
        await store.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        wakeups.Wake(instance.Id);
        return task.Id;
    }
}

/// <param name="InstanceId">As it was given.</param>
/// <param name="TaskId">Null: it was refused.</param>
/// <param name="Refusal">Why.</param>
public sealed record RestoreResult(string InstanceId, string? TaskId, WarrenException? Refusal);
