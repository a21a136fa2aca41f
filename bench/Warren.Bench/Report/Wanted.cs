namespace Warren.Bench.Report;

/// <summary>What a figure shall keep to.</summary>
/// <param name="Text">In words.</param>
/// <param name="IsKept">Whether it does.</param>
internal sealed record Wanted(string Text, Func<Figure, bool> IsKept)
{
    public static Wanted AtLeast(double ratio) => new($"at least {Figure.Number(ratio)}", f => f.Ratio >= ratio);

    public static Wanted AtMost(double ratio) => new($"at most {Figure.Number(ratio)}", f => f.Ratio <= ratio);

    /// <summary>For figures whose own number is the promise, in its unit.</summary>
    public static Wanted NoMoreThan(double value) => new($"no more than {Figure.Number(value)}", f => f.Ours.At(50) <= value);

    /// <summary>For times that shall not scatter.</summary>
    public static Wanted SlowestOf20Under(double medians) => new($"19 of 20 under {Figure.Number(medians)} × the median", f => f.Ours.At(95) < medians * f.Ours.At(50));
}
