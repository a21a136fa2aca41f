using Warren.Contract.Dms.V2;

namespace Warren.Server.Dms.V2;

/// <summary>Names and pages as the calls about vhosts, exchanges and queues write them.</summary>
internal static class TopologyPath
{
    /// <summary>Clients page in their own sizes here.</summary>
    public const int LongestPage = 1000;

    private const string Slash = "__F_SLASH__";
    private const string Backslash = "__B_SLASH__";

    /// <summary>The name in a part of a path; a slash, which would be two parts, is written __F_SLASH__ and a backslash __B_SLASH__ (as real clients need it).</summary>
    public static string Name(string part) => part.Replace(Slash, "/", StringComparison.Ordinal).Replace(Backslash, @"\", StringComparison.Ordinal);

    /// <summary>One page of all there is.</summary>
    public static PageResponse<TBody> Page<T, TBody>(HttpContext http, IReadOnlyList<T> all, Func<T, TBody> map)
    {
        var (skip, take) = ListV2Query.Page(http.Request.Query, LongestPage);
        List<TBody> items = [.. all.Skip(skip).Take(take).Select(map)];
        return new PageResponse<TBody> { Size = items.Count, Total = all.Count, Items = items };
    }
}
