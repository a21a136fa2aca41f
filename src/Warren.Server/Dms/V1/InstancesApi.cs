using Microsoft.AspNetCore.Http.HttpResults;
using Warren.Contract.Dms.V1;
using Warren.Engine.Errors;
using Warren.Engine.Instances;
using Warren.Engine.Recycling;
using Warren.Server.Http;
using Warren.Server.Iam;

namespace Warren.Server.Dms.V1;

/// <summary>v1.0 instance operations, in the order of chapter 5 of the reference.</summary>
internal static class InstancesApi
{
    public static void MapInstancesV1(this IEndpointRouteBuilder app)
    {
        var instances = app.MapGroup("/v1.0/{project_id}/instances");
        instances.MapPost("", CreateAsync).RequiresInHandler("dms:instance:create");
        instances.MapGet("/{instance_id}", ShowAsync).Requires("dms:instance:get").AnswersFromStore();
        instances.MapPut("/{instance_id}", ModifyAsync).Requires("dms:instance:modify");
        instances.MapDelete("/{instance_id}", DeleteAsync).Requires("dms:instance:delete");
        instances.MapPost("/action", ActAsync).Requires("dms:instance:modifyStatus", "dms:instance:delete");
        instances.MapGet("", ListAsync).RequiresInHandler("dms:instance:list").AnswersFromStore()
            .WithQuery("engine", "rabbitmq in any case; absent: all engines")
            .WithQuery("name", "part of the name, or the whole with exactMatchName")
            .WithQuery("exactMatchName", "true: name is compared as a whole; default false")
            .WithQuery("id", "id of one instance")
            .WithQuery("status", "any status of table 8-3 in any spelling")
            .WithQuery("includeFailure", "true: instances whose creation failed are in the list; default false")
            .WithQuery("enterprise_project_id", "id of an enterprise project; all_granted_eps: no filter")
            .WithQuery("start", "first row, from 1; default 1")
            .WithQuery("limit", $"rows at most, 1 to {ListQuery.LongestPage}; default {ListQuery.DefaultPage}");
        instances.MapPost("/{instance_id}/extend", ExtendAsync).Requires("dms:instance:scale");
    }

    private static async Task<Ok<CreateInstanceResponse>> CreateAsync(
        WireBody<CreateInstanceRequest> body, HttpContext http, InstanceService instances, CancellationToken ct)
    {
        var order = InstanceMap.ToOrder(body.Value);
        await http.RequireInEnterpriseProjectAsync("dms:instance:create", InstanceRules.EnterpriseProject(order.EnterpriseProjectId));
        var id = await instances.CreateAsync(http.Caller(), order, ct);
        return TypedResults.Ok(new CreateInstanceResponse { InstanceId = id });
    }

    private static async Task<Ok<InstanceResponse>> ShowAsync(string instance_id, HttpContext http, InstanceService instances, CancellationToken ct) =>
        TypedResults.Ok(InstanceMap.ToResponse(await instances.ShowAsync(http.Caller(), instance_id, ct)));

    private static async Task<NoContent> ModifyAsync(
        string instance_id, WireBody<UpdateInstanceRequest> body, HttpContext http, InstanceChanges changes, CancellationToken ct)
    {
        await changes.ModifyAsync(http.Caller(), instance_id, InstanceMap.ToChange(body.Value), ct);
        return TypedResults.NoContent();
    }

    private static async Task<NoContent> DeleteAsync(string instance_id, HttpContext http, InstanceService instances, CancellationToken ct)
    {
        await instances.DeleteAsync(http.Caller(), instance_id, Deletion.AtOnce, ct);
        return TypedResults.NoContent();
    }

    private static async Task<Ok<ListInstancesResponse>> ListAsync(HttpContext http, InstanceService instances, CancellationToken ct)
    {
        var filter = ListQuery.Read(http.Request.Query) with { AllowedEnterpriseProjectIds = await http.EnterpriseProjectsAsync("dms:instance:list") };
        var (page, total) = await instances.ListAsync(http.Caller(), filter, ct);
        return TypedResults.Ok(new ListInstancesResponse { Instances = [.. page.Select(InstanceMap.ToResponse)], InstanceNum = total });
    }

    /// <summary>With allFailure the answer is empty (as real clients need it); otherwise one result per id.</summary>
    private static async Task<Results<Ok<InstanceActionResponse>, Ok>> ActAsync(
        WireBody<InstanceActionRequest> body, HttpContext http, BatchAction batch, CancellationToken ct) =>
        await RunBatchAsync(body.Value, Deletion.AtOnce, http, batch, ct) is { } results ? TypedResults.Ok(results) : TypedResults.Ok();

    /// <returns>Null: it was about all that failed, and there is nothing to say of each.</returns>
    internal static async Task<InstanceActionResponse?> RunBatchAsync(InstanceActionRequest request, Deletion deletion, HttpContext http, BatchAction batch, CancellationToken ct)
    {
        var kind = request.Action switch
        {
            "restart" => BatchKind.Restart,
            "delete" => BatchKind.Delete,
            _ => throw new WarrenException(DmsErrors.ActionInvalid),
        };
        var action = BatchAction.Action(kind);
        if (!(await http.AccessAsync()).MightAllow(action))
        {
            throw (await http.AccessAsync()).Refusal(action);
        }

        var scope = FailureScope.Parse(request.AllFailure ?? request.AllFailureSnakeCase);
        if (kind == BatchKind.Delete && scope != FailureScope.None)
        {
            if (scope == FailureScope.RabbitMq)
            {
                await batch.DeleteFailedAsync(http.Caller(), http.Permission(action), ct);
            }

            return null;
        }

        var results = await batch.RunAsync(http.Caller(), kind, deletion, request.Instances, http.Permission(action), ct);
        return new InstanceActionResponse
        {
            Results = [.. results.Select(r => new InstanceActionResult { Instance = r.InstanceId, Result = r.Accepted ? "success" : "failed" })],
        };
    }

    internal static async Task<Ok<ExtendInstanceResponse>> ExtendAsync(
        string instance_id, WireBody<ExtendInstanceRequest> body, HttpContext http, InstanceChanges changes, CancellationToken ct) =>
        TypedResults.Ok(new ExtendInstanceResponse { JobId = await changes.ExtendAsync(http.Caller(), instance_id, InstanceMap.ToOrder(body.Value), ct) });
}
