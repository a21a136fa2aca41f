using Microsoft.EntityFrameworkCore;
using Warren.Engine.Instances;
using Warren.Engine.Store;
using Warren.Engine.Tasks;
using Warren.Engine.Telemetry;

namespace Warren.Engine.Reconcile;

/// <summary>Writes what is: the reconciler's columns of an instance and the progress of its tasks, in one transaction, and only while the lease holds.</summary>
internal sealed class InstanceReport(IDbContextFactory<StoreContext> stores, EngineMeters meters, TimeProvider clock)
{
    /// <summary>Every node serves at this generation; its tasks are done, and definitions that were to be imported are not kept.</summary>
    /// <param name="lease">Has to hold.</param>
    /// <param name="seen">The instance.</param>
    /// <param name="version">Of the broker.</param>
    /// <param name="storageGb">What is used.</param>
    /// <param name="refusal">Why the broker refuses what the newest order asks for: then that has failed, and the instance itself is well; null: it refuses nothing.</param>
    /// <param name="ct">Gives up before the commit.</param>
    public Task ServesAsync(Lease lease, Instance seen, string? version, int storageGb, string? refusal, CancellationToken ct)
    {
        if (seen.Health == InstanceHealth.Healthy && seen.ObservedGeneration == seen.Generation && seen.BrokerVersion == version
            && seen.UsedStorageGb == storageGb)
        {
            return Task.CompletedTask; // the usual case of a sweep: nothing changed, nothing is written
        }

        return WriteAsync(
            lease,
            store => WorkQueue.Held(store, lease).ExecuteUpdateAsync(
                set => set
                    .SetProperty(i => i.Health, InstanceHealth.Healthy)
                    .SetProperty(i => i.FaultCode, (string?)null)
                    .SetProperty(i => i.FaultReason, (string?)null)
                    .SetProperty(i => i.ObservedGeneration, seen.Generation)
                    .SetProperty(i => i.ProtectedNewPassword, i => i.Generation == seen.Generation ? null : i.ProtectedNewPassword)
                    .SetProperty(i => i.ServedNodes, seen.NodeCount)
                    .SetProperty(i => i.BrokerVersion, version)
                    .SetProperty(i => i.UsedStorageGb, storageGb),
                ct),
            async store =>
            {
                await store.DefinitionImports.Where(i => i.InstanceId == seen.Id && i.Generation <= seen.Generation).ExecuteDeleteAsync(ct);
                var tasks = store.Tasks.OpenOf(seen.Id).Where(t => t.Generation <= seen.Generation);
                return refusal is null ? await EndAsync(tasks, ct) : await tasks.FailAsync(FaultCodes.Internal, refusal, clock.GetUtcNow(), ct);
            },
            refusal is null ? TaskState.Success : TaskState.Failed,
            ct);
    }

    /// <summary>It has served at an order that the store knows, and the store does not know that it did.</summary>
    public Task CaughtUpAsync(Lease lease, Instance record, CancellationToken ct) => WriteAsync(
        lease,
        store => WorkQueue.Held(store, lease).ExecuteUpdateAsync(
            set => set.SetProperty(i => i.ObservedGeneration, record.ObservedGeneration)
                .SetProperty(i => i.ServedNodes, i => i.ServedNodes > record.ServedNodes ? i.ServedNodes : record.ServedNodes),
            ct),
        _ => Task.FromResult(0),
        TaskState.Success,
        ct);

    /// <summary>Where clients connect, when that is not at the nodes' own addresses.</summary>
    public async Task ReachedAtAsync(Lease lease, Instance seen, string? address, CancellationToken ct)
    {
        if (address != seen.ServiceAddress)
        {
            await using var store = await stores.CreateDbContextAsync(ct);
            await WorkQueue.Held(store, lease).ExecuteUpdateAsync(set => set.SetProperty(i => i.ServiceAddress, address), ct);
            seen.ServiceAddress = address;
        }
    }

    /// <summary>It has served and does not now.</summary>
    public Task FaultyAsync(Lease lease, Instance seen, string code, string reason, CancellationToken ct) =>
        seen.Health == InstanceHealth.Faulty && seen.FaultCode == code && seen.FaultReason == reason
            ? Task.CompletedTask
            : WriteHealthAsync(lease, seen, InstanceHealth.Faulty, code, reason, null, ct);

    /// <summary>It never served and is given up.</summary>
    public Task CreateFailedAsync(Lease lease, Instance seen, string code, string reason, CancellationToken ct) =>
        FailedAsync(lease, seen, InstanceHealth.CreateFailed, code, reason, ct);

    /// <summary>A change does not come to its end.</summary>
    public Task ChangeFailedAsync(Lease lease, Instance seen, string code, string reason, CancellationToken ct) =>
        seen.Health == InstanceHealth.ChangeFailed && seen.FailedGeneration == seen.Generation
            ? Task.CompletedTask
            : FailedAsync(lease, seen, InstanceHealth.ChangeFailed, code, reason, ct);

