using Microsoft.AspNetCore.Http.HttpResults;
using Warren.Contract.Dms.V2;
using Warren.Engine.Instances;
using Warren.Server.Http;
using Warren.Server.Iam;

namespace Warren.Server.Dms.V2;

/// <summary>How an instance's storage grows by itself.</summary>
internal static class VolumeExpansionApi
{
    public static void MapVolumeExpansion(this IEndpointRouteBuilder app)
    {
        var expansion = app.MapGroup("/v2/{project_id}/instances/{instance_id}/auto-volume-expand");
        expansion.MapGet("", ShowAsync).Requires("dms:instance:get");
        expansion.MapPut("", SetAsync).Requires("dms:instance:scale");
    }

    private static async Task<Ok<VolumeExpansionBody>> ShowAsync(string instance_id, HttpContext http, VolumeExpansionService service, CancellationToken ct)
    {
        var rule = await service.ShowAsync(http.Caller(), instance_id, ct);
        return TypedResults.Ok(new VolumeExpansionBody
        {
            AutoVolumeExpandEnable = rule.Enabled,
            ExpandThreshold = rule.Threshold,
            MaxVolumeSize = rule.LimitGb,
            ExpandIncrement = rule.Increment,
        });
    }

    private static async Task<NoContent> SetAsync(string instance_id, WireBody<VolumeExpansionRequest> body, HttpContext http, VolumeExpansionService service, CancellationToken ct)
    {
        var wanted = body.Value;
        await service.SetAsync(http.Caller(), instance_id, wanted.AutoVolumeExpandEnable, wanted.ExpandThreshold, wanted.ExpandIncrement, wanted.MaxVolumeSize, ct);
        return TypedResults.NoContent();
    }
}
