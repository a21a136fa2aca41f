namespace Warren.Bench.Report;

/// <summary>What is not as it was when the whole was measured last.</summary>
internal static class Movements
{
    /// <summary>A ratio that differs by less moves with every run.</summary>
    private const double Tolerance = 0.2;

    /// <summary>A line for each ratio that moved.</summary>
    public static IReadOnlyList<string> Of(IReadOnlyList<Figure> figures, IReadOnlyDictionary<string, double> committed) =>
    [
        .. from figure in figures
           where figure.Ratio is not null && committed.ContainsKey(figure.Name)
           let before = committed[figure.Name]
           let change = (figure.Ratio!.Value - before) / before
           where Math.Abs(change) > Tolerance
           select $"{figure.Name}: ratio {Figure.Number(figure.Ratio!.Value)}, was {Figure.Number(before)}: {change:+0%;-0%}",
    ];
}
