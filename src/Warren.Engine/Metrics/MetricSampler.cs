using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Warren.Engine.Catalogue;
using Warren.Engine.Instances;
using Warren.Engine.Runtimes;
using Warren.Engine.Security;

namespace Warren.Engine.Metrics;

/// <summary>Measures every instance whose turn it is, several at once, and keeps the result.</summary>
internal sealed class MetricSampler(
    MetricTurns turns, MetricProbe probe, MetricStore points, LastSamples last, ProductCatalogue catalogue, SecretProtector secrets, IOptions<MetricOptions> options,
    TimeProvider clock, ILogger<MetricSampler> logger)
{
    /// <summary>Instances measured at once.</summary>
    private const int Parallelism = 8;

    /// <summary>Instances whose points are written by one transaction.</summary>
    private const int Batch = 64;

    /// <summary>Once over all that are due.</summary>
    public async Task RoundAsync(CancellationToken ct)
    {
        while (await turns.TakeAsync(options.Value.Interval, Batch, ct) is { Count: > 0 } due)
        {
            var at = clock.GetUtcNow();
            var measured = new ConcurrentBag<LastSample>();
            await Parallel.ForEachAsync(due, new ParallelOptions { MaxDegreeOfParallelism = Parallelism, CancellationToken = ct }, async (instance, stop) =>
            {
                if (await TryMeasureAsync(instance, at, stop) is { } sample)
                {
                    measured.Add(sample);
                }
            });
            await points.AddAsync([.. measured.Select(m => m.Sample)], at, ct);
            foreach (var sample in measured)
            {
                last.Show(sample);
            }
        }
    }

    private async Task<LastSample?> TryMeasureAsync(Instance instance, DateTimeOffset at, CancellationToken stop)
    {
        try
        {
            var plan = BrokerPlan.From(instance, catalogue.BySpecCode(instance.SpecCode)!, secrets);
            var sample = await probe.MeasureAsync(plan, MetricProbe.Percent(instance.UsedStorageGb, instance.StorageGb), options.Value.Interval, stop);
            return new LastSample(instance.Name, [.. plan.Addresses.Select((_, index) => plan.NodeName(index))], sample, at);
        }
        catch (Exception e) when (!stop.IsCancellationRequested)
        {
            Log.NotMeasured(logger, instance.Id, e);
            return null;
        }
    }
}
