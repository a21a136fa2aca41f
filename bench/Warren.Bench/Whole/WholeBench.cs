using System.Diagnostics;
using System.Globalization;
using Warren.Bench.Api;
using Warren.Bench.Density;
using Warren.Bench.FirstLogin;
using Warren.Bench.Identity;
using Warren.Bench.Operations;
using Warren.Bench.Peers;
using Warren.Bench.Report;
using Warren.Bench.Standing;
using Warren.Bench.Start;
using Warren.Bench.Stores;
using Warren.Bench.Writes;

namespace Warren.Bench.Whole;

/// <summary>Everything in one go, a quarter of an hour; and the short form, which only says what moved.</summary>
internal static class WholeBench
{
    /// <summary>Measures all and writes docs/performance.md and bench/ratios.json.</summary>
    /// <returns>0 also when something that is wanted was missed: the page says so.</returns>
    public static async Task<int> RunAsync(CancellationToken ct)
    {
        var run = Run();
        var figures = await MeasureAsync(
            [
                () => StartBench.MeasureAsync(5, ct),
                () => FirstLoginBench.MeasureAsync(3, 3, ct),
                () => OperationsBench.MeasureAsync(1, changes: false, ct),
                () => ApiBench.MeasureAsync(2, 1, postgres: true, ct),
                () => WritesBench.MeasureAsync(3, 2, postgres: true, ct),
                () => StoresBench.MeasureAsync([1_000, 100_000, 1_000_000], 1, usesPostgres: false, ct),
                () => IdentityBench.MeasureAsync(1, ct),
                () => ListBench.MeasureAsync(2, ct),
                () => StandingBench.MeasureAsync(20, ct),
                () => DensityBench.MeasureAsync(20, ct),
            ],
            ct);
        PerformancePage.Write(figures, run);
        return 0;
    }

    /// <summary>Measures what takes little time, and compares its ratios with those of the last whole run.</summary>
    /// <returns>0 also when some moved: a machine that is busy moves them too.</returns>
    public static async Task<int> RunQuickAsync(CancellationToken ct)
    {
        var figures = await MeasureAsync(
            [
                () => StartBench.MeasureAsync(3, ct),
                () => FirstLoginBench.MeasureAsync(2, 0, ct),
                () => ApiBench.MeasureAsync(1, 1, postgres: false, ct),
                () => WritesBench.MeasureAsync(2, 2, postgres: false, ct),
            ],
            ct);
        var moved = Movements.Of(figures, PerformancePage.Committed());
        Console.WriteLine(moved.Count == 0 ? "No ratio moved by more than 20 % since the last whole run." : "Moved by more than 20 % since the last whole run:\n" + string.Join('\n', moved));
        return 0;
    }

    private static async Task<IReadOnlyList<Figure>> MeasureAsync(IEnumerable<Func<Task<IReadOnlyList<Figure>>>> parts, CancellationToken ct)
    {
        var all = new List<Figure>();
        foreach (var part in parts)
        {
            ct.ThrowIfCancellationRequested();
            var began = Stopwatch.GetTimestamp();
            var figures = await part();
            foreach (var figure in figures)
            {
                Console.WriteLine(figure);
            }

            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"({Stopwatch.GetElapsedTime(began).TotalSeconds:0} s)"));

            all.AddRange(figures);
        }

        return all;
    }

    /// <summary>
    /// When and on what. The load is of the last minute, from /proc/loadavg:
    /// <code>0.52 0.58 0.59 1/389 12345</code>
    /// </summary>
    public static string Run() => string.Create(
        CultureInfo.InvariantCulture,
        $"Begun {TimeProvider.System.GetUtcNow():yyyy-MM-dd HH:mm} UTC on {Environment.ProcessorCount} processors, {ProcessCost.Kilobytes("/proc/meminfo", "MemTotal:") / 1024 / 1024:0} GiB, load {File.ReadAllText("/proc/loadavg").Split(' ')[0]}, .NET {Environment.Version}.");
}
