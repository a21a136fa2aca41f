using Microsoft.AspNetCore.Http.HttpResults;
using Warren.Contract.Dms.V1;
using Warren.Contract.Dms.V2;
using Warren.Engine.Errors;
using Warren.Engine.Instances;
using Warren.Engine.Recycling;
using Warren.Server.Dms.V1;
using Warren.Server.Http;
using Warren.Server.Iam;

namespace Warren.Server.Dms.V2;

/// <summary>Instances on /v2: the operations of v1.0 for newer clients. Creating and showing have a second path, with the engine in it.</summary>
internal static class InstancesV2Api
{
    public static void MapInstancesV2(this IEndpointRouteBuilder app)
    {
        var instances = app.MapGroup("/v2/{project_id}/instances");
        foreach (var group in (RouteGroupBuilder[])[instances, app.MapGroup("/v2/rabbitmq/{project_id}/instances")])
        {
            group.MapPost("", CreateAsync).RequiresInHandler("dms:instance:create");
            group.MapGet("/{instance_id}", ShowAsync).Requires("dms:instance:get").AnswersFromStore();
        }

        instances.MapGet("", ListAsync).RequiresInHandler("dms:instance:list").AnswersFromStore()
            .WithQuery("engine", "rabbitmq in any case; absent: all engines")
            .WithQuery("name", "part of the name, or the whole with exact_match_name")
            .WithQuery("exact_match_name", "true: name is compared as a whole; default false")
            .WithQuery("instance_id", "id of one instance")
            .WithQuery("status", "any status in any spelling")
            .WithQuery("include_failure", "true: instances whose creation failed are in the list; default false")
            .WithQuery("enterprise_project_id", "id of an enterprise project; all_granted_eps: no filter")
            .WithOffset(ListV2Query.LongestPage);
        instances.MapPut("/{instance_id}", ModifyAsync).Requires("dms:instance:modify");
        instances.MapDelete("/{instance_id}", DeleteAsync).Requires("dms:instance:delete")
            .WithQuery("use_recycle", "true: the recycle bin keeps its data; false: it goes at once; absent: as the project's policy says");
        instances.MapPost("/action", ActAsync).Requires("dms:instance:modifyStatus", "dms:instance:delete");
        app.MapPost("/v2/{project_id}/rabbitmq/instances/{instance_id}/dns", EnableDnsAsync).Requires("dms:instance:modify");
    }

    private static async Task<Ok<CreateInstanceResponse>> CreateAsync(
        WireBody<CreateInstanceV2Request> body, HttpContext http, InstanceService instances, CancellationToken ct)
    {
        var order = InstanceV2Map.ToOrder(body.Value);
        await http.RequireInEnterpriseProjectAsync("dms:instance:create", InstanceRules.EnterpriseProject(order.EnterpriseProjectId));
        return TypedResults.Ok(new CreateInstanceResponse { InstanceId = await instances.CreateAsync(http.Caller(), order, ct) });
    }

    private static async Task<Ok<InstanceV2Response>> ShowAsync(string instance_id, HttpContext http, InstanceService instances, CancellationToken ct) =>
        TypedResults.Ok(InstanceV2Map.ToResponse(await instances.ShowAsync(http.Caller(), instance_id, ct)));

    private static async Task<Ok<ListInstancesV2Response>> ListAsync(HttpContext http, InstanceService instances, CancellationToken ct)
    {
        var filter = ListV2Query.Read(http.Request.Query) with { AllowedEnterpriseProjectIds = await http.EnterpriseProjectsAsync("dms:instance:list") };
        var (page, total) = await instances.ListAsync(http.Caller(), filter, ct);
        return TypedResults.Ok(new ListInstancesV2Response { Instances = [.. page.Select(InstanceV2Map.ToResponse)], InstanceNum = total });
    }

    private static async Task<NoContent> ModifyAsync(
        string instance_id, WireBody<UpdateInstanceV2Request> body, HttpContext http, InstanceChanges changes, CancellationToken ct)
    {
        await changes.ModifyAsync(http.Caller(), instance_id, InstanceV2Map.ToChange(body.Value), ct);
        return TypedResults.NoContent();
    }

    private static async Task<NoContent> DeleteAsync(string instance_id, HttpContext http, InstanceService instances, CancellationToken ct)
    {
        var deletion = http.Request.Query.Text("use_recycle") is null ? Deletion.ByPolicy : ListQuery.Flag(http.Request.Query, "use_recycle") ? Deletion.IntoBin : Deletion.AtOnce;
        await instances.DeleteAsync(http.Caller(), instance_id, deletion, ct);
        return TypedResults.NoContent();
    }

    /// <summary>With all_failure there is no body, and so no 200 (as real clients need it).</summary>
    private static async Task<Results<Ok<InstanceActionResponse>, NoContent>> ActAsync(
        WireBody<InstanceActionV2Request> body, HttpContext http, BatchAction batch, CancellationToken ct) =>
        await InstancesApi.RunBatchAsync(body.Value, body.Value.ForceDelete == true ? Deletion.Forced : Deletion.ByPolicy, http, batch, ct) is { } results ? TypedResults.Ok(results) : TypedResults.NoContent();

    /// <summary>Always refused: it would promise a name that nobody resolves.</summary>
    private static async Task<NoContent> EnableDnsAsync(string instance_id, HttpContext http, InstanceFinder finder, CancellationToken ct)
    {
        await finder.FindAsync(http.Caller(), instance_id, ct);
        throw new WarrenException(DmsErrors.InvalidParameter, "dns", "nothing: this installation has no names for instances, use connect_address");
    }
}
