using System.Globalization;
using System.Text.RegularExpressions;
using Warren.Engine.Catalogue;
using Warren.Engine.Errors;

namespace Warren.Engine.Instances;

/// <summary>Maintenance windows as clients write them: HH, HH:mm or HH:mm:ss, kept in the precision given (decision 0.6).</summary>
public static partial class MaintainWindow
{
    /// <summary>Both or neither; neither is the default window in HH:mm.</summary>
    /// <exception cref="WarrenException">MaintainWindowInvalid.</exception>
    public static (string Begin, string End) ForCreate(string? begin, string? end, ProductCatalogue catalogue)
    {
        if (string.IsNullOrEmpty(begin) && string.IsNullOrEmpty(end))
        {
            var window = catalogue.Windows.Single(w => w.IsDefault);
            return (Format(window.Begin), Format(window.End));
        }

        return Match(Hour(begin), Hour(end), catalogue) is not null
            ? (begin!, end!)
            : throw new WarrenException(DmsErrors.MaintainWindowInvalid);
    }

    /// <summary>Null when neither is given. One alone is enough: each begin and each end belongs to one window; the other is written in its precision.</summary>
    /// <exception cref="WarrenException">MaintainWindowInvalid.</exception>
    public static (string Begin, string End)? ForUpdate(string? begin, string? end, ProductCatalogue catalogue)
    {
        if (string.IsNullOrEmpty(begin) && string.IsNullOrEmpty(end))
        {
            return null;
        }

        if (string.IsNullOrEmpty(end))
        {
            var byBegin = catalogue.Windows.SingleOrDefault(w => w.Begin == Hour(begin)) ?? throw new WarrenException(DmsErrors.MaintainWindowInvalid);
            return (begin!, Format(byBegin.End)[..2] + begin![2..]);
        }

        if (string.IsNullOrEmpty(begin))
        {
            var byEnd = catalogue.Windows.SingleOrDefault(w => w.End == Hour(end)) ?? throw new WarrenException(DmsErrors.MaintainWindowInvalid);
            return (Format(byEnd.Begin)[..2] + end[2..], end);
        }

        return ForCreate(begin, end, catalogue);
    }

    /// <summary>The beginning of the next window; the time itself when it lies in one. Windows are hours of UTC, and every day has one.</summary>
    public static DateTimeOffset Next(string begin, string end, DateTimeOffset from)
    {
        var (first, last) = (Hour(begin)!.Value, Hour(end)!.Value);
        var day = new DateTimeOffset(from.UtcDateTime.Date, TimeSpan.Zero);
        var length = TimeSpan.FromHours((last - first + 24) % 24);
        return new[] { day.AddDays(-1), day, day.AddDays(1) }
            .Select(d => d.AddHours(first))
            .Where(start => start + length > from)
            .Select(start => start > from ? start : from)
            .First();
    }

    private static MaintenanceWindow? Match(int? begin, int? end, ProductCatalogue catalogue) =>
        catalogue.Windows.SingleOrDefault(w => w.Begin == begin && w.End == end);

    private static int? Hour(string? time) =>
        time is not null && TimePattern().Match(time) is { Success: true } match
            ? int.Parse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture)
            : null;

    private static string Format(int hour) => hour.ToString("00", CultureInfo.InvariantCulture) + ":00";

    [GeneratedRegex(@"\A([0-9]{2})(:00){0,2}\z")]
    private static partial Regex TimePattern();
}
