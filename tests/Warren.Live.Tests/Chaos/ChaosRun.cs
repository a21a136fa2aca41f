using System.Diagnostics;
using System.Globalization;
using System.Text;
using CsCheck;

namespace Warren.Live.Tests.Chaos;

/// <summary>One run of a scenario: its seed, its time, what it did and what came of it. The same seed makes the same choices; how long things take is the machine's.</summary>
internal sealed class ChaosRun
{
    private const int MostTimes = 8;

    private readonly long began = Stopwatch.GetTimestamp();
    private readonly DateTimeOffset date = TimeProvider.System.GetUtcNow();
    private readonly TimeSpan time;
    private readonly List<Verdict> verdicts = [];
    private readonly SortedDictionary<string, int> done = new(StringComparer.Ordinal);
    private readonly Lock writing = new();
    private readonly StringBuilder story = new();

    public ChaosRun(string scenario, bool isShort)
    {
        Scenario = scenario;
        IsShort = isShort;
        time = isShort ? TimeSpan.Zero : ChaosSettings.Time;
        Seed = ChaosSettings.Seed(isShort);
        Note($"{scenario}: seed {Seed}{(isShort ? ", short form" : string.Create(CultureInfo.InvariantCulture, $", {time.TotalMinutes} min"))}");
    }

    public string Scenario { get; }

    public bool IsShort { get; }

    public int Seed { get; }

    /// <summary>Whether a long form shall begin another round.</summary>
    public bool HasTime => Stopwatch.GetElapsedTime(began) < time;

    /// <summary>Whether a long form that has not done enough in its time shall end all the same.</summary>
    public bool IsOverdue => Stopwatch.GetElapsedTime(began) > MostTimes * time;

    /// <summary>Choices of one actor of the run: the same for the same seed, whatever the other actors do.</summary>
    /// <param name="actor">Number of the actor.</param>
    public Choices ChoicesOf(int actor) => new(new PCG((uint)actor + 1, (ulong)Seed));

    /// <summary>Says what happens, with the time.</summary>
    public void Note(string what)
    {
        lock (writing)
        {
            var line = string.Create(CultureInfo.InvariantCulture, $"[{Stopwatch.GetElapsedTime(began).TotalSeconds,7:0.0} s] {what}");
            story.AppendLine(line);
            if (IsShort)
            {
                TestContext.Current.TestOutputHelper!.WriteLine(line);
            }
            else
            {
                Console.WriteLine(line); // whoever runs it looks on
            }
        }
    }

    /// <summary>The same, and counts it in the report.</summary>
    public void Did(string what, string detail = "")
    {
        lock (writing)
        {
            done[what] = done.GetValueOrDefault(what) + 1;
        }

        Note(detail.Length > 0 ? $"{what}: {detail}" : what);
    }

    /// <summary>A figure and what is promised of it.</summary>
    /// <param name="what">Of what.</param>
    /// <param name="figure">As it is shown.</param>
    /// <param name="promise">What has to be so; empty: nothing is.</param>
    /// <param name="isKept">Whether it is.</param>
    public void Judge(string what, string figure, string promise = "", bool isKept = true) => verdicts.Add(new Verdict(what, figure, promise, isKept));

    public void Judge(string what, long figure, string promise = "", bool isKept = true) => Judge(what, figure.ToString(CultureInfo.InvariantCulture), promise, isKept);

    /// <summary>Runs the scenario, prints the verdict, writes it down when it was a long form, and fails when a promise was not kept.</summary>
    public async Task JudgeAsync(Func<Task> scenario)
    {
        Exception? failure = null;
        try
        {
            await scenario();
        }
        catch (Exception e)
        {
            failure = e;
            Judge("the run", "did not come to its end", "comes to its end", isKept: false);
            Note($"did not come to its end: {e}");
        }

        var took = Stopwatch.GetElapsedTime(began);
        Note($"verdict of {Scenario}, seed {Seed}:\n{Table()}");
        if (!IsShort)
        {
            await File.WriteAllTextAsync(Running.Repository.PathOf("artifacts", $"chaos-{Scenario}-{Seed}.log"), story.ToString());
            if (ChaosSettings.WritesDocs)
            {
                ReliabilityReport.Write(Scenario, Section(took));
            }
        }

        Assert.True(failure is null, failure?.ToString());
        Assert.True(verdicts.TrueForAll(v => v.IsKept), $"seed {Seed}: {string.Join("; ", verdicts.Where(v => !v.IsKept).Select(v => $"{v.What} {v.Figure}, must be {v.Promise}"))}");
    }

    private string Table()
    {
        var text = new StringBuilder("| what | figure | promised | verdict |\n|---|---|---|---|\n");
        foreach (var verdict in verdicts)
        {
            text.Append($"| {verdict.What} | {verdict.Figure} | {verdict.Promise} | {(verdict.Promise.Length == 0 ? "" : verdict.IsKept ? "kept" : "**BROKEN**")} |\n");
        }

        return text.ToString();
    }

    private string Section(TimeSpan took)
    {
        var did = done.Count == 0 ? "" : $"\nWhat was done: {string.Join(", ", done.Select(d => $"{d.Key} {d.Value}×"))}.\n";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"Seed {Seed}, {date:yyyy-MM-dd HH:mm} UTC, {took.TotalMinutes:0.0} min, on {ReliabilityReport.Machine()}.\n{did}\n{Table()}");
    }

    private sealed record Verdict(string What, string Figure, string Promise, bool IsKept);
}
