using System.Diagnostics;

namespace Warren.Bench;

/// <summary>Times of one kind, in seconds.</summary>
internal sealed class Series(string name)
{
    private readonly List<double> seconds = [];

    public double Last => seconds[^1];

    public double Median => seconds.At(50);

    /// <summary>Adds the time since then.</summary>
    public void Add(long started) => seconds.Add(Stopwatch.GetElapsedTime(started).TotalSeconds);

    public void Print() => Console.WriteLine($"{name,-28} median {Median:0.000} s, {seconds.Min():0.000} to {seconds.Max():0.000}");
}
