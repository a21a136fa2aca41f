using Microsoft.AspNetCore.Http.HttpResults;
using Warren.Contract.Dms.V2;
using Warren.Engine.Catalogue;
using Warren.Engine.Runtimes;
using Warren.Server.Dms.V1;
using Warren.Server.Hosting;
using Warren.Server.Http;
using Warren.Server.Iam;

namespace Warren.Server.Dms.V2;

/// <summary>What can be ordered, on /v2: chapter 6 of the reference under other paths, and the products as newer clients read them.</summary>
internal static class ReferenceDataV2Api
{
    public static void MapReferenceDataV2(this IEndpointRouteBuilder app)
    {
        app.MapGet("/v2/rabbitmq/products", EngineProducts).RequiresAuthentication().AnswersFromStore().WithQuery("product_id", "one product; absent: all");
        app.MapGet("/v2/products", ReferenceDataApi.Products).RequiresAuthentication().AnswersFromStore();
        app.MapGet("/v2/available-zones", ReferenceDataApi.Zones).RequiresAuthentication().AnswersFromStore();
        app.MapGet("/v2/instances/maintain-windows", ReferenceDataApi.MaintainWindows).RequiresAuthentication();
        app.MapGet("/v2/config/features", Features).RequiresAuthentication();
        app.MapGet("/v2/{project_id}/quotas", QuotasApi.ShowAsync).Requires("dms:instance:list");
    }

    private static Ok<EngineProductsResponse> EngineProducts(HttpContext http, ProductCatalogue catalogue, IBrokerRuntime runtime, InstallationFacts facts)
    {
        var wanted = http.Request.Query.Text("product_id");
        return TypedResults.Ok(EngineProductMap.ToResponse(
            [.. catalogue.Flavours.Where(f => wanted is null || f.FamilyIds.Contains(wanted, StringComparer.Ordinal))], catalogue, runtime.InstalledVersion, [.. facts.Zones.Select(z => z.Code)]));
    }

    private static Ok<ConfigFeaturesResponse> Features(IBrokerRuntime runtime)
    {
        var can = runtime.Capabilities;
        List<ConfigFeature> features =
        [
            Feature("rabbitmq.tls", can.Tls, "Listeners speak TLS when an instance is ordered with it."),
            Feature("rabbitmq.publicip", can.PublicAccess, "An instance listens on a public address too."),
            Feature("rabbitmq.securitygroup", can.SecurityGroups, "The rules of security groups decide who reaches an instance."),
            Feature("rabbitmq.bandwidth", can.Bandwidth, "A public address has no more than the ordered bandwidth."),
            Feature("rabbitmq.dns", false, "Instances have names."),
            Feature("rabbitmq.diskencryption", false, "Disks are encrypted."),
        ];
        return TypedResults.Ok(new ConfigFeaturesResponse { Features = features, TotalRecord = features.Count });
    }

    private static ConfigFeature Feature(string id, bool on, string description) => new() { FeatureId = id, Status = on ? "on" : "off", Description = description };
}
