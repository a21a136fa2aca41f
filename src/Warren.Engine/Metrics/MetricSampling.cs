using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Warren.Engine.Metrics;

/// <summary>Lets the sampler make its round every <see cref="MetricOptions.Interval"/>, in the middle of it, so that every point gets as many samples as the others.</summary>
internal sealed class MetricSampling(MetricSampler sampler, IOptions<MetricOptions> options, TimeProvider clock, ILogger<MetricSampling> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var interval = options.Value.Interval;
        while (interval > TimeSpan.Zero && !stoppingToken.IsCancellationRequested)
        {
            try
            {
                await Task.Delay(UntilNext(interval, clock.GetUtcNow()), clock, stoppingToken);
                await sampler.RoundAsync(stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e)
            {
                Log.RoundFailed(logger, e);
            }
        }
    }

    /// <summary>Time until the middle of this interval, or of the next one; intervals are counted from 1970.</summary>
    internal static TimeSpan UntilNext(TimeSpan interval, DateTimeOffset now)
    {
        var into = TimeSpan.FromTicks((now - DateTimeOffset.UnixEpoch).Ticks % interval.Ticks);
        var middle = interval / 2;
        return into < middle ? middle - into : interval + middle - into;
    }
}
