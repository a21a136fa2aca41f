using Microsoft.EntityFrameworkCore;
using Warren.Engine.Audit;
using Warren.Engine.Errors;
using Warren.Engine.Iam;
using Warren.Engine.Recycling;
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
        Caller caller, BatchKind kind, Deletion deletion, IReadOnlyList<string?>? ids, InstancePermission permitted, CancellationToken ct)
    {
        var wanted = CheckIds(ids);
        var permissions = new bool[wanted.Count];
        for (var i = 0; i < wanted.Count; i++)
        {
            permissions[i] = await permitted(wanted[i], ct);
        }

        if (!permissions.Contains(true))
        {
            throw new WarrenException(DmsErrors.Forbidden, Action(kind));
        }

        var results = new List<(string, bool)>(wanted.Count);
        for (var i = 0; i < wanted.Count; i++)
        {
            if (!permissions[i])
            {
                audit.Refused(wanted[i], DmsErrors.Forbidden.V1);
            }

            results.Add((wanted[i], permissions[i] && await TryAsync(caller, kind, deletion, wanted[i], ct)));
        }

        return results;
    }

    /// <summary>The ids of a call about several instances.</summary>
    /// <exception cref="WarrenException">InstancesEmpty or TooManyInstances.</exception>
    internal static IReadOnlyList<string> CheckIds(IReadOnlyList<string?>? ids)
    {
        if (ids is null or { Count: 0 } || ids.Any(string.IsNullOrEmpty))
        {
            throw new WarrenException(DmsErrors.InstancesEmpty);
        }

        return ids.Count > MostInstances ? throw new WarrenException(DmsErrors.TooManyInstances) : [.. ids.Select(id => id!)];
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
                await TryAsync(caller, BatchKind.Delete, Deletion.AtOnce, id, ct);
            }
        }
    }

    private async Task<bool> TryAsync(Caller caller, BatchKind kind, Deletion deletion, string id, CancellationToken ct)
    {
        try
        {
            await (kind == BatchKind.Restart ? changes.RestartAsync(caller, id, ct) : instances.DeleteAsync(caller, id, deletion, ct));
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
