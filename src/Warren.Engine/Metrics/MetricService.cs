using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Warren.Engine.Errors;
using Warren.Engine.Iam;
using Warren.Engine.Instances;
using Warren.Engine.Store;

namespace Warren.Engine.Metrics;

/// <summary>Shows what was measured of the instances of the caller's project.</summary>
public sealed class MetricService(StoreContext store, InstanceFinder finder, TimeProvider clock)
{
    /// <summary>Lengths of the whiles that can be asked for, seconds, with the one that raw points have.</summary>
    public static IReadOnlyList<int> Periods { get; } = [MetricResolution.Raw.Seconds, 300, 1200, 3600, 14400, 86400];

    /// <summary>The instance whose metrics are asked for.</summary>
    /// <exception cref="WarrenException">InstanceIdMalformed or InstanceUnknown.</exception>
    public Task<Instance> FindAsync(Caller caller, string instanceId, CancellationToken ct) => finder.FindAsync(caller, instanceId, ct);

    /// <summary>What was measured of an instance or node, oldest first; a while in which nothing was measured is left out.</summary>
    /// <param name="instance">Out of <see cref="FindAsync"/>.</param>
    /// <param name="node">From 0; <see cref="MetricSample.WholeInstance"/>: the whole.</param>
    /// <param name="range">Which whiles.</param>
    /// <param name="ct">Ends the wait.</param>
    public async Task<IReadOnlyList<MetricBucket>> ReadAsync(Instance instance, int node, MetricRange range, CancellationToken ct)
    {
        var resolution = MetricResolution.For(range.Seconds);
        var (from, to) = (MetricResolution.StartOf(range.From, range.Seconds), range.To);
        var kept = clock.GetUtcNow() - resolution.Kept; // what is older may not be deleted yet, and is not whole
        var points = await store.MetricPoints.AsNoTracking()
            .Where(p => p.InstanceId == instance.Id && p.Node == node && p.Period == resolution.Seconds && p.Start >= from && p.Start < to && p.Start >= kept)
            .OrderBy(p => p.Start)
            .Select(p => new { p.Start, p.Values })
            .ToListAsync(ct);
        return [.. points.GroupBy(p => MetricResolution.StartOf(p.Start, range.Seconds)).Select(g => new MetricBucket(g.Key, Merge(g.Select(p => MetricValue.Read(p.Values)))))];
    }

    /// <summary>The metrics that there are of the project's instances: those that were measured.</summary>
    /// <param name="caller">Whose project.</param>
    /// <param name="filter">Which.</param>
    /// <param name="ct">Ends the wait.</param>
    /// <returns>A page, by instance, node and name of the metric; how many there are on all pages.</returns>
    public async Task<(IReadOnlyList<KnownMetric> Page, int Total)> ListAsync(Caller caller, MetricFilter filter, CancellationToken ct)
    {
        var names = Metric.All.Where(m => filter.Metric is null || m.Name == filter.Metric).ToList();
        var (whole, perNode) = (filter.Node is null ? names.Count(m => !m.PerNode) : 0, names.Count(m => m.PerNode));
        var measured = store.Instances.AsNoTracking()
            .Where(i => i.ProjectId == caller.ProjectId && i.DeletionRequestedAt == null && store.MetricPoints.Any(p => p.InstanceId == i.Id))
            .Where(i => filter.InstanceId == null || i.Id == filter.InstanceId)
            .Where(i => filter.EnterpriseProjectIds == null || filter.EnterpriseProjectIds.Contains(i.EnterpriseProjectId));
        var all = new List<KnownMetric>();
        var total = 0;
        foreach (var instance in await measured.OrderBy(i => i.Id).Select(i => new { i.Id, i.Addresses }).ToListAsync(ct))
        {
            var nodes = NodeNames(instance.Addresses).Where(n => filter.Node is null || n == filter.Node).ToList();
            total += whole + (perNode * nodes.Count);
            if (all.Count <= filter.Take && string.CompareOrdinal(filter.After ?? "", instance.Id + "~") < 0)
            {
                all.AddRange(names.Where(m => !m.PerNode && whole > 0).Select(m => new KnownMetric(instance.Id, null, m))
                    .Concat(nodes.SelectMany(n => names.Where(m => m.PerNode).Select(m => new KnownMetric(instance.Id, n, m))))
                    .OrderBy(m => m.Key, StringComparer.Ordinal)
                    .Where(m => string.CompareOrdinal(m.Key, filter.After ?? "") > 0));
            }
        }

        return ([.. all.Take(filter.Take)], total);
    }

    /// <summary>Names of an instance's nodes, in node order, as the broker has them: rabbit@ADDRESS.</summary>
    public static IReadOnlyList<string> NodeNames(string addresses) => [.. addresses.Split(',').Select(a => $"rabbit@{a}")];

    private static Dictionary<string, MetricValue> Merge(IEnumerable<Dictionary<string, MetricValue>> parts)
    {
        var all = new Dictionary<string, MetricValue>(StringComparer.Ordinal);
        foreach (var (name, value) in parts.SelectMany(p => p))
        {
            all[name] = all.TryGetValue(name, out var before) ? before.And(value) : value;
        }

        return all;
    }
}

/// <summary>A row of whiles.</summary>
/// <param name="From">The first is the one with this moment.</param>
/// <param name="To">The last begins before this moment.</param>
/// <param name="Seconds">Their length: one of <see cref="MetricService.Periods"/>.</param>
public sealed record MetricRange(DateTimeOffset From, DateTimeOffset To, int Seconds)
{
    /// <summary>More whiles than this there cannot be.</summary>
    public int Most => (int)(Math.Min((To - From).TotalSeconds, MetricResolution.For(Seconds).Kept.TotalSeconds) / Seconds) + 1;
}

/// <summary>A while.</summary>
/// <param name="Start">When it begins.</param>
/// <param name="Values">By name of the metric.</param>
public sealed record MetricBucket(DateTimeOffset Start, IReadOnlyDictionary<string, MetricValue> Values);

/// <summary>A metric that was measured.</summary>
/// <param name="InstanceId">Of this instance.</param>
/// <param name="Node">Name of the node; null: of the whole instance.</param>
/// <param name="Metric">Which.</param>
public sealed record KnownMetric(string InstanceId, string? Node, Metric Metric)
{
    /// <summary>Its place in the list.</summary>
    public string Key => string.Create(CultureInfo.InvariantCulture, $"{InstanceId}.{Node}.{Metric.Name}");
}

/// <summary>Which metrics to list; null members filter nothing.</summary>
public sealed record MetricFilter
{
    public string? Metric { get; init; }

    public string? InstanceId { get; init; }

    /// <summary>Name of a node.</summary>
    public string? Node { get; init; }

    /// <summary>The key of the last one of the page before.</summary>
    public string? After { get; init; }

    /// <summary>Null: all that the project has.</summary>
    public IReadOnlyList<string>? EnterpriseProjectIds { get; init; }

    public int Take { get; init; } = 1000;
}
