using System.Diagnostics;
using Warren.Bench.Report;

namespace Warren.Bench.Density;

/// <summary>
/// Single nodes ordered one after the other and kept, until the last five took twice as long to run as the first five, or as many run as were asked for; and what is
/// short then: the processors' idle time and the memory that is left.
/// </summary>
internal static class DensityBench
{
    private const string Group = "Density";
    private const int Compared = 5;

    public static async Task<IReadOnlyList<Figure>> MeasureAsync(int most, CancellationToken ct)
    {
        await using var warren = await MeasuredWarren.StartAsync(
            warmPool: 0, fastStartFolder: null, new Dictionary<string, string>(StringComparer.Ordinal) { ["WARREN_Quota__InstancesPerProject"] = "1000" }, ct);
        await warren.PrintsAsync("Nodes start fast, from", ct);
        var client = await warren.SignedInAsync(ct);
        var before = AvailableMiB();
        var seconds = new List<double>();
        while (seconds.Count < most && (seconds.Count < 2 * Compared || seconds[^Compared..].At(50) < 2 * seconds[..Compared].At(50)))
        {
            var started = Stopwatch.GetTimestamp();
            await client.RunningAsync(warren.Order("00300-30109-0--0", $"bench-{seconds.Count}"), ct);
            seconds.Add(Stopwatch.GetElapsedTime(started).TotalSeconds);
        }

        var busy = await BusyAsync(ct);
        return
        [
            new(Group, "single nodes that run at once when orders took twice as long, or no more were ordered", "", [seconds.Count], "", []),
            new(Group, "order to RUNNING, the last five", "s", seconds[^Compared..], "the first five", seconds[..Compared]),
            new(Group, "memory of the machine for each", "MiB", [(before - AvailableMiB()) / seconds.Count], "", []),
            new(Group, "processors busy while all of them idle", "%", [busy], "", []),
        ];
    }

    /// <summary>
    /// From /proc/meminfo:
    /// <code>MemAvailable:   23012345 kB</code>
    /// </summary>
    private static double AvailableMiB() => ProcessCost.Kilobytes("/proc/meminfo", "MemAvailable:") / 1024;

    /// <summary>From the first line of /proc/stat, in ticks: <c>cpu  user nice system idle iowait irq softirq steal guest guest_nice</c>.</summary>
    private static async Task<double> BusyAsync(CancellationToken ct)
    {
        var (idle, all) = Ticks();
        await Task.Delay(TimeSpan.FromSeconds(10), ct);
        var (idleThen, allThen) = Ticks();
        return 100 * (1 - ((idleThen - idle) / (allThen - all)));
    }

    private static (double Idle, double All) Ticks()
    {
        var ticks = File.ReadLines("/proc/stat").First().Split(' ', StringSplitOptions.RemoveEmptyEntries).Skip(1).Take(8).Select(t => double.Parse(t, System.Globalization.CultureInfo.InvariantCulture)).ToList();
        return (ticks[3] + ticks[4], ticks.Sum());
    }
}
