using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using Warren.Contract.Dms.V1;
using Warren.Engine.Catalogue;
using Warren.Engine.Instances;
using Warren.Server.Hosting;
using Warren.Server.Http;
using Warren.Server.Iam;

namespace Warren.Server.Dms.V1;

/// <summary>Chapter 6 of the reference: zones, products, maintenance windows. Any authenticated caller may ask (as real clients need it).</summary>
internal static class ReferenceDataApi
{
    public static void MapReferenceDataV1(this IEndpointRouteBuilder app)
    {
        app.MapGet("/v1.0/availableZones", Zones).RequiresAuthentication().AnswersFromStore();
        app.MapGet("/v1.0/products", Products).RequiresAuthentication().AnswersFromStore();
        app.MapGet("/v1.0/instances/maintain-windows", MaintainWindows).RequiresAuthentication();
    }

    internal static Ok<AvailableZonesResponse> Zones(InstallationFacts facts) => TypedResults.Ok(new AvailableZonesResponse
    {
        RegionId = facts.Region,
        RegionIdSnakeCase = facts.Region,
        AvailableZones =
        [
            .. facts.Zones.Select(z => new AvailableZone
            {
                Id = z.Id,
                Code = z.Code,
                Name = z.Code,
                Port = "8002",
                ResourceAvailability = "true",
                SoldOut = false,
                DefaultAz = z.Ordinal == 0,
                RemainTime = 0,
                Ipv6Enable = false,
            }),
        ],
    });

    internal static Ok<ProductsResponse> Products(string? engine, ProductCatalogue catalogue, InstallationFacts facts)
    {
        if (!string.IsNullOrEmpty(engine))
        {
            InstanceRules.Engine(engine);
        }

        return TypedResults.Ok(ProductMap.ToResponse(catalogue, [.. facts.Zones.Select(z => z.Code)]));
    }

    internal static Ok<MaintainWindowsResponse> MaintainWindows(ProductCatalogue catalogue) => TypedResults.Ok(new MaintainWindowsResponse
    {
        MaintainWindows =
        [
            .. catalogue.Windows.Select(w => new Contract.Dms.V1.MaintainWindow { Seq = w.Seq, Begin = Hour(w.Begin), End = Hour(w.End), Default = w.IsDefault }),
        ],
    });

    private static string Hour(int hour) => hour.ToString("00", CultureInfo.InvariantCulture);
}
