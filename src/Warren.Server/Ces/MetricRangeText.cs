using System.Globalization;
using Warren.Engine.Errors;
using Warren.Engine.Metrics;
using Warren.Server.Http;

namespace Warren.Server.Ces;

/// <summary>Reads from, to, period and filter.</summary>
internal static class MetricRangeText
{
    /// <summary>The period that asks for the finest points there are.</summary>
    private const string RawPeriod = "1";

    /// <exception cref="WarrenException">One of them is missing or bad.</exception>
    public static MetricRange Range(ErrorCode code, string? from, string? to, string? period)
    {
        var (first, last) = (UnixTime.Milliseconds(code, "from", from), UnixTime.Milliseconds(code, "to", to));
        if (last <= first)
        {
            throw new WarrenException(code, "to", "a later time than from");
        }

        return new MetricRange(first, last, Period(code, period));
    }

    /// <summary>Which of a point's values is asked for.</summary>
    /// <exception cref="WarrenException">It is none of those that are kept.</exception>
    public static MetricFilterKind Filter(ErrorCode code, string? text) => text switch
    {
        "average" => MetricFilterKind.Average,
        "max" => MetricFilterKind.Max,
        "min" => MetricFilterKind.Min,
        _ => throw new WarrenException(code, "filter", "average, max or min"),
    };

    private static int Period(ErrorCode code, string? text) =>
        text == RawPeriod ? MetricResolution.Raw.Seconds
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && seconds != MetricResolution.Raw.Seconds && MetricService.Periods.Contains(seconds) ? seconds
        : throw new WarrenException(code, "period", "1, 300, 1200, 3600, 14400 or 86400");
}

/// <summary>What of the samples in a while is shown.</summary>
internal enum MetricFilterKind
{
    Average,
    Max,
    Min,
}
