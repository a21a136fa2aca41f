using System.Globalization;

namespace Warren.Bench.Report;

/// <summary>One thing measured on both sides in turn.</summary>
/// <param name="Group">What it belongs to, as a heading.</param>
/// <param name="What">What was measured.</param>
/// <param name="Unit">Of the numbers on both sides.</param>
/// <param name="Ours">Warren's, a number a round.</param>
/// <param name="Beside">What it is compared with, in words.</param>
/// <param name="Theirs">The comparison's, a number a round.</param>
internal sealed record Figure(string Group, string What, string Unit, IReadOnlyList<double> Ours, string Beside, IReadOnlyList<double> Theirs)
{
    /// <summary>What the ratio shall not fall below; null: nothing is wanted.</summary>
    public double? AtLeast { get; init; }

    /// <summary>Of the medians, Warren's to the other's.</summary>
    public double Ratio => Ours.At(50) / Theirs.At(50);

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Group}, {What}: {Ours.At(50):0.###} {Unit}, {Beside} {Theirs.At(50):0.###}: ratio {Ratio:0.000}{(AtLeast is { } least ? $", wanted at least {least}{(Ratio < least ? ", missed" : "")}" : "")}");
}
