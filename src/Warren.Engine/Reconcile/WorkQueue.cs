using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Warren.Engine.Instances;
using Warren.Engine.Runtimes;
using Warren.Engine.Security;
using Warren.Engine.Store;
using Warren.Engine.Tasks;

namespace Warren.Engine.Reconcile;

/// <summary>The queue of instances to look at: rows that are due, taken by conditional update, so that each is worked on by one copy at a time.</summary>
internal sealed class WorkQueue(IDbContextFactory<StoreContext> stores, IBrokerRuntime runtime, IOptions<ReconcileOptions> options, TimeProvider clock)
{
    private readonly string owner = $"{Environment.MachineName}/{Environment.ProcessId}/{RandomText.Id()[..8]}";
    private readonly DateTimeOffset began = clock.GetUtcNow();

    /// <summary>Takes up to this many of the due rows, and of the hinted ones whether due or not; all of them by one statement, since most of them need nothing.</summary>
    /// <returns>The leases, and the instances as they were then.</returns>
    public async Task<IReadOnlyList<(Lease Lease, Instance Instance)>> TakeAsync(IReadOnlyList<string> hinted, int most, CancellationToken ct)
    {
        await using var store = await stores.CreateDbContextAsync(ct);
        var now = clock.GetUtcNow();
        var free = Reachable(store).Where(i => i.LeaseUntil == null || i.LeaseUntil < now);
        var candidates = await free.Where(i => i.DueAt <= now).OrderBy(i => i.DueAt).Take(most).Select(i => i.Id).ToListAsync(ct);
        if (hinted.Count > 0)
        {
            // A question of its own: one for both would have to look at every row.
            candidates = [.. (await free.Where(i => EF.Parameter(hinted).Contains(i.Id)).Select(i => i.Id).ToListAsync(ct)).Union(candidates, StringComparer.Ordinal).Take(most)];
        }

        if (runtime.Host is not null && candidates.Count < most)
        {
            candidates.AddRange(await Stranded(store, now).Take(most - candidates.Count).Select(i => i.Id).ToListAsync(ct));
        }

        if (candidates.Count == 0)
        {
            return [];
        }

        var until = now + options.Value.LeaseTime;
        var rows = await store.Instances.Where(i => EF.Parameter(candidates).Contains(i.Id) && (i.LeaseUntil == null || i.LeaseUntil < now)).ExecuteUpdateAsync(
            set => set.SetProperty(i => i.LeaseOwner, owner).SetProperty(i => i.LeaseUntil, until)
                .SetProperty(i => i.Host, i => i.LeaseFence == 0 ? runtime.Host : i.Host ?? runtime.Host).SetProperty(i => i.LeaseFence, i => i.LeaseFence + 1), ct);
        if (rows == 0)
        {
            return []; // another copy was faster
        }

        var taken = await store.Instances.AsNoTracking().Where(i => EF.Parameter(candidates).Contains(i.Id) && i.LeaseOwner == owner && i.LeaseUntil == until).ToListAsync(ct);
        return taken.ConvertAll(i => (new Lease(i.Id, owner, i.LeaseFence), i));
    }

    /// <summary>When the next row that nobody holds falls due; null when there is none.</summary>
    public async Task<DateTimeOffset?> NextDueAsync(CancellationToken ct)
    {
        await using var store = await stores.CreateDbContextAsync(ct);
        return await Reachable(store).Where(i => i.LeaseUntil == null).OrderBy(i => i.DueAt).Select(i => (DateTimeOffset?)i.DueAt).FirstOrDefaultAsync(ct);
    }

    /// <summary>When the instance was last changed by an order, as a generation; null when it is gone.</summary>
    public async Task<long?> GenerationAsync(string instanceId, CancellationToken ct)
    {
        await using var store = await stores.CreateDbContextAsync(ct);
        return await store.Instances.Where(i => i.Id == instanceId).Select(i => (long?)i.Generation).SingleOrDefaultAsync(ct);
    }

    /// <summary>Keeps the lease for another term; false when it was lost.</summary>
    public async Task<bool> RenewAsync(Lease lease, CancellationToken ct)
    {
        await using var store = await stores.CreateDbContextAsync(ct);
        var until = clock.GetUtcNow() + options.Value.LeaseTime;
        return await Held(store, lease).ExecuteUpdateAsync(set => set.SetProperty(i => i.LeaseUntil, until), ct) == 1;
    }

    /// <summary>Gives the instance back, to be looked at again at that time, or at once when it was changed since it was read.</summary>
    public async Task ReleaseAsync(Lease lease, long seenGeneration, DateTimeOffset nextLook, CancellationToken ct)
    {
        await using var store = await stores.CreateDbContextAsync(ct);
        var now = clock.GetUtcNow();
        await Held(store, lease).ExecuteUpdateAsync(
            set => set
                .SetProperty(i => i.DueAt, i => i.Generation == seenGeneration ? nextLook : now)
                .SetProperty(i => i.LeaseOwner, (string?)null)
                .SetProperty(i => i.LeaseUntil, (DateTimeOffset?)null),
            ct);
    }

