using Microsoft.Extensions.Hosting;

namespace Warren.Engine.Hosting;

/// <summary>Deletes what is too old, a minute after the start and every hour; a sweep that fails is repeated by the next.</summary>
public abstract class HourlySweep(TimeProvider clock) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromHours(1);

    /// <summary>A start has more urgent things to do.</summary>
    private static readonly TimeSpan First = TimeSpan.FromMinutes(1);

    /// <summary>Once over all that is too old.</summary>
    public abstract Task SweepAsync(CancellationToken ct);

    /// <summary>Says that a sweep failed.</summary>
    protected abstract void Failed(Exception exception);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Delay(First, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await SweepAsync(stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e)
            {
                Failed(e);
            }

            await Task.Delay(Interval, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
