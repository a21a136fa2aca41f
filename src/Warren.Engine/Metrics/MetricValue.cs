using System.Globalization;

namespace Warren.Engine.Metrics;

/// <summary>What the samples of one metric in a while come to.</summary>
/// <param name="Sum">Of all samples.</param>
/// <param name="Max">The largest.</param>
/// <param name="Min">The smallest.</param>
/// <param name="Samples">How many, 1 at least.</param>
public sealed record MetricValue(double Sum, double Max, double Min, int Samples)
{
    public double Average => Sum / Samples;

    public static MetricValue Of(double sample) => new(sample, sample, sample, 1);

    public MetricValue And(MetricValue other) => new(Sum + other.Sum, Math.Max(Max, other.Max), Math.Min(Min, other.Min), Samples + other.Samples);

    /// <summary>
    /// The values of a point as they are stored, in the order of their names. A metric with one sample is that sample; with more it is sum, maximum, minimum and number:
    /// <code>channels=4 connections=7,3,1,4</code>
    /// </summary>
    public static string Write(IEnumerable<KeyValuePair<string, MetricValue>> values) =>
        string.Join(' ', values.OrderBy(v => v.Key, StringComparer.Ordinal).Select(v => $"{v.Key}={Write(v.Value)}"));

    /// <summary>Reads what <see cref="Write(IEnumerable{KeyValuePair{string, MetricValue}})"/> wrote.</summary>
    public static Dictionary<string, MetricValue> Read(string text)
    {
        var values = new Dictionary<string, MetricValue>(StringComparer.Ordinal);
        foreach (var part in text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            var at = part.IndexOf('=', StringComparison.Ordinal);
            var numbers = part[(at + 1)..].Split(',');
            values[part[..at]] = numbers.Length == 1
                ? Of(Number(numbers[0]))
                : new MetricValue(Number(numbers[0]), Number(numbers[1]), Number(numbers[2]), int.Parse(numbers[3], CultureInfo.InvariantCulture));
        }

        return values;
    }

    private static string Write(MetricValue value) => value.Samples == 1
        ? value.Sum.ToString("R", CultureInfo.InvariantCulture)
        : string.Create(CultureInfo.InvariantCulture, $"{value.Sum:R},{value.Max:R},{value.Min:R},{value.Samples}");

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}
