using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Warren.Engine.Runtimes;
using Warren.Engine.Store;

namespace Warren.Engine.Reconcile;

/// <summary>
/// Takes what is due and drives each instance until there is nothing left to do. A wake-up makes it prompt; the sweep over due rows makes it sure.
/// </summary>
internal sealed class ReconcileLoop(
    WorkQueue queue, InstanceReconciler reconciler, IBrokerRuntime runtime, Wakeups wakeups, IDbContextFactory<StoreContext> stores,
    IOptions<ReconcileOptions> options, TimeProvider clock, ILogger<ReconcileLoop> logger) : BackgroundService
{
    private static readonly TimeSpan LongestSleep = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan PauseAfterFault = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<string, Task> active = new(StringComparer.Ordinal);

    /// <summary>The generations that are being worked on.</summary>
    private readonly ConcurrentDictionary<string, long> known = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, RetryState> retries = new(StringComparer.Ordinal);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        runtime.Start(wakeups.Wake);
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await TakeAsync(stoppingToken);
                await wakeups.WaitAsync(await SleepTimeAsync(stoppingToken), stoppingToken);
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
    }

    private async Task TakeAsync(CancellationToken ct)
    {
        var free = options.Value.Parallelism - active.Count;
        if (free <= 0)
        {
            return;
        }

        var hints = wakeups.TakeHints().ToLookup(active.ContainsKey);
        foreach (var busy in hints[true])
        {
            wakeups.PutBack(busy); // whoever works on it looks for this before giving it back
        }

        foreach (var lease in await queue.TakeAsync([.. hints[false]], free, ct))
        {
            active[lease.InstanceId] = Task.Run(() => DriveAsync(lease, ct), CancellationToken.None);
        }
    }

    private async Task<TimeSpan> SleepTimeAsync(CancellationToken ct)
    {
        var next = await queue.NextDueAsync(ct);
        var time = (next ?? DateTimeOffset.MaxValue) - clock.GetUtcNow();
        return time < TimeSpan.Zero && active.Count < options.Value.Parallelism ? TimeSpan.Zero : time > LongestSleep || time < TimeSpan.Zero ? LongestSleep : time;
    }

    /// <summary>Passes over one instance until it is as it should be, then gives it back.</summary>
    private async Task DriveAsync(Lease lease, CancellationToken stopping)
    {
        using var work = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        var keeping = KeepAsync(lease, work);
        try
        {
            await PassUntilDoneAsync(lease, work.Token);
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
            wakeups.Nudge();
        }
    }

    private async Task PassUntilDoneAsync(Lease lease, CancellationToken ct)
    {
        while (true)
        {
            wakeups.TakeHint(lease.InstanceId);
            var instance = await ReadAsync(lease, ct);
            known[lease.InstanceId] = instance.Generation;
            switch (await PassAsync(lease, instance, ct))
            {
                case StepResult.Gone:
                    retries.TryRemove(lease.InstanceId, out _);
                    return;
                case StepResult.Wait wait:
                    await wakeups.PauseAsync(lease.InstanceId, wait.Pause, clock, ct);
                    break;
                case var over:
                    var nextLook = (over as StepResult.Done)?.NextLook ?? options.Value.ResyncInterval;
                    await queue.ReleaseAsync(lease, instance.Generation, clock.GetUtcNow() + nextLook, CancellationToken.None);
                    return;
            }
        }
    }

    private async Task<Instances.Instance> ReadAsync(Lease lease, CancellationToken ct)
    {
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
        try
        {
            return await reconciler.ReconcileAsync(lease, instance, retries.GetOrAdd(instance.Id, _ => new RetryState()), ct);
        }
        catch (Exception e) when (e is not (OperationCanceledException or LeaseLostException))
        {
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
