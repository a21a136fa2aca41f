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
    /// <summary>What the ratio shall not exceed; null: nothing is wanted, or <see cref="AtLeast"/> is.</summary>
    public double? AtMost { get; init; }

    /// <summary>What the ratio shall not fall below.</summary>
    public double? AtLeast { get; init; }

    /// <summary>Said below the table.</summary>
    public string? Note { get; init; }

    /// <summary>Of the medians, Warren's to the other's.</summary>
    public double Ratio => Ours.At(50) / Theirs.At(50);

    /// <summary>Whether the ratio is as wanted; null where nothing is wanted.</summary>
    public bool? IsMet => AtMost is { } most ? Ratio <= most : AtLeast is { } least ? Ratio >= least : null;
}
