using Microsoft.AspNetCore.Http.HttpResults;
using Warren.Contract.Dms.V1;
using Warren.Engine.Instances;
using Warren.Server.Http;
using Warren.Server.Iam;

namespace Warren.Server.Dms.V1;

/// <summary>v1.0 instance operations, in the order of chapter 5 of the reference.</summary>
internal static class InstancesApi
{
    public static void MapInstancesV1(this IEndpointRouteBuilder app)
    {
        var instances = app.MapGroup("/v1.0/{project_id}/instances");
        instances.MapPost("", CreateAsync).Requires("dms:instance:create");
        instances.MapGet("/{instance_id}", ShowAsync).Requires("dms:instance:get");
        instances.MapDelete("/{instance_id}", DeleteAsync).Requires("dms:instance:delete");
        instances.MapGet("", ListAsync).Requires("dms:instance:list");
    }

    private static async Task<Ok<CreateInstanceResponse>> CreateAsync(
        WireBody<CreateInstanceRequest> body, HttpContext http, InstanceService instances, CancellationToken ct)
    {
        var id = await instances.CreateAsync(http.Caller(), InstanceMap.ToOrder(body.Value), ct);
        return TypedResults.Ok(new CreateInstanceResponse { InstanceId = id });
    }

    private static async Task<Ok<InstanceResponse>> ShowAsync(string instance_id, HttpContext http, InstanceService instances, CancellationToken ct) =>
        TypedResults.Ok(InstanceMap.ToResponse(await instances.ShowAsync(http.Caller(), instance_id, ct)));

    private static async Task<NoContent> DeleteAsync(string instance_id, HttpContext http, InstanceService instances, CancellationToken ct)
    {
        await instances.DeleteAsync(http.Caller(), instance_id, ct);
        return TypedResults.NoContent();
    }

    private static async Task<Ok<ListInstancesResponse>> ListAsync(HttpContext http, InstanceService instances, CancellationToken ct)
    {
        var (page, total) = await instances.ListAsync(http.Caller(), ListQuery.Read(http.Request.Query), ct);
        return TypedResults.Ok(new ListInstancesResponse { Instances = [.. page.Select(InstanceMap.ToResponse)], InstanceNum = total });
    }
}
