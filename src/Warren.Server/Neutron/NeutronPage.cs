using Microsoft.AspNetCore.Http.Extensions;
using Warren.Contract.Neutron;
using Warren.Engine.Network;
using Warren.Server.Http;

namespace Warren.Server.Neutron;

/// <summary>Where a list of the neutron calls goes on: python-neutronclient and gophercloud follow this link.</summary>
internal static class NeutronPage
{
    public static IReadOnlyList<NeutronLink>? Links<T>(IReadOnlyList<T> items, Page page, Func<T, string> id, HttpContext http)
    {
        if (items.Count < page.Limit)
        {
            return null;
        }

        var query = new QueryBuilder(http.Request.Query.Where(p => p.Key != "marker").SelectMany(p => p.Value, (p, value) => KeyValuePair.Create(p.Key, value ?? "")))
        {
            { "marker", id(items[^1]) },
        };
        var address = http.RequestServices.GetRequiredService<PublicAddress>().Of(http.Request);
        return [new NeutronLink { Rel = "next", Href = $"{address}{http.ServicePrefix()}{http.Request.Path}{query}" }];
    }
}
