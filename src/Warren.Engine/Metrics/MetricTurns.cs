using Microsoft.EntityFrameworkCore;
using Warren.Engine.Instances;
using Warren.Engine.Runtimes;
using Warren.Engine.Store;

namespace Warren.Engine.Metrics;

/// <summary>Whose turn it is to be measured. What a copy takes, no other takes until the interval is over.</summary>
internal sealed class MetricTurns(IDbContextFactory<StoreContext> stores, IBrokerRuntime runtime, TimeProvider clock)
{
    /// <summary>Looks come a little early or late; one that is a little early counts all the same.</summary>
    private const double Almost = 0.9;

    /// <summary>Takes up to this many of the instances that have brokers and are due, of those that this copy reaches.</summary>
    public async Task<IReadOnlyList<Instance>> TakeAsync(TimeSpan interval, int most, CancellationToken ct)
    {
        await using var store = await stores.CreateDbContextAsync(ct);
        await using var transaction = await store.Database.BeginTransactionAsync(ct); // one at a time over all copies, so nobody takes the same
        var now = clock.GetUtcNow();
        var before = now - (interval * Almost);
        var reached = runtime.Host is { } host ? store.Instances.Where(i => i.Host == host) : store.Instances;
        var measured = reached.AsNoTracking().Where(i => i.ObservedGeneration != 0 && i.DeletionRequestedAt == null && i.Health != InstanceHealth.CreateFailed); // as the index says it

        // Two questions: where those that were never measured are in the order of time, each database says otherwise.
        var taken = await measured.Where(i => i.MeasuredAt == null).Take(most).ToListAsync(ct);
        if (taken.Count < most)
        {
            taken.AddRange(await measured.Where(i => i.MeasuredAt <= before).OrderBy(i => i.MeasuredAt).Take(most - taken.Count).ToListAsync(ct));
        }

        if (taken.Count == 0)
        {
            return taken;
        }

        var ids = taken.ConvertAll(i => i.Id);
        await store.Instances.Where(i => EF.Parameter(ids).Contains(i.Id)).ExecuteUpdateAsync(set => set.SetProperty(i => i.MeasuredAt, now), ct);
        await transaction.CommitAsync(ct);
        return taken;
    }
}
