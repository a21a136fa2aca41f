using System.Globalization;
using System.Net;

namespace Warren.Engine.Iam.Policies;

/// <summary>
/// A comparison of conditions: how a value of the policy must look, and how it is compared with the request's. A negated one holds exactly where
/// its positive form does not, so also for a request that has no such key.
/// </summary>
internal sealed record ConditionOperator(string Name, string Expects, Func<string, bool> Accepts, Func<string, string, bool> Compare, bool Negated = false)
{
    private const DateTimeStyles Utc = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal;

    private static readonly Dictionary<string, ConditionOperator> ByName = All().ToDictionary(o => o.Name, StringComparer.Ordinal);

    public static IEnumerable<string> Names => ByName.Keys;

    public static ConditionOperator? Find(string name) => ByName.GetValueOrDefault(name);

    private static IEnumerable<ConditionOperator> All()
    {
        foreach (var (name, compare) in Texts())
        {
            yield return new(name, "text", _ => true, compare);
            yield return new(name.Insert("String".Length, "Not"), "text", _ => true, compare, Negated: true);
        }

        foreach (var (suffix, holds) in Orders())
        {
            yield return new("Number" + suffix, "a number", v => Number(v) is not null, (actual, wanted) => Number(actual) is { } a && holds(a.CompareTo(Number(wanted)!.Value)));
            yield return new("Date" + suffix, "a time such as 2026-01-31T00:00:00Z", v => Date(v) is not null, (actual, wanted) => Date(actual) is { } a && holds(a.CompareTo(Date(wanted)!.Value)));
        }

        static bool SameNumber(string actual, string wanted) => Number(actual) is { } a && a == Number(wanted);
        static bool SameDate(string actual, string wanted) => Date(actual) is { } a && a == Date(wanted);
        static bool InRange(string actual, string range) => IPAddress.TryParse(actual, out var address) && Range(range)!.Value.Contains(address);
        yield return new("NumberEquals", "a number", v => Number(v) is not null, SameNumber);
        yield return new("NumberNotEquals", "a number", v => Number(v) is not null, SameNumber, Negated: true);
        yield return new("DateEquals", "a time such as 2026-01-31T00:00:00Z", v => Date(v) is not null, SameDate);
        yield return new("DateNotEquals", "a time such as 2026-01-31T00:00:00Z", v => Date(v) is not null, SameDate, Negated: true);
        yield return new("Bool", "true or false", v => bool.TryParse(v, out _), (actual, wanted) => string.Equals(actual, wanted.Trim(), StringComparison.OrdinalIgnoreCase));
        yield return new("IpAddress", "an address or a range such as 10.0.0.0/8", v => Range(v) is not null, InRange);
        yield return new("NotIpAddress", "an address or a range such as 10.0.0.0/8", v => Range(v) is not null, InRange, Negated: true);
    }

    /// <summary>Each has a Not form.</summary>
    private static IEnumerable<(string Name, Func<string, string, bool> Compare)> Texts()
    {
        yield return ("StringEquals", (actual, wanted) => string.Equals(actual, wanted, StringComparison.Ordinal));
        yield return ("StringEqualsIgnoreCase", (actual, wanted) => string.Equals(actual, wanted, StringComparison.OrdinalIgnoreCase));
        yield return ("StringLike", (actual, wanted) => Wildcard.Matches(wanted, actual, ignoreCase: false, questionMark: true));
        yield return ("StringStartWith", (actual, wanted) => actual.StartsWith(wanted, StringComparison.Ordinal));
        yield return ("StringEndWith", (actual, wanted) => actual.EndsWith(wanted, StringComparison.Ordinal));
    }

    private static IEnumerable<(string Suffix, Func<int, bool> Holds)> Orders()
    {
        yield return ("LessThan", c => c < 0);
        yield return ("LessThanEquals", c => c <= 0);
        yield return ("GreaterThan", c => c > 0);
        yield return ("GreaterThanEquals", c => c >= 0);
    }

    private static decimal? Number(string text) => decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) ? value : null;

    private static DateTimeOffset? Date(string text) => DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, Utc, out var value) ? value : null;

    /// <summary>A range, or an address as the range of it alone.</summary>
    private static IPNetwork? Range(string text) =>
        IPNetwork.TryParse(text, out var range) ? range
        : IPAddress.TryParse(text, out var one) ? new IPNetwork(one, one.GetAddressBytes().Length * 8)
        : null;
}
