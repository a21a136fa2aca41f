using System.Globalization;

namespace Warren.WebConsole.Shared;

/// <summary>Times of the API, as people read them; always UTC, and it says so.</summary>
internal static class Times
{
    private const string Format = "yyyy-MM-dd HH:mm:ss 'UTC'";

    /// <param name="milliseconds">Since 1970-01-01 UTC, as DMS writes times.</param>
    public static string OfUnix(string milliseconds) =>
        long.TryParse(milliseconds, NumberStyles.None, CultureInfo.InvariantCulture, out var ms) ? OfUnix(ms) : milliseconds;

    public static string OfUnix(long milliseconds) => Show(DateTimeOffset.FromUnixTimeMilliseconds(milliseconds));

    /// <param name="text">ISO 8601, as the other services write them.</param>
    public static string OfIso(string? text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? Show(time) : text ?? "";

    public static string Show(DateTimeOffset time) => time.UtcDateTime.ToString(Format, CultureInfo.InvariantCulture);
}
