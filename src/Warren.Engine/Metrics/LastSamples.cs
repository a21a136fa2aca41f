using System.Collections.Concurrent;
using Microsoft.Extensions.Options;

namespace Warren.Engine.Metrics;

/// <summary>The newest sample of each instance that this copy measures, for those who watch from outside.</summary>
public sealed class LastSamples(IOptions<MetricOptions> options, TimeProvider clock)
{
    /// <summary>An instance that was not measured for so many intervals is gone, or another copy's.</summary>
    private const int IntervalsKept = 4;

    private readonly ConcurrentDictionary<string, LastSample> samples = new(StringComparer.Ordinal);

    /// <summary>Those that are not out of date, by id of the instance.</summary>
    public IReadOnlyList<LastSample> Now()
    {
        var oldest = clock.GetUtcNow() - (options.Value.Interval * IntervalsKept);
        foreach (var (id, sample) in samples)
        {
            if (sample.At < oldest)
            {
                samples.TryRemove(new KeyValuePair<string, LastSample>(id, sample));
            }
        }

        return [.. samples.Values.OrderBy(s => s.Sample.InstanceId, StringComparer.Ordinal)];
    }

    internal void Show(LastSample sample) => samples[sample.Sample.InstanceId] = sample;
}

/// <param name="Name">The instance's name.</param>
/// <param name="NodeNames">In node order.</param>
/// <param name="Sample">What was measured.</param>
/// <param name="At">When.</param>
public sealed record LastSample(string Name, IReadOnlyList<string> NodeNames, MetricSample Sample, DateTimeOffset At);
