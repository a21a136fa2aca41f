using Microsoft.AspNetCore.Http.HttpResults;
using Warren.Contract.Iam;
using Warren.Server.Hosting;
using Warren.Server.Http;

namespace Warren.Server.Iam.Administration;

/// <summary>The catalog in Keystone's other form, for clients that look a service up by name. Any authenticated caller may ask.</summary>
internal static class ServicesApi
{
    public static void MapServices(this IEndpointRouteBuilder app)
    {
        app.MapGet("/v3/services", Services).RequiresAuthentication();
        app.MapGet("/v3/endpoints", Endpoints).RequiresAuthentication();
        app.MapGet("/v3/regions", Regions).RequiresAuthentication();
    }

    private static Ok<ServicesResponse> Services(string? type, HttpContext http, PublicAddress address, InstallationFacts facts)
    {
        var url = address.Of(http.Request);
        return TypedResults.Ok(new ServicesResponse
        {
            Services =
            [
                .. Catalog(http, url, facts).Where(e => string.IsNullOrEmpty(type) || e.Type == type).Select(e => new ServiceBody
                {
                    Id = e.Id,
                    Name = e.Name,
                    Type = e.Type,
                    Enabled = true,
                    Links = new ListLinks { Self = $"{url}/v3/services/{e.Id}" },
                }),
            ],
            Links = AdministrationMap.ListLinks(http, url),
        });
    }

    private static Ok<EndpointsResponse> Endpoints(string? service_id, HttpContext http, PublicAddress address, InstallationFacts facts)
    {
        var url = address.Of(http.Request);
        return TypedResults.Ok(new EndpointsResponse
        {
            Endpoints =
            [
                .. Catalog(http, url, facts).Where(e => string.IsNullOrEmpty(service_id) || e.Id == service_id).SelectMany(e => e.Endpoints.Select(p => new EndpointBody
                {
                    Id = p.Id,
                    ServiceId = e.Id,
                    Interface = p.Interface,
                    Url = p.Url,
                    Region = p.Region,
                    RegionId = p.RegionId,
                    Enabled = true,
                })),
            ],
            Links = AdministrationMap.ListLinks(http, url),
        });
    }

    private static Ok<RegionsResponse> Regions(HttpContext http, PublicAddress address, InstallationFacts facts)
    {
        var url = address.Of(http.Request);
        return TypedResults.Ok(new RegionsResponse
        {
            Regions = [new RegionBody { Id = facts.Region, Type = "public", Description = "", Links = new ListLinks { Self = $"{url}/v3/regions/{facts.Region}" } }],
            Links = AdministrationMap.ListLinks(http, url),
        });
    }

    private static IReadOnlyList<CatalogEntry> Catalog(HttpContext http, string url, InstallationFacts facts) => ServiceCatalog.For(url, facts.Region, http.Caller().ProjectId);
}