    private Task FailedAsync(Lease lease, Instance seen, InstanceHealth health, string code, string reason, CancellationToken ct) =>
        WriteHealthAsync(
            lease,
            seen,
            health,
            code,
            reason,
            store => store.Tasks.OpenOf(seen.Id).FailAsync(code, reason, clock.GetUtcNow(), ct),
            ct);

    /// <summary>What is being done, for those who watch the task; nothing is written once the lease under which the instance was read is lost.</summary>
    /// <param name="seen">The instance.</param>
    /// <param name="step">In words.</param>
    /// <param name="percent">How far it is, 0 to 99; what is shown never goes back.</param>
    /// <param name="ct">Ends the wait.</param>
    public async Task ProgressAsync(Instance seen, string step, int percent, CancellationToken ct)
    {
        await using var store = await stores.CreateDbContextAsync(ct);
        var held = store.Instances.Where(i => i.Id == seen.Id && i.LeaseOwner == seen.LeaseOwner && i.LeaseFence == seen.LeaseFence);
        await store.Tasks.OpenOf(seen.Id).Where(t => (t.Step != step || t.State == TaskState.Created) && held.Any()).ExecuteUpdateAsync(
            set => set.SetProperty(t => t.State, TaskState.Executing).SetProperty(t => t.Step, step)
                .SetProperty(t => t.Percent, t => t.Percent > percent ? t.Percent : percent).SetProperty(t => t.UpdatedAt, clock.GetUtcNow()), ct);
    }

    /// <summary>It is deleted and stopped, and its data is kept.</summary>
    public Task RecycledAsync(Lease lease, Instance seen, CancellationToken ct) => seen.ObservedGeneration == seen.Generation
        ? Task.CompletedTask
        : WriteAsync(
            lease,
            store => WorkQueue.Held(store, lease).ExecuteUpdateAsync(set => set.SetProperty(i => i.ObservedGeneration, seen.Generation), ct),
            store => EndAsync(store.Tasks.OpenOf(seen.Id), ct),
            TaskState.Success,
            ct);

    /// <summary>Nothing is left of it: the row goes, its addresses are free, its tasks are done.</summary>
    public Task RemovedAsync(Lease lease, Instance seen, CancellationToken ct) =>
        WriteAsync(
            lease,
            store => WorkQueue.Held(store, lease).ExecuteDeleteAsync(ct),
            async store =>
            {
                await store.NodeAddresses.Where(a => a.InstanceId == seen.Id).ExecuteDeleteAsync(ct);
                await store.PublicIps.Where(i => i.InstanceId == seen.Id)
                    .ExecuteUpdateAsync(set => set.SetProperty(i => i.InstanceId, (string?)null).SetProperty(i => i.PrivateAddress, (string?)null), ct);
                return await EndAsync(store.Tasks.OpenOf(seen.Id), ct);
            },
            TaskState.Success,
            ct);

    private Task<int> EndAsync(IQueryable<BackgroundTask> tasks, CancellationToken ct) => tasks.ExecuteUpdateAsync(
        set => set.SetProperty(t => t.State, TaskState.Success).SetProperty(t => t.Step, "").SetProperty(t => t.UpdatedAt, clock.GetUtcNow()), ct);

    private Task WriteHealthAsync(Lease lease, Instance seen, InstanceHealth health, string code, string reason, Func<StoreContext, Task<int>>? also, CancellationToken ct) =>
        WriteAsync(
            lease,
            store => WorkQueue.Held(store, lease).ExecuteUpdateAsync(
                set => set
                    .SetProperty(i => i.Health, health)
                    .SetProperty(i => i.FailedGeneration, seen.Generation)
                    .SetProperty(i => i.FaultCode, code)
                    .SetProperty(i => i.FaultReason, reason),
                ct),
            also ?? (_ => Task.FromResult(0)),
            TaskState.Failed,
            ct);

    /// <param name="lease">Has to hold.</param>
    /// <param name="row">Changes the instance; the number of rows.</param>
    /// <param name="tasks">Changes its tasks; how many have ended.</param>
    /// <param name="outcome">How they have.</param>
    /// <param name="ct">Gives up before the commit.</param>
    private async Task WriteAsync(Lease lease, Func<StoreContext, Task<int>> row, Func<StoreContext, Task<int>> tasks, TaskState outcome, CancellationToken ct)
    {
        await using var store = await stores.CreateDbContextAsync(ct);
        await using var transaction = await store.Database.BeginTransactionAsync(ct);
        if (await row(store) != 1)
        {
            throw new LeaseLostException(lease.InstanceId);
        }

        var ended = await tasks(store);
        await transaction.CommitAsync(ct);
        meters.Ended(outcome, ended);
    }
}

/// <summary>Another copy works on the instance now; this one stops and writes nothing.</summary>
internal sealed class LeaseLostException(string instanceId) : Exception(instanceId);
