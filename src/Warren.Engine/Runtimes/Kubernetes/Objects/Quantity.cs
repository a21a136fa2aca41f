using System.Globalization;

namespace Warren.Engine.Runtimes.Kubernetes.Objects;

/// <summary>Quantities of Kubernetes, written in the one form in which the API server's own programs write them back.</summary>
internal static class Quantity
{
    private static readonly IReadOnlyList<(string Suffix, decimal Factor)> Suffixes =
    [
        ("Ki", 1L << 10), ("Mi", 1L << 20), ("Gi", 1L << 30), ("Ti", 1L << 40), ("Pi", 1L << 50),
        ("m", 0.001m), ("k", 1e3m), ("M", 1e6m), ("G", 1e9m), ("T", 1e12m), ("P", 1e15m),
    ];

    public static string OfCpus(double cpus)
    {
        var millis = (long)Math.Round(cpus * 1000);
        return millis % 1000 == 0 ? Text(millis / 1000) : Text(millis) + "m";
    }

    public static string OfBytes(long bytes)
    {
        var (suffix, factor) = Suffixes.Take(5).Reverse().FirstOrDefault(s => bytes % s.Factor == 0);
        return suffix is null ? Text(bytes) : Text((long)(bytes / factor)) + suffix;
    }

    /// <summary>The number that a quantity is; null: it is none.</summary>
    public static decimal? Read(string? text)
    {
        if (string.IsNullOrEmpty(text))
        {
            return null;
        }

        var (suffix, factor) = Suffixes.FirstOrDefault(s => text.EndsWith(s.Suffix, StringComparison.Ordinal));
        var digits = suffix is null ? text : text[..^suffix.Length];
        return decimal.TryParse(digits, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number * (suffix is null ? 1 : factor) : null;
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
