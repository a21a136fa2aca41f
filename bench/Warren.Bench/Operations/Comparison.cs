using System.Globalization;

namespace Warren.Bench.Operations;

/// <summary>One change, by Warren and by hand.</summary>
internal sealed class Comparison(string what)
{
    public string What => what;

    public Series Ours { get; } = new(what);

    public Series ByHand { get; } = new("  by hand");

    /// <summary>The last round's.</summary>
    public string Last => string.Create(CultureInfo.InvariantCulture, $"{what} {Ours.Last:0.00} s by hand {ByHand.Last:0.00} s");

    public void Print()
    {
        Ours.Print();
        ByHand.Print();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  ratio of the medians {Ours.Median / ByHand.Median:0.000}"));
    }
}
