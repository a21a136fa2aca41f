using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Warren.Engine.Instances;
using Warren.Engine.Recovery;
using Warren.Engine.Store;
using Warren.Engine.Tasks;

namespace Warren.Engine.Telemetry;

/// <summary>Counts instances, open tasks and orphans for the metrics. Registered only where metrics are shown: over many instances a count is not free.</summary>
public sealed class StoreCensus(IDbContextFactory<StoreContext> stores, EngineMeters meters, TimeProvider clock) : BackgroundService
{
    /// <summary>How old a number can be.</summary>
    public static TimeSpan Interval { get; } = TimeSpan.FromSeconds(15);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (true)
            {
                meters.Show(await TryCountAsync(stoppingToken));
                await Task.Delay(Interval, clock, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // the end
        }
    }

    internal async Task<Census> CountAsync(CancellationToken ct)
    {
        await using var store = await stores.CreateDbContextAsync(ct);

        // One row for each combination of what the status depends on; which status that is, the one rule says.
        var groups = await store.Instances.Where(InstanceStatusRules.IsNotInBin)
            .GroupBy(i => new
            {
                IsDeleted = i.DeletionRequestedAt != null,
                i.Health,
                IsNew = i.ObservedGeneration == 0,
                IsSettled = i.Generation == i.ObservedGeneration,
                HasFailed = i.FailedGeneration == i.Generation,
                i.Change,
            })
            .Select(g => new { g.Key, Example = g.Min(i => i.Id)!, Count = g.LongCount() })
            .ToListAsync(ct);
        var ids = groups.Select(g => g.Example).ToList();
        var examples = await store.Instances.AsNoTracking().Where(i => ids.Contains(i.Id)).ToDictionaryAsync(i => i.Id, ct);
        var instances = Enum.GetValues<InstanceStatus>().ToDictionary(s => s, _ => 0L);
        foreach (var group in groups.Where(g => examples.ContainsKey(g.Example)))
        {
            instances[InstanceStatusRules.Of(examples[group.Example])] += group.Count;
        }

        var tasks = await store.Tasks.Where(t => t.State < TaskState.Success) // as the index says it
            .GroupBy(t => t.State).Select(g => new { g.Key, Count = g.LongCount() }).ToDictionaryAsync(g => g.Key, g => g.Count, ct);
        var orphans = await store.Orphans.GroupBy(o => o.Kind).Select(g => new { g.Key, Count = g.LongCount() }).ToDictionaryAsync(g => g.Key, g => g.Count, ct);
        var now = clock.GetUtcNow();
        var due = await store.Instances.Where(i => i.LeaseUntil == null || i.LeaseUntil < now).OrderBy(i => i.DueAt).Select(i => (DateTimeOffset?)i.DueAt).FirstOrDefaultAsync(ct) ?? now;
        return new Census(
            true,
            instances,
            new[] { TaskState.Created, TaskState.Executing }.ToDictionary(s => s, s => tasks.GetValueOrDefault(s)),
            Enum.GetValues<OrphanKind>().ToDictionary(k => k, k => orphans.GetValueOrDefault(k)),
            due < now ? now - due : TimeSpan.Zero);
    }

    private async Task<Census> TryCountAsync(CancellationToken ct)
    {
        try
        {
            return await CountAsync(ct);
        }
        catch (Exception e) when (StoreFailure.IsUnavailable(e))
        {
            return Census.Unreadable;
        }
    }
}
