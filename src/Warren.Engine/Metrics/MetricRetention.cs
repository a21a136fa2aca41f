using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Warren.Engine.Metrics;

/// <summary>Deletes points that are too old, at the start and every hour.</summary>
internal sealed class MetricRetention(MetricStore points, TimeProvider clock, ILogger<MetricRetention> logger) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromHours(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await points.SweepAsync(stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e)
            {
                Log.SweepFailed(logger, e);
            }

            await Task.Delay(Interval, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
