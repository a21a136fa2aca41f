using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Warren.Engine.Tasks;
using Warren.Engine.Telemetry;

namespace Warren.Engine.Reconcile;

/// <summary>Copies whose brokers are on machines watch each other: instances of one that is silent go on showing neither RUNNING nor, for ever, CREATING.</summary>
internal sealed class HostWatch(WorkQueue queue, EngineMeters meters, IOptions<ReconcileOptions> options, TimeProvider clock, ILogger<HostWatch> logger) : BackgroundService
{
    private const int LooksPerSilence = 4;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(options.Value.HostSilence / LooksPerSilence, clock);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                await TryMarkAsync(stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // the next Warren looks
        }
    }

    private async Task TryMarkAsync(CancellationToken ct)
    {
        try
        {
            if (await queue.MarkLostAsync(ct) is > 0 and var marked)
            {
                Log.HostSilent(logger, marked, options.Value.HostSilence);
            }

            if (await queue.GiveUpLostAsync(ct) is > 0 and var given)
            {
                meters.Ended(TaskState.Failed, given);
                Log.LostGivenUp(logger, given, options.Value.CreateTimeout);
            }
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            Log.HostWatchFailed(logger, e);
        }
    }
}
