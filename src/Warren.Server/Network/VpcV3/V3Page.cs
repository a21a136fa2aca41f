using Warren.Contract.Vpc.V3;
using Warren.Engine.Network;

namespace Warren.Server.Network.VpcV3;

/// <summary>page_info of v3's lists.</summary>
internal static class V3Page
{
    public static PageInfo Of<T>(IReadOnlyList<T> items, Page page, Func<T, string> id) => new()
    {
        PreviousMarker = items.Count > 0 ? id(items[0]) : null,
        CurrentCount = items.Count,
        NextMarker = items.Count > 0 && items.Count == page.Limit ? id(items[^1]) : null,
    };
}
