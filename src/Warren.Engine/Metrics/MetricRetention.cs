using Microsoft.Extensions.Logging;
using Warren.Engine.Hosting;

namespace Warren.Engine.Metrics;

/// <summary>Deletes points that are too old.</summary>
internal sealed class MetricRetention(MetricStore points, TimeProvider clock, ILogger<MetricRetention> logger) : HourlySweep(clock)
{
    public override Task SweepAsync(CancellationToken ct) => points.SweepAsync(ct);

    protected override void Failed(Exception exception) => Log.SweepFailed(logger, exception);
}
