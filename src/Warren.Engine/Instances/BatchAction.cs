using Microsoft.EntityFrameworkCore;
using Warren.Engine.Audit;
using Warren.Engine.Errors;
using Warren.Engine.Iam;
using Warren.Engine.Store;

namespace Warren.Engine.Instances;

/// <summary>Restart or delete several instances in one call (5.5 of the reference). Each is accepted or fails for itself.</summary>
public sealed class BatchAction(StoreContext store, InstanceService instances, InstanceChanges changes, AuditTrail audit)
{
    /// <summary>Most ids in a call.</summary>
    public const int MostInstances = 50;

    /// <returns>For each id, in the order given, whether it was accepted.</returns>
    /// <exception cref="WarrenException">ActionInvalid, InstancesEmpty or TooManyInstances; nothing was changed.</exception>
    public async Task<IReadOnlyList<(string InstanceId, bool Accepted)>> RunAsync(
        Caller caller, BatchKind kind, IReadOnlyList<string?>? ids, InstancePermission permitted, CancellationToken ct)
    {
        if (ids is null or { Count: 0 } || ids.Any(string.IsNullOrEmpty))
        {
            throw new WarrenException(DmsErrors.InstancesEmpty);
        }

        if (ids.Count > MostInstances)
        {
            throw new WarrenException(DmsErrors.TooManyInstances);
        }

        var permissions = new bool[ids.Count];
        for (var i = 0; i < ids.Count; i++)
        {
            permissions[i] = await permitted(ids[i]!, ct);
        }

        if (!permissions.Contains(true))
        {
            throw new WarrenException(DmsErrors.Forbidden, Action(kind));
        }

        var results = new List<(string, bool)>(ids.Count);
        for (var i = 0; i < ids.Count; i++)
        {
            if (!permissions[i])
            {
                audit.Refused(ids[i]!, DmsErrors.Forbidden.V1);
            }

            results.Add((ids[i]!, permissions[i] && await TryAsync(caller, kind, ids[i]!, ct)));
        }

        return results;
    }

    /// <summary>The permission that a batch call needs for each instance.</summary>
    public static string Action(BatchKind kind) => kind == BatchKind.Restart ? "dms:instance:modifyStatus" : "dms:instance:delete";

    /// <summary>Deletes every instance of the project whose creation failed and that the caller may delete.</summary>
    public async Task DeleteFailedAsync(Caller caller, InstancePermission permitted, CancellationToken ct)
    {
        var failed = await store.Instances.AsNoTracking()
            .Where(i => i.ProjectId == caller.ProjectId)
            .Where(InstanceStatusRules.Is(InstanceStatus.CreateFailed))
            .Select(i => i.Id)
            .ToListAsync(ct);
        foreach (var id in failed)
        {
            if (await permitted(id, ct))
            {
                await TryAsync(caller, BatchKind.Delete, id, ct);
            }
        }
    }

    private async Task<bool> TryAsync(Caller caller, BatchKind kind, string id, CancellationToken ct)
    {
        try
        {
            await (kind == BatchKind.Restart ? changes.RestartAsync(caller, id, ct) : instances.DeleteAsync(caller, id, ct));
            return true;
        }
        catch (WarrenException refusal)
        {
            audit.Refused(id, refusal.Code.V1);
            return false;
        }
        finally
        {
            store.ChangeTracker.Clear();
        }
    }
}

/// <summary>Whether the caller may do to this instance what the call asks for.</summary>
public delegate Task<bool> InstancePermission(string instanceId, CancellationToken ct);

/// <summary>What a batch call does.</summary>
public enum BatchKind
{
    Restart,
    Delete,
}
