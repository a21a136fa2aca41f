using System.Text;

namespace Warren.Contract.Signing;

/// <summary>The query line of a canonical request. The sample in all comments is <c>b=2&amp;a=z&amp;a=x%20y&amp;C</c>.</summary>
internal static class CanonicalQuery
{
    /// <summary>Access and V11: keys by octets, then values by octets: <c>C=&amp;a=x%20y&amp;a=z&amp;b=2</c>.</summary>
    public static StringBuilder AppendSortedQuery(this StringBuilder to, string rawQuery)
    {
        var pairs = Pairs(rawQuery);
        pairs.Sort(static (left, right) => string.CompareOrdinal(left.Key, right.Key) is not 0 and var byKey
            ? byKey
            : string.CompareOrdinal(left.Value, right.Value));
        return to.AppendPairs(pairs);
    }

    /// <summary>Legacy: escaped keys whatever their case, and only the first value of each: <c>a=z&amp;b=2&amp;C=</c>.</summary>
    public static StringBuilder AppendFirstValues(this StringBuilder to, string rawQuery)
    {
        var pairs = Pairs(rawQuery)
            .DistinctBy(static pair => pair.Key, StringComparer.Ordinal)
            .OrderBy(static pair => Lower(pair.Key), StringComparer.Ordinal)
            .ThenBy(static pair => pair.Key, StringComparer.Ordinal);
        return to.AppendPairs(pairs);
    }

    /// <summary>Legacy, POST without a body: as Go's url.Values.Encode writes it, a blank being a plus: <c>C=&amp;a=z&amp;a=x+y&amp;b=2</c>.</summary>
    public static string FormEncoded(string rawQuery)
    {
        var pairs = Pairs(rawQuery).OrderBy(static pair => pair.Key, StringComparer.Ordinal);
        return new StringBuilder().AppendPairs(pairs).Replace("%20", "+").ToString();
    }

    private static List<(string Key, string Value)> Pairs(ReadOnlySpan<char> rawQuery)
    {
        var pairs = new List<(string, string)>();
        foreach (var range in rawQuery.Split('&'))
        {
            var pair = rawQuery[range];
            if (pair.IsEmpty) { continue; }

            var equals = pair.IndexOf('=');
            var key = equals < 0 ? pair : pair[..equals];
            var value = equals < 0 ? default : pair[(equals + 1)..];
            pairs.Add((PercentCoding.Decode(key, plusIsBlank: true), PercentCoding.Decode(value, plusIsBlank: true)));
        }

        return pairs;
    }

    private static StringBuilder AppendPairs(this StringBuilder to, IEnumerable<(string Key, string Value)> pairs)
    {
        var start = to.Length;
        foreach (var (key, value) in pairs)
        {
            if (to.Length > start) { to.Append('&'); }
            to.AppendEscaped(key).Append('=').AppendEscaped(value);
        }

        return to;
    }

    // Go compares in lower case; .NET's own comparison that ignores case does it in upper case, which puts an underscore after the letters.
    private static string Lower(string key) => new StringBuilder().AppendEscaped(key).ToString().ToLowerInvariant();
}
