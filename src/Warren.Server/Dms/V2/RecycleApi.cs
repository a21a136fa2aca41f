using Microsoft.AspNetCore.Http.HttpResults;
using Warren.Contract.Dms.V2;
using Warren.Engine.Errors;
using Warren.Engine.Instances;
using Warren.Engine.Recycling;
using Warren.Server.Http;
using Warren.Server.Iam;

namespace Warren.Server.Dms.V2;

/// <summary>The recycle bin of a project. Purging is Warren's own path: elsewhere only time, or a deletion by force, empties the bin.</summary>
internal static class RecycleApi
{
    public static void MapRecycle(this IEndpointRouteBuilder app)
    {
        var bin = app.MapGroup("/v2/{project_id}/recycle");
        bin.MapGet("", ShowAsync).RequiresInHandler("dms:instance:list");
        bin.MapPut("", SetPolicyAsync).Requires("dms:instance:modify");
        bin.MapPost("", RestoreAsync).RequiresInHandler("dms:instance:modify");
        bin.MapDelete("/{instance_id}", PurgeAsync).Requires("dms:instance:delete");
    }

    private static async Task<Ok<RecycleResponse>> ShowAsync(HttpContext http, RecycleBin bin, CancellationToken ct) =>
        TypedResults.Ok(await DescribeAsync(http, bin, await bin.PolicyAsync(http.Caller(), ct), ct));

    private static async Task<Ok<RecycleResponse>> SetPolicyAsync(WireBody<RecyclePolicyRequest> body, HttpContext http, RecycleBin bin, CancellationToken ct) =>
        TypedResults.Ok(await DescribeAsync(http, bin, await bin.SetPolicyAsync(http.Caller(), body.Value.RetentionDays, body.Value.DefaultUseRecycle, ct), ct));

    private static async Task<Ok<RestoreResponse>> RestoreAsync(WireBody<RestoreRequest> body, HttpContext http, RecycleBin bin, CancellationToken ct)
    {
        var results = await bin.RestoreAsync(http.Caller(), body.Value.Instances, http.Permission("dms:instance:modify"), ct);
        return TypedResults.Ok(new RestoreResponse
        {
            Results =
            [
                .. results.Select(r => new RestoreResultBody
                {
                    InstanceId = r.InstanceId,
                    JobId = r.TaskId,
                    ErrorMsg = r.Refusal is { } refusal ? ErrorText.Format(refusal.Code, refusal.Arguments, RequestLanguage.Of(http.Request)) : null,
                }),
            ],
        });
    }

    private static async Task<NoContent> PurgeAsync(string instance_id, HttpContext http, RecycleBin bin, InstanceService instances, CancellationToken ct)
    {
        await bin.RequireInAsync(http.Caller(), instance_id, ct);
        await instances.DeleteAsync(http.Caller(), instance_id, Deletion.Forced, ct);
        return TypedResults.NoContent();
    }

    private static async Task<RecycleResponse> DescribeAsync(HttpContext http, RecycleBin bin, RecyclePolicy policy, CancellationToken ct) => new()
    {
        RetentionDays = policy.RetentionDays,
        DefaultUseRecycle = policy.UsesBin,
        RecycleInstances = [.. (await bin.ListAsync(http.Caller(), await http.EnterpriseProjectsAsync("dms:instance:list"), ct)).Select(ToBody)],
    };

    private static RecycledInstanceBody ToBody(Instance instance) => new()
    {
        InstanceId = instance.Id,
        Status = InstanceStatusRules.IsInBin(instance) ? "RECYCLED" : "DELETING",
        Name = instance.Name,
        Engine = "rabbitmq",
        InRecycleTime = instance.DeletionRequestedAt!.Value.ToUnixTimeMilliseconds(),
        SaveTime = (int)Math.Round((instance.KeptUntil!.Value - instance.DeletionRequestedAt.Value).TotalDays),
        AutoDeleteTime = instance.KeptUntil.Value.ToUnixTimeMilliseconds(),
        CostPerHour = null,
        ErrorMessage = instance.FaultReason,
        ProductId = instance.ProductId,
    };
}
