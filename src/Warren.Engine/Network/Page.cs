using System.Diagnostics.CodeAnalysis;
using Microsoft.EntityFrameworkCore;

namespace Warren.Engine.Network;

/// <summary>Which part of a list. Lists of the network services are ordered by id, so that a marker stays good when its row is gone.</summary>
/// <param name="Limit">1 to 2000.</param>
/// <param name="Marker">Id of the last item of the page before.</param>
public sealed record Page(int Limit = Page.Longest, string? Marker = null)
{
    public const int Longest = 2000;
}

internal static class Pages
{
    [SuppressMessage("Globalization", "CA1309", Justification = "The store compares: only this overload is translated.")]
    public static IQueryable<T> On<T>(this IQueryable<T> items, Page page, string key = "Id")
        where T : class
    {
        if (page.Marker is { } marker)
        {
            items = items.Where(item => string.Compare(EF.Property<string>(item, key), marker) > 0);
        }

        return items.OrderBy(item => EF.Property<string>(item, key)).Take(page.Limit);
    }

    /// <summary>The same for a list that is already here.</summary>
    public static IReadOnlyList<T> On<T>(this IEnumerable<T> items, Page page, Func<T, string> key) =>
    [
        .. items.Where(item => page.Marker is null || string.CompareOrdinal(key(item), page.Marker) > 0)
            .OrderBy(key, StringComparer.Ordinal)
            .Take(page.Limit),
    ];
}
