using System.Diagnostics;

namespace Warren.Bench.Report;

/// <summary>Times of one thing on both sides, as they come in, seconds.</summary>
internal sealed class Sides(string group, string what, string beside = "")
{
    private readonly List<double> ours = [];
    private readonly List<double> theirs = [];

    public Wanted? Wanted { get; init; }

    public string What => what;

    public async Task OursAsync(Func<Task> act) => ours.Add(await SecondsAsync(act));

    public async Task TheirsAsync(Func<Task> act) => theirs.Add(await SecondsAsync(act));

    /// <summary>Seconds that were taken elsewhere.</summary>
    public void Ours(double seconds) => ours.Add(seconds);

    public void Theirs(double seconds) => theirs.Add(seconds);

    public Figure Figure() => new(group, what, "s", ours, beside, theirs) { Wanted = Wanted };

    private static async Task<double> SecondsAsync(Func<Task> act)
    {
        var started = Stopwatch.GetTimestamp();
        await act();
        return Stopwatch.GetElapsedTime(started).TotalSeconds;
    }
}
