namespace Warren.Bench;

/// <summary>Of what was measured.</summary>
internal static class Quantiles
{
    /// <param name="measured">One at least, in any order.</param>
    /// <param name="percent">How many of a hundred are below, 0 to 99; 50: the median.</param>
    public static double At(this IReadOnlyCollection<double> measured, int percent) => measured.Order().ElementAt(measured.Count * percent / 100);
}
