using System.Globalization;
using Warren.Contract.Client;
using Warren.Contract.Dms.V1;
using Warren.WebConsole.Shared;

namespace Warren.WebConsole.Pages.Instances;

/// <summary>
/// A page of the list. The API pages by age; for another order this process reads the whole list (2000 at most, the API's longest page) and sorts it, so that
/// a browser never gets more than its page.
/// </summary>
internal static class InstanceList
{
    private const int LongestPage = 2000;

    public static async Task<ListInstancesResponse> PageAsync(DmsClient api, string name, string status, Sorting sorting, int start, int size, CancellationToken ct)
    {
        var byAge = sorting is { Key: "created", Down: false };
        var query = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["includeFailure"] = "true",
            ["name"] = name,
            ["status"] = status,
            ["start"] = (byAge ? start + 1 : 1).ToString(CultureInfo.InvariantCulture),
            ["limit"] = (byAge ? size : LongestPage).ToString(CultureInfo.InvariantCulture),
        };
        var found = await api.ListInstancesAsync(query, ct);
        return byAge ? found : found with { Instances = [.. Sort(found.Instances, sorting).Skip(start).Take(size)] };
    }

    private static IEnumerable<InstanceResponse> Sort(IReadOnlyList<InstanceResponse> instances, Sorting sorting)
    {
        IEnumerable<InstanceResponse> sorted = sorting.Key switch
        {
            "name" => instances.OrderBy(i => i.Name, StringComparer.CurrentCultureIgnoreCase),
            "status" => instances.OrderBy(i => i.Status, StringComparer.Ordinal),
            "flavour" => instances.OrderBy(i => i.Specification, StringComparer.Ordinal),
            "nodes" => instances.OrderBy(i => i.NodeNum),
            "storage" => instances.OrderBy(i => i.TotalStorageSpace),
            "version" => instances.OrderBy(i => i.BrokerVersion ?? i.EngineVersion, StringComparer.Ordinal),
            _ => instances,
        };
        return sorting.Down ? sorted.Reverse() : sorted;
    }
}
