using System.Globalization;
using Warren.Live.Tests.Clients;
using Warren.Live.Tests.Machine;
using Warren.Live.Tests.Running;
using Warren.Live.Tests.Stores;

namespace Warren.Live.Tests.Chaos;

/// <summary>Makes and deletes many instances, a few at a time, and measures Warren's process, its disk and its store after each tenth of them.</summary>
internal sealed class SoakScenario(ChaosRun run, WarrenProcess warren, string kind, int total, int atOnce)
{
    private const int Samples = 10;

    /// <summary>Of resident memory, by which the last third may be above the third before it: the garbage collector's and the allocator's own ups and downs.</summary>
    private const double MemoryTolerance = 1.15;

    private const int HandleTolerance = 15;

    /// <summary>Tables that grow by what was ordered, on purpose: what was done can be asked later, the audit for as long as Audit:Retention says.</summary>
    private static readonly string[] Records = ["AuditEvents", "Tasks"];

    private readonly List<Sample> samples = [];
    private int made;

    public async Task RunAsync()
    {
        var tables = await TablesAsync();
        await MakeAndDeleteAsync(atOnce); // what is there once is there
        await MeasureAsync(tables);
        var before = samples[0];
        while (made < total)
        {
            for (var until = Math.Min(total, made + Math.Max(1, total / Samples)); made < until;)
            {
                await MakeAndDeleteAsync(Math.Min(atOnce, until - made));
            }

            await MeasureAsync(tables);
        }

        Judge(before, samples[^1]);
    }

    private async Task MakeAndDeleteAsync(int count)
    {
        var names = Enumerable.Range(made, count).Select(n => string.Create(CultureInfo.InvariantCulture, $"soak-{kind}-{n}")).ToList();
        made += count;
        await Task.WhenAll(names.Select(async name =>
        {
            var id = await warren.Api.CreateAsync(warren.Api.QuickStart(name));
            await warren.Api.RunningAsync(id);
            await warren.Api.DeleteAsync(id);
            await warren.Api.WatchUntilAsync(id, WarrenClient.Gone);
        }));
    }

    private async Task<IReadOnlyList<string>> TablesAsync() =>
        [.. (await StoreReader.Of(warren).ReadAsync("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name NOT LIKE '\\_\\_%' ESCAPE '\\' ORDER BY name")).Select(r => r[0])];

    private async Task MeasureAsync(IReadOnlyList<string> tables)
    {
        if (ChaosSettings.Sabotages && made >= total)
        {
            run.Did("sabotage: an instance is kept");
            await warren.Api.RunningAsync(await warren.Api.CreateAsync(warren.Api.QuickStart($"kept-{kind}")));
        }

        var questions = string.Join(" UNION ALL ", tables.Select(t => $"SELECT '{t}', COUNT(*) FROM \"{t}\""));
        var rows = (await StoreReader.Of(warren).ReadAsync(questions)).ToDictionary(r => r[0], r => long.Parse(r[1], CultureInfo.InvariantCulture), StringComparer.Ordinal);
        var status = File.ReadLines($"/proc/{warren.Pid}/status").Select(l => l.Split(':', 2)).ToDictionary(l => l[0], l => l[1].Trim(), StringComparer.Ordinal);
        var files = Directory.EnumerateFiles(warren.Data, "*", SearchOption.AllDirectories).ToList();
        var sample = new Sample(
            made,
            Number(status["VmRSS"]) / 1024,
            Directory.EnumerateFileSystemEntries($"/proc/{warren.Pid}/fd").Count(),
            Number(status["Threads"]),
            files.Sum(f => new FileInfo(f).Length) / 1024,
            files.Count,
            ProcessTable.Naming(Path.Combine(warren.Data, "brokers")).Count,
            rows);
        samples.Add(sample);
        run.Note(sample.ToString());
    }

    private static long Number(string text) => long.Parse(text.Split(' ')[0], CultureInfo.InvariantCulture);

    private void Judge(Sample first, Sample last)
    {
        var third = samples.Count / 3;
        var late = Median(samples.TakeLast(third).Select(s => s.MemoryMiB));
        var middle = Median(samples.SkipLast(third).TakeLast(third).Select(s => s.MemoryMiB));
        run.Judge($"{kind}: instances made and deleted", made, $"{total}", made == total);
        run.Judge(
            $"{kind}: memory, MiB: first / middle third / last third", string.Create(CultureInfo.InvariantCulture, $"{first.MemoryMiB} / {middle} / {late}"),
            string.Create(CultureInfo.InvariantCulture, $"last ≤ {MemoryTolerance} × middle"), run.IsShort || late <= middle * MemoryTolerance);
        run.Judge(
            $"{kind}: open handles, first / last", $"{first.Handles} / {last.Handles}", $"grow by {HandleTolerance} at most", last.Handles <= first.Handles + HandleTolerance);
        run.Judge($"{kind}: threads, first / last", $"{first.Threads} / {last.Threads}");
        run.Judge($"{kind}: disk of the data folder, KiB, first / last", $"{first.DiskKiB} / {last.DiskKiB}");
        run.Judge($"{kind}: files of the data folder, first / last", $"{first.Files} / {last.Files}", "stay as many", last.Files <= first.Files + 1);
        run.Judge($"{kind}: processes of brokers left", last.Brokers, "0", last.Brokers == 0);
        foreach (var table in Records)
        {
            var perInstance = (double)(last.Rows[table] - first.Rows[table]) / (last.Made - first.Made);
            run.Judge($"{kind}: rows of {table} for each instance, kept on purpose", string.Create(CultureInfo.InvariantCulture, $"{perInstance:0.00}"), "2.00", perInstance is > 1.99 and < 2.01);
        }

        var grown = last.Rows.Where(r => !Records.Contains(r.Key) && r.Value != first.Rows.GetValueOrDefault(r.Key)).Select(r => $"{r.Key} {first.Rows.GetValueOrDefault(r.Key)} → {r.Value}").ToList();
        run.Judge($"{kind}: other tables that have not as many rows as before", grown.Count == 0 ? "none" : string.Join(", ", grown), "none", grown.Count == 0);
    }

    private static long Median(IEnumerable<long> values)
    {
        var sorted = values.Order().ToList();
        return sorted[sorted.Count / 2];
    }

    private sealed record Sample(int Made, long MemoryMiB, int Handles, long Threads, long DiskKiB, int Files, int Brokers, IReadOnlyDictionary<string, long> Rows)
    {
        public override string ToString() => string.Create(
            CultureInfo.InvariantCulture,
            $"{Made} made and deleted: {MemoryMiB} MiB, {Handles} handles, {Threads} threads, {DiskKiB} KiB in {Files} files, {Brokers} broker processes, {string.Join(", ", Rows.Where(r => r.Value > 0).Select(r => $"{r.Key} {r.Value}"))}");
    }
}
