using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Warren.Engine.Instances;
using Warren.Engine.Reconcile;
using Warren.Engine.Security;
using Warren.Engine.Store;
using Warren.Engine.Tasks;

namespace Warren.Engine.Maintenance;

/// <summary>
/// Plans an instance's upkeep for its maintenance window, and says what is to be done now. It is asked at every look at an instance that serves, and reads the store
/// only when something is needed, or was when it last looked.
/// </summary>
internal sealed class MaintenanceSchedule(IDbContextFactory<StoreContext> stores, TimeProvider clock, ILogger<MaintenanceSchedule> logger)
{
    /// <summary>Who orders the restart of an upgrade.</summary>
    private const string Orderer = "warren";

    /// <summary>Instances that this process has looked at and found with nothing planned.</summary>
    private readonly ConcurrentDictionary<string, bool> idle = new(StringComparer.Ordinal);

    /// <param name="instance">The instance, with nothing else going on.</param>
    /// <param name="needed">What its nodes need.</param>
    /// <param name="ct">Ends the wait.</param>
    /// <returns>What of it is to be done now.</returns>
    public async Task<IReadOnlyList<MaintenanceKind>> DueAsync(Instance instance, IReadOnlyCollection<MaintenanceKind> needed, CancellationToken ct)
    {
        if (needed.Count == 0 && idle.ContainsKey(instance.Id))
        {
            return [];
        }

        await using var store = await stores.CreateDbContextAsync(ct);
        if (needed.Count == 0
            && !await store.ScheduledTasks.AnyAsync(t => t.InstanceId == instance.Id && (t.State == ScheduledState.Created || t.State == ScheduledState.Executing), ct))
        {
            idle[instance.Id] = true;
            return [];
        }

        idle.TryRemove(instance.Id, out _);
        await using var transaction = await store.Database.BeginTransactionAsync(ct);
        var now = clock.GetUtcNow();
        var planned = await store.ScheduledTasks.Where(t => t.InstanceId == instance.Id && t.State != ScheduledState.Success).ToListAsync(ct);
        foreach (var done in planned.Where(t => t.IsOpen && !needed.Contains(t.Kind)))
        {
            (done.State, done.UpdatedAt) = (ScheduledState.Success, now);
        }

        var due = new List<MaintenanceKind>();
        foreach (var kind in needed)
        {
            var task = planned.Find(t => t.Kind == kind && t.IsOpen);
            var putOff = planned.Where(t => t.Kind == kind && t.State == ScheduledState.Cancelled).Max(t => (DateTimeOffset?)t.ScheduledAt);
            if (task is null)
            {
                store.ScheduledTasks.Add(task = Plan(instance, kind, putOff, now));
                Log.Planned(logger, kind, instance.Id, task.ScheduledAt);
            }

            if (task.ScheduledAt <= now)
            {
                (task.State, task.UpdatedAt) = (ScheduledState.Executing, now);
                due.Add(kind);
            }
        }

        await store.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return due;
    }

    /// <summary>Orders a restart of the instance, node by node, as its customer could; it has its own task.</summary>
    /// <exception cref="LeaseLostException">Another copy works on the instance.</exception>
    public async Task RestartAsync(Lease lease, Instance seen, CancellationToken ct)
    {
        await using var store = await stores.CreateDbContextAsync(ct);
        await using var transaction = await store.Database.BeginTransactionAsync(ct);
        var now = clock.GetUtcNow();
        var instance = await WorkQueue.Held(store, lease).SingleOrDefaultAsync(ct) ?? throw new LeaseLostException(lease.InstanceId);
        if (instance.Generation == seen.Generation && instance.DeletionRequestedAt is null)
        {
            (instance.RestartRequestedAt, instance.ChangeRequestedAt, instance.DueAt, instance.Change) = (now, now, now, ChangeKind.Restart);
            instance.Generation++;
            store.Tasks.Add(BackgroundTask.For(userId: "", Orderer, instance, TaskNames.Restart, now));
            await store.SaveChangesAsync(ct);
            await transaction.CommitAsync(ct);
        }
    }

    private static ScheduledTask Plan(Instance instance, MaintenanceKind kind, DateTimeOffset? putOff, DateTimeOffset now)
    {
        // One that was put off skips the whole window that it was meant for.
        var from = putOff is { } skipped && skipped.AddDays(1) > now ? skipped.AddDays(1) : now;
        return new ScheduledTask
        {
            Id = RandomText.Uuid(),
            ProjectId = instance.ProjectId,
            InstanceId = instance.Id,
            Kind = kind,
            ScheduledAt = MaintainWindow.Next(instance.MaintainBegin, instance.MaintainEnd, from),
            CreatedAt = now,
            UpdatedAt = now,
        };
    }
}
