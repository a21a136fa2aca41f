using Microsoft.Extensions.Hosting;

namespace Warren.Engine.Hosting;

/// <summary>Deletes what is too old, at the start and every hour; a sweep that fails is repeated by the next.</summary>
public abstract class HourlySweep(TimeProvider clock) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromHours(1);

    /// <summary>Once over all that is too old.</summary>
    public abstract Task SweepAsync(CancellationToken ct);

    /// <summary>Says that a sweep failed.</summary>
    protected abstract void Failed(Exception exception);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
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
