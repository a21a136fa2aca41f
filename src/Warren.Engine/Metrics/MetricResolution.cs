namespace Warren.Engine.Metrics;

/// <summary>How finely points are kept, and for how long.</summary>
/// <param name="Seconds">Length of a point's while.</param>
/// <param name="Kept">How long its points are kept.</param>
public sealed record MetricResolution(int Seconds, TimeSpan Kept)
{
    public static MetricResolution Raw { get; } = new(15, TimeSpan.FromHours(2));

    public static MetricResolution FiveMinutes { get; } = new(300, TimeSpan.FromDays(8));

    public static MetricResolution Hour { get; } = new(3600, TimeSpan.FromDays(155));

    /// <summary>Finest first; every sample goes into each.</summary>
    public static IReadOnlyList<MetricResolution> All { get; } = [Raw, FiveMinutes, Hour];

    /// <summary>The coarsest whose points make up whiles of this length.</summary>
    /// <param name="seconds">A multiple of one of them.</param>
    public static MetricResolution For(int seconds) => All.Last(r => seconds % r.Seconds == 0);

    /// <summary>When the while with this moment began.</summary>
    public static DateTimeOffset StartOf(DateTimeOffset moment, int seconds)
    {
        var length = seconds * 1000L;
        return DateTimeOffset.FromUnixTimeMilliseconds(moment.ToUnixTimeMilliseconds() / length * length);
    }
}
