using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;
using Warren.Contract.Dms.V1;
using Warren.Engine.Quotas;
using Warren.Server.Iam;

namespace Warren.Server.Dms.V1;

/// <summary>GET /v1.0/{project_id}/quotas/dms (as real clients need it).</summary>
internal static class QuotasApi
{
    public static void MapQuotasV1(this IEndpointRouteBuilder app) =>
        app.MapGet("/v1.0/{project_id}/quotas/dms", ShowAsync).Requires("dms:instance:list");

    internal static async Task<Ok<QuotasResponse>> ShowAsync(HttpContext http, QuotaService quotas, IOptions<QuotaOptions> options, CancellationToken ct)
    {
        var (used, limit) = await quotas.InstancesAsync(http.Caller().ProjectId!, ct);
        return TypedResults.Ok(new QuotasResponse
        {
            Quotas = new QuotaResources
            {
                Resources =
                [
                    Resource("rabbitmqInstance", limit, used),
                    Resource("kafkaInstance", 0, 0),
                    Resource("rocketmqInstance", 0, 0),
                    Resource("tags", options.Value.TagsPerInstance, 0),
                ],
            },
        });
    }

    private static QuotaResource Resource(string type, int quota, int used) => new() { Type = type, Quota = quota, Used = used, Min = 0, Max = quota };
}
