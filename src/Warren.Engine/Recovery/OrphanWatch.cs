using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Warren.Engine.Instances;
using Warren.Engine.Reconcile;
using Warren.Engine.Runtimes;
using Warren.Engine.Store;

namespace Warren.Engine.Recovery;

/// <summary>
/// Looks, soon after the start and at every resync interval, for brokers that the store does not know or knows at an older order, and lists them in the store. It changes
/// nothing about them, until an operator has ordered the removal of one that no row stands for.
/// </summary>
internal sealed class OrphanWatch(
    IDbContextFactory<StoreContext> stores, IBrokerRuntime runtime, OrphanSignal signal, IOptions<ReconcileOptions> options, TimeProvider clock, ILogger<OrphanWatch> logger)
    : BackgroundService
{
    /// <summary>A start has more urgent things to do, and on a small machine two threads for them.</summary>
    private static readonly TimeSpan First = TimeSpan.FromSeconds(2);

    /// <summary>Ids in one question.</summary>
    private const int Batch = 500;

    private string Host => runtime.Host ?? "";

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await signal.WaitAsync(First, clock, stoppingToken);
            while (true)
            {
                await TryLookAsync(stoppingToken);
                await signal.WaitAsync(options.Value.ResyncInterval, clock, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // the next Warren looks again
        }
    }

    /// <summary>One look: brings the list up to date, and removes what an operator has ordered away.</summary>
    internal async Task LookAsync(CancellationToken ct)
    {
        await using var store = await stores.CreateDbContextAsync(ct);
        var found = await FindAsync(store, ct);
        var listed = await store.Orphans.Where(o => o.Host == Host).ToDictionaryAsync(o => o.Id, ct);
        foreach (var gone in listed.Values.Where(o => !found.ContainsKey(o.Id)))
        {
            store.Orphans.Remove(gone);
            Log.OrphanGone(logger, gone.Id);
        }

        foreach (var orphan in found.Values)
        {
            if (!listed.TryGetValue(orphan.Id, out var known))
            {
                store.Orphans.Add(orphan);
                Log.OrphanFound(logger, orphan.Id, orphan.RunningNodes, orphan.Reason);
            }
            else
            {
                (known.Kind, known.Record, known.Nodes, known.RunningNodes, known.StorageGb, known.Reason) =
                    (orphan.Kind, orphan.Record, orphan.Nodes, orphan.RunningNodes, orphan.StorageGb, orphan.Reason);
            }
        }

        await store.SaveChangesAsync(ct);
        foreach (var ordered in listed.Values.Where(o => o.RemovalRequestedAt is not null && found.TryGetValue(o.Id, out var now) && now.Kind == OrphanKind.Unknown))
        {
            await RemoveAsync(store, ordered, ct);
        }
    }

    private async Task TryLookAsync(CancellationToken ct)
    {
        try
        {
            await LookAsync(ct);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            Log.LookFailed(logger, e);
        }
    }

    private async Task<Dictionary<string, Orphan>> FindAsync(StoreContext store, CancellationToken ct)
    {
        var found = new Dictionary<string, Orphan>(StringComparer.Ordinal);
        var before = await runtime.ListAsync(ct);

        // Blank ones first: one that is given to an order at this moment is then seen as the one or as the other.
        var blank = await store.BlankInstances.AsNoTracking().Select(b => b.Id).ToHashSetAsync(ct);
        var rows = new Dictionary<string, Instance>(StringComparer.Ordinal);
        foreach (var ids in before.Chunk(Batch))
        {
            foreach (var row in await store.Instances.AsNoTracking().Where(i => ids.Contains(i.Id)).ToListAsync(ct))
            {
                rows[row.Id] = row;
            }
        }

        // A row goes only after its brokers: what the store does not know and is still there now is nobody's.
        var after = (await runtime.ListAsync(ct)).ToHashSet(StringComparer.Ordinal);
        foreach (var id in before.Where(after.Contains))
        {
            var text = await runtime.RecordAsync(id, ct);
            if (rows.TryGetValue(id, out var row))
            {
                if (row.Host is { } other && other != runtime.Host)
                {
                    found[id] = await DescribeAsync(id, OrphanKind.Unknown, null, $"The store has this instance on host {other}.", ct);
                }
                else if (InstanceRecord.Read(text, id) is { } record && await Lineage.IsAheadAsync(store, row, record, ct))
                {
                    found[id] = await DescribeAsync(id, OrphanKind.Ahead, text, Lineage.Words(row, record), ct);
                }
            }
            else if (!blank.Contains(id))
            {
                found[id] = await DescribeAsync(id, OrphanKind.Unknown, text, "The store does not know it.", ct);
            }
        }

        return found;
    }

    private async Task<Orphan> DescribeAsync(string id, OrphanKind kind, string? record, string reason, CancellationToken ct)
    {
        var seen = await runtime.ObserveAsync(id, ct);
        return new Orphan
        {
            Id = id,
            Host = Host,
            Kind = kind,
            Record = record,
            Nodes = seen.Nodes.Count,
            RunningNodes = seen.Nodes.Count(n => n.Running),
            StorageGb = seen.StorageGb,
            Reason = reason,
            FoundAt = clock.GetUtcNow(),
        };
    }

    private async Task RemoveAsync(StoreContext store, Orphan orphan, CancellationToken ct)
    {
        await runtime.RemoveAsync(orphan.Id, ct);
        await using var transaction = await store.Database.BeginTransactionAsync(ct);
        if (!await store.Instances.AnyAsync(i => i.Id == orphan.Id, ct))
        {
            await store.NodeAddresses.Where(a => a.InstanceId == orphan.Id).ExecuteDeleteAsync(ct);
        }

        await store.Orphans.Where(o => o.Id == orphan.Id).ExecuteDeleteAsync(ct);
        await transaction.CommitAsync(ct);
        Log.OrphanRemoved(logger, orphan.Id);
    }
}
