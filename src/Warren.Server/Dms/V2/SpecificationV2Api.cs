using Microsoft.AspNetCore.Http.HttpResults;
using Warren.Contract.Dms.V2;
using Warren.Engine.Catalogue;
using Warren.Engine.Errors;
using Warren.Engine.Instances;
using Warren.Engine.Runtimes;
using Warren.Server.Dms.V1;
using Warren.Server.Hosting;
using Warren.Server.Http;
using Warren.Server.Iam;

namespace Warren.Server.Dms.V2;

/// <summary>What an instance can become, and making it so.</summary>
internal static class SpecificationV2Api
{
    public static void MapSpecificationV2(this IEndpointRouteBuilder app)
    {
        foreach (var group in (RouteGroupBuilder[])[app.MapGroup("/v2/{project_id}/instances"), app.MapGroup("/v2/rabbitmq/{project_id}/instances")])
        {
            group.MapPost("/{instance_id}/extend", InstancesApi.ExtendAsync).Requires("dms:instance:scale");
            group.MapGet("/{instance_id}/extend", TargetsAsync).Requires("dms:instance:get").WithQuery("type", "advanced, which is all there is; ignored");
        }

        app.MapGet("/v2/rabbitmq/products/cores", CoresAsync).RequiresInHandler("dms:instance:get")
            .WithQuery("instance_id", "an instance")
            .WithQuery("product_id", "or a product, when no instance is named")
            .WithQuery("broker_num", "with how many nodes, when the product leaves it open");
    }

    /// <summary>The same type, with as many CPUs at least.</summary>
    private static async Task<Ok<EngineProductsResponse>> TargetsAsync(
        string instance_id, HttpContext http, InstanceService instances, ProductCatalogue catalogue, InstallationFacts facts, IBrokerRuntime runtime, CancellationToken ct)
    {
        var current = (await instances.ShowAsync(http.Caller(), instance_id, ct)).Flavour;
        var targets = catalogue.Flavours.Where(f => f.Type == current.Type && f.Nodes >= current.Nodes && f.Nodes <= runtime.Capabilities.MaxNodes);
        return TypedResults.Ok(EngineProductMap.ToResponse([.. targets], catalogue, runtime.InstalledVersion, [.. facts.Zones.Select(z => z.Code)]));
    }

    private static async Task<Ok<ProductCoresResponse>> CoresAsync(HttpContext http, InstanceService instances, ProductCatalogue catalogue, CancellationToken ct)
    {
        var query = http.Request.Query;
        if (query.Text("instance_id") is { } instanceId)
        {
            await http.RequireAsync("dms:instance:get", instanceId);
            var shown = await instances.ShowAsync(http.Caller(), instanceId, ct);
            return Cores(shown.Flavour, shown.Instance.StorageGb);
        }

        await http.RequireAsync("dms:instance:get");
        var productId = query.Text("product_id") ?? throw new WarrenException(DmsErrors.FilterInvalid, "instance_id", "an instance, or a product_id instead");
        var flavour = InstanceRules.Product(productId, ListQuery.Number(query, "broker_num", 1, int.MaxValue), catalogue);
        return Cores(flavour, flavour.StorageGb);
    }

    private static Ok<ProductCoresResponse> Cores(Flavour flavour, int storageGb) =>
        TypedResults.Ok(new ProductCoresResponse { CoreNum = flavour.Cpus * flavour.Nodes, TotalExtendStorageSpace = InstanceRules.LargestStorageGb - storageGb });
}
