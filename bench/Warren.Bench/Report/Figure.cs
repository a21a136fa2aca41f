using System.Globalization;

namespace Warren.Bench.Report;

/// <summary>One thing measured, where there is something to compare it with on both sides in turn.</summary>
/// <param name="Group">What it belongs to, as a heading.</param>
/// <param name="What">What was measured.</param>
/// <param name="Unit">Of the numbers on both sides.</param>
/// <param name="Ours">Warren's, a number a round; one at least.</param>
/// <param name="Beside">What it is compared with, in words; empty: with nothing.</param>
/// <param name="Theirs">The comparison's, a number a round; none where it is compared with nothing.</param>
internal sealed record Figure(string Group, string What, string Unit, IReadOnlyList<double> Ours, string Beside, IReadOnlyList<double> Theirs)
{
    /// <summary>What it shall keep to; null: nothing is wanted.</summary>
    public Wanted? Wanted { get; init; }

    /// <summary>Names it in every run.</summary>
    public string Name => $"{Group}: {What}";

    /// <summary>Of the medians, Warren's to the other's; null: it is compared with nothing.</summary>
    public double? Ratio => Theirs.Count == 0 ? null : Ours.At(50) / Theirs.At(50);

    public static string Number(double value) => value.ToString(Math.Abs(value) switch { >= 100 => "0", >= 10 => "0.0", >= 1 => "0.00", _ => "0.000" }, CultureInfo.InvariantCulture);

    /// <summary>The median, and in brackets the smallest and the largest.</summary>
    public static string Spread(IReadOnlyList<double> values) => values.Count == 1 ? Number(values[0]) : $"{Number(values.At(50))} ({Number(values.Min())} to {Number(values.Max())})";

    public override string ToString()
    {
        var beside = Ratio is { } ratio ? $", {Beside} {Spread(Theirs)}: ratio {Number(ratio)}" : "";
        var wanted = Wanted is null ? "" : $", wanted {Wanted.Text}: {(Wanted.IsKept(this) ? "kept" : "MISSED")}";
        return $"{Name}: {Spread(Ours)} {Unit}{beside}{wanted}";
    }
}