    /// <summary>Gives back instances that were found as they should be, all at once; those that were ordered otherwise meanwhile are due at once.</summary>
    public async Task ReleaseAsync(IReadOnlyCollection<string> settled, DateTimeOffset nextLook, CancellationToken ct)
    {
        await using var store = await stores.CreateDbContextAsync(ct);
        var now = clock.GetUtcNow();
        await store.Instances.Where(i => EF.Parameter(settled).Contains(i.Id) && i.LeaseOwner == owner).ExecuteUpdateAsync(
            set => set
                .SetProperty(i => i.DueAt, i => i.Generation == i.ObservedGeneration ? nextLook : now)
                .SetProperty(i => i.LeaseOwner, (string?)null)
                .SetProperty(i => i.LeaseUntil, (DateTimeOffset?)null),
            ct);
    }

    /// <summary>
    /// Marks what should have been looked at long ago by the copies of another host, and was not: whether it serves is not known. Its own host's next look says again
    /// what is.
    /// </summary>
    /// <returns>How many were marked.</returns>
    public async Task<int> MarkLostAsync(CancellationToken ct)
    {
        await using var store = await stores.CreateDbContextAsync(ct);
        var silent = clock.GetUtcNow() - options.Value.HostSilence;
        return await store.Instances
            .Where(i => i.DueAt < silent && i.Host != null && i.Host != runtime.Host && (i.LeaseUntil == null || i.LeaseUntil < silent) && i.Health == InstanceHealth.Healthy)
            .ExecuteUpdateAsync(
                set => set.SetProperty(i => i.Health, InstanceHealth.Faulty).SetProperty(i => i.FailedGeneration, i => i.Generation).SetProperty(i => i.FaultCode, FaultCodes.Unreachable)
                    .SetProperty(i => i.FaultReason, i => "The Warren that keeps its brokers does not report: " + i.Host), ct);
    }

    /// <summary>
    /// Gives up creations that should have ended long ago, on a host whose copies have not looked at them since: nobody else can go on with what they have begun. When
    /// the host is back, it removes what there is of them.
    /// </summary>
    /// <returns>How many were given up.</returns>
    public async Task<int> GiveUpLostAsync(CancellationToken ct)
    {
        await using var store = await stores.CreateDbContextAsync(ct);
        var now = clock.GetUtcNow();
        var (late, silent) = (now - options.Value.CreateTimeout, now - options.Value.HostSilence);
        var lost = store.Instances.Where(i => i.ObservedGeneration == 0 && i.CreatedAt < late && i.DueAt < silent && i.Host != null && i.Host != runtime.Host
            && (i.LeaseUntil == null || i.LeaseUntil < silent) && i.DeletionRequestedAt == null && i.Health != InstanceHealth.CreateFailed);
        var found = await lost.Select(i => new { i.Id, i.Host }).ToListAsync(ct);
        var given = 0;
        foreach (var (id, reason) in found.Select(f => (f.Id, $"The Warren that was to make its brokers does not report: {f.Host}")))
        {
            await using var transaction = await store.Database.BeginTransactionAsync(ct);
            var code = FaultCodes.OfCreation(FaultCodes.Unreachable);
            var rows = await lost.Where(i => i.Id == id).ExecuteUpdateAsync(
                set => set.SetProperty(i => i.Health, InstanceHealth.CreateFailed).SetProperty(i => i.FailedGeneration, i => i.Generation).SetProperty(i => i.FaultCode, code)
                    .SetProperty(i => i.FaultReason, reason), ct);
            if (rows == 1)
            {
                given++;
                await store.Tasks.OpenOf(id).FailAsync(code, reason, now, ct);
            }

            await transaction.CommitAsync(ct);
        }

        return given;
    }

    /// <summary>
    /// Orders that a copy of another host has accepted and was gone, or too busy, before it began: nothing of them is on its machine, so whoever has time carries
    /// them out. Only those of this copy's own time: in a store that was restored from an older copy, what was not begun then may serve by now.
    /// </summary>
    private IQueryable<Instance> Stranded(StoreContext store, DateTimeOffset now)
    {
        var waited = now - options.Value.LeaseTime;
        return store.Instances.Where(i => i.ObservedGeneration == 0 && i.CreatedAt > began && i.CreatedAt < waited && i.LeaseFence == 0 && i.Host != null && i.Host != runtime.Host);
    }

    /// <summary>Instances whose brokers this copy reaches, or that are nobody's yet.</summary>
    private IQueryable<Instance> Reachable(StoreContext store) =>
        runtime.Host is { } host ? store.Instances.Where(i => i.Host == host || i.Host == null) : store.Instances;

    /// <summary>The row, if the lease still holds.</summary>
    public static IQueryable<Instance> Held(StoreContext store, Lease lease) =>
        store.Instances.Where(i => i.Id == lease.InstanceId && i.LeaseOwner == lease.Owner && i.LeaseFence == lease.Fence);
}
