using Microsoft.EntityFrameworkCore;
using Warren.Engine.Store;

namespace Warren.Engine.Metrics;

/// <summary>Keeps what was measured, and lets go of what is too old.</summary>
internal sealed class MetricStore(IDbContextFactory<StoreContext> stores, TimeProvider clock)
{
    /// <summary>Points with the same beginning are deleted together; this many such moments at once, so that nobody waits long.</summary>
    private const int MomentsAtOnce = 20;

    /// <summary>Adds samples to the open point of each resolution, all in one transaction. What was deleted meanwhile is left out.</summary>
    /// <param name="samples">One for each instance.</param>
    /// <param name="at">When they were taken.</param>
    /// <param name="ct">Gives up before the commit.</param>
    public async Task AddAsync(IReadOnlyCollection<MetricSample> samples, DateTimeOffset at, CancellationToken ct)
    {
        await using var store = await stores.CreateDbContextAsync(ct);
        await using var transaction = await store.Database.BeginTransactionAsync(ct);
        var ids = samples.Select(s => s.InstanceId).ToList();
        var known = (await store.Instances.Where(i => EF.Parameter(ids).Contains(i.Id)).Select(i => i.Id).ToListAsync(ct)).ToHashSet(StringComparer.Ordinal);
        var open = new Dictionary<(string, int, int), MetricPoint>();
        foreach (var resolution in MetricResolution.All)
        {
            var (period, start) = (resolution.Seconds, MetricResolution.StartOf(at, resolution.Seconds));
            await foreach (var point in store.MetricPoints.Where(p => p.Period == period && p.Start == start && EF.Parameter(ids).Contains(p.InstanceId)).AsAsyncEnumerable().WithCancellation(ct))
            {
                open[(point.InstanceId, point.Node, point.Period)] = point;
            }
        }

        foreach (var sample in samples.Where(s => known.Contains(s.InstanceId)))
        {
            foreach (var (node, values) in sample.Parts())
            {
                foreach (var resolution in MetricResolution.All)
                {
                    Fold(store, open, sample.InstanceId, node, resolution, at, values);
                }
            }
        }

        await store.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
    }

    /// <summary>Deletes all points that are older than their resolution is kept.</summary>
    public async Task SweepAsync(CancellationToken ct)
    {
        foreach (var resolution in MetricResolution.All)
        {
            await SweepAsync(resolution.Seconds, clock.GetUtcNow() - resolution.Kept, ct);
        }
    }

    private async Task SweepAsync(int period, DateTimeOffset oldest, CancellationToken ct)
    {
        await using var store = await stores.CreateDbContextAsync(ct);
        var old = store.MetricPoints.Where(p => p.Period == period && p.Start < oldest);
        while (await old.OrderBy(p => p.Start).Select(p => (DateTimeOffset?)p.Start).FirstOrDefaultAsync(ct) is { } first)
        {
            var until = first.AddSeconds(period * MomentsAtOnce);
            await old.Where(p => p.Start < until).ExecuteDeleteAsync(ct);
        }
    }

    private static void Fold(
        StoreContext store, Dictionary<(string, int, int), MetricPoint> open, string instanceId, int node, MetricResolution resolution, DateTimeOffset at, IReadOnlyDictionary<string, double> values)
    {
        if (!open.TryGetValue((instanceId, node, resolution.Seconds), out var point))
        {
            store.MetricPoints.Add(new MetricPoint
            {
                InstanceId = instanceId,
                Node = node,
                Period = resolution.Seconds,
                Start = MetricResolution.StartOf(at, resolution.Seconds),
                Values = MetricValue.Write(values.Select(v => KeyValuePair.Create(v.Key, MetricValue.Of(v.Value)))),
            });
            return;
        }

        var all = MetricValue.Read(point.Values);
        foreach (var (name, sample) in values)
        {
            all[name] = all.TryGetValue(name, out var before) ? before.And(MetricValue.Of(sample)) : MetricValue.Of(sample);
        }

        point.Values = MetricValue.Write(all);
    }
}
