using System.Collections.Concurrent;
using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Warren.Engine.Runtimes;
using Warren.Engine.Store;
using Warren.Engine.Telemetry;

namespace Warren.Engine.Reconcile;

/// <summary>
/// Takes what is due and drives each instance until there is nothing left to do. A wake-up makes it prompt; the sweep over due rows makes it sure.
/// </summary>
internal sealed class ReconcileLoop(
    WorkQueue queue, InstanceReconciler reconciler, IBrokerRuntime runtime, Wakeups wakeups, IDbContextFactory<StoreContext> stores,
    EngineMeters meters, IOptions<ReconcileOptions> options, TimeProvider clock, ILogger<ReconcileLoop> logger) : BackgroundService
{
    private static readonly TimeSpan LongestSleep = TimeSpan.FromSeconds(1);

    /// <summary>Regular looks that fall due one after the other are taken together; whoever wants one now wakes the loop.</summary>
    private static readonly TimeSpan ShortestSleep = TimeSpan.FromMilliseconds(500);

    private static readonly TimeSpan PauseAfterFault = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<string, Task> active = new(StringComparer.Ordinal);

    /// <summary>The generations that are being worked on.</summary>
    private readonly ConcurrentDictionary<string, long> known = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, RetryState> retries = new(StringComparer.Ordinal);

    /// <summary>Instances that were found as they should be and are to be given back; most looks end so, and together they take one statement.</summary>
    private readonly ConcurrentQueue<string> settled = new();

    /// <summary>All that there was room for was taken, so more may be due: whoever ends makes room.</summary>
    private volatile bool isCrowded;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        runtime.Start(wakeups.Wake);
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await GiveBackAsync();
                if (!await TakeAsync(stoppingToken))
                {
                    await wakeups.WaitAsync(await SleepTimeAsync(stoppingToken), stoppingToken);
                }
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                break;
            }
            catch (Exception e)
            {
                Log.SweepFailed(logger, e);
                await Task.Delay(PauseAfterFault, clock, CancellationToken.None);
            }
        }

        await Task.WhenAll(active.Values);
        try
        {
            await GiveBackAsync();
        }
        catch (Exception e)
        {
            Log.SweepFailed(logger, e); // what cannot be given back is free when its lease has run out
        }
    }

    /// <summary>Before anything is taken: what was ordered of these meanwhile can only be taken then.</summary>
    private async Task GiveBackAsync()
    {
        var these = new List<string>();
        while (settled.TryDequeue(out var id))
        {
            these.Add(id);
        }

        if (these.Count > 0)
        {
            await queue.ReleaseAsync(these, clock.GetUtcNow() + options.Value.ResyncInterval, CancellationToken.None);
        }
    }

    /// <returns>Whether more may be due, and there is time for it.</returns>
    private async Task<bool> TakeAsync(CancellationToken ct)
    {
        isCrowded = true; // before the room is counted, so that no end is missed
        var free = options.Value.Parallelism - active.Count;
        if (free <= 0)
        {
            return false;
        }

        var hints = wakeups.TakeHints().ToLookup(active.ContainsKey);
        foreach (var busy in hints[true])
        {
            wakeups.PutBack(busy); // whoever works on it looks for this before giving it back
            if (!active.ContainsKey(busy))
            {
                wakeups.Nudge(); // and has just done so
            }
        }

        var taken = await queue.TakeAsync([.. hints[false]], free, ct);
        foreach (var (lease, instance) in taken)
        {
            active[lease.InstanceId] = Task.CompletedTask; // before it begins: a short one has taken itself off when Run returns
            active.TryUpdate(lease.InstanceId, Task.Run(() => DriveAsync(lease, instance, ct), CancellationToken.None), Task.CompletedTask);
        }

        isCrowded = taken.Count == free;
        return isCrowded && active.Count < options.Value.Parallelism;
    }

    private async Task<TimeSpan> SleepTimeAsync(CancellationToken ct)
    {
        var next = await queue.NextDueAsync(ct);
        var time = (next ?? DateTimeOffset.MaxValue) - clock.GetUtcNow();
        return time < ShortestSleep ? ShortestSleep : time > LongestSleep ? LongestSleep : time;
    }

    /// <summary>Passes over one instance until it is as it should be, then gives it back.</summary>
    private async Task DriveAsync(Lease lease, Instances.Instance taken, CancellationToken stopping)
    {
        using var work = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        var passing = PassUntilDoneAsync(lease, taken, work.Token);
        var keeping = passing.IsCompleted ? Task.CompletedTask : KeepAsync(lease, work);
        var isSettled = false;
        try
        {
            isSettled = await passing;
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            await ReleaseQuietlyAsync(lease);
        }
        catch (OperationCanceledException) when (work.IsCancellationRequested)
        {
            Log.LeaseLost(logger, lease.InstanceId);
        }
        catch (LeaseLostException)
        {
            Log.LeaseLost(logger, lease.InstanceId);
        }
        catch (Exception e)
        {
            Log.DriveFailed(logger, lease.InstanceId, e); // the store failed us: the lease runs out and the row is still due
        }
        finally
        {
            await work.CancelAsync();
            await keeping;
            active.TryRemove(lease.InstanceId, out _);
            known.TryRemove(lease.InstanceId, out _);
            if (isCrowded || !isSettled || wakeups.HasHint(lease.InstanceId))
            {
                wakeups.Nudge(); // what is settled is given back at the loop's own time
            }
        }
    }

    /// <returns>Whether it is as it should be and left to be given back with others.</returns>
    private async Task<bool> PassUntilDoneAsync(Lease lease, Instances.Instance taken, CancellationToken ct)
    {
        Activity? span = null;
        var traced = 0L;
        try
        {
            for (var instance = taken; ; instance = await ReadAsync(lease, ct))
            {
                known[lease.InstanceId] = instance.Generation;
                if (traced != instance.Generation)
                {
                    span?.Dispose();
                    span = EngineTrace.Begin(await EngineTrace.OrderOfAsync(stores, instance, ct), instance);
                    traced = instance.Generation;
                }

                switch (await PassAsync(lease, instance, ct))
                {
                    case StepResult.Gone:
                        retries.TryRemove(lease.InstanceId, out _);
                        return false;
                    case StepResult.Wait wait:
                        await wakeups.PauseAsync(lease.InstanceId, wait.Pause, clock, ct);
                        break;
                    case StepResult.Done { NextLook: null } when instance.ObservedGeneration == instance.Generation:
                        settled.Enqueue(lease.InstanceId);
                        return true;
                    case var over:
                        var nextLook = (over as StepResult.Done)?.NextLook ?? options.Value.ResyncInterval;
                        await queue.ReleaseAsync(lease, instance.Generation, clock.GetUtcNow() + nextLook, CancellationToken.None);
                        return false;
                }
            }
        }
        finally
        {
            span?.Dispose();
        }
    }

    private async Task<Instances.Instance> ReadAsync(Lease lease, CancellationToken ct)
    {
        wakeups.TakeHint(lease.InstanceId);
        await using var store = await stores.CreateDbContextAsync(ct); // not held through a pause: others want the connection
        return await WorkQueue.Held(store, lease).AsNoTracking().SingleOrDefaultAsync(ct) ?? throw new LeaseLostException(lease.InstanceId);
    }

    /// <summary>Renews the lease while the work goes on, however long a step takes; ends the work when the lease is lost.</summary>
    private async Task KeepAsync(Lease lease, CancellationTokenSource work)
    {
        try
        {
            while (true)
            {
                await Task.Delay(options.Value.LeaseTime / 3, clock, work.Token);
                if (!await queue.RenewAsync(lease, work.Token))
                {
                    await work.CancelAsync();
                }
                else if (known.TryGetValue(lease.InstanceId, out var generation) && await queue.GenerationAsync(lease.InstanceId, work.Token) > generation)
                {
                    wakeups.Wake(lease.InstanceId); // ordered through another copy, whose wake-up does not reach us
                }
            }
        }
        catch (OperationCanceledException)
        {
            // the work is over
        }
        catch (Exception e)
        {
            Log.DriveFailed(logger, lease.InstanceId, e);
            await work.CancelAsync(); // without a renewal the lease ends, and the work must end before it
        }
    }

    private async Task<StepResult> PassAsync(Lease lease, Instances.Instance instance, CancellationToken ct)
    {
        var began = Stopwatch.GetTimestamp();
        try
        {
            var result = await reconciler.ReconcileAsync(lease, instance, retries.GetOrAdd(instance.Id, _ => new RetryState()), ct);
            meters.Passed(began, EngineMeters.Outcome(result));
            return result;
        }
        catch (Exception e) when (e is not (OperationCanceledException or LeaseLostException))
        {
            meters.Passed(began, "failed");
            Log.PassFailed(logger, instance.Id, e);
            return new StepResult.Wait(PauseAfterFault, e.Message);
        }
    }

    /// <summary>On a stop of Warren the row is due at once, so that the next start does not wait for the lease to run out.</summary>
    private async Task ReleaseQuietlyAsync(Lease lease)
    {
        try
        {
            await queue.ReleaseAsync(lease, seenGeneration: -1, clock.GetUtcNow(), CancellationToken.None);
        }
        catch (Exception e)
        {
            Log.DriveFailed(logger, lease.InstanceId, e);
        }
    }
}
