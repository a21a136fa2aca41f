using Microsoft.AspNetCore.Http.HttpResults;
using Warren.Contract.Vpc.V1;
using Warren.Engine.Network;
using Warren.Server.Http;
using Warren.Server.Iam;

namespace Warren.Server.Network.VpcV1;

/// <summary>VPCs of v1 (as real clients need it); codes as the clients insist.</summary>
internal static class VpcsApi
{
    public static void MapVpcsV1(this IEndpointRouteBuilder app)
    {
        var vpcs = app.MapGroup("/v1/{project_id}/vpcs");
        vpcs.MapPost("", CreateAsync).Requires("vpc:vpcs:create");
        vpcs.MapGet("", ListAsync).Requires("vpc:vpcs:list")
            .Paged("id", "name", "enterprise_project_id");
        vpcs.MapGet("/{vpc_id}", ShowAsync).Requires("vpc:vpcs:get");
        vpcs.MapPut("/{vpc_id}", UpdateAsync).Requires("vpc:vpcs:update");
        vpcs.MapDelete("/{vpc_id}", DeleteAsync).Requires("vpc:vpcs:delete");

        // As an openstacksdk client writes it, which takes the root of the service for its v1 part.
        app.MapPut("/{project_id:length(32)}/vpcs/{vpc_id}", UpdateAsync).Requires("vpc:vpcs:update");
    }

    private static async Task<Ok<VpcResponse>> CreateAsync(WireBody<VpcRequest> body, HttpContext http, VpcService vpcs, CancellationToken ct)
    {
        var vpc = await vpcs.CreateAsync(http.Caller(), VpcMap.ToOrder(NetworkQuery.Require(body.Value.Vpc, NetworkKind.Vpc, "vpc")), ct);
        return TypedResults.Ok(new VpcResponse { Vpc = VpcMap.ToBody(vpc) });
    }

    private static async Task<Ok<VpcsResponse>> ListAsync(HttpContext http, VpcService vpcs, CancellationToken ct)
    {
        var filter = new VpcFilter { Id = http.Text("id"), Name = http.Text("name"), EnterpriseProjectId = http.EnterpriseProject() };
        var found = await vpcs.ListAsync(http.Caller(), filter, http.Page(NetworkKind.Vpc), ct);
        return TypedResults.Ok(new VpcsResponse { Vpcs = [.. found.Select(VpcMap.ToBody)] });
    }

    private static async Task<Ok<VpcResponse>> ShowAsync(string vpc_id, HttpContext http, VpcService vpcs, CancellationToken ct) =>
        TypedResults.Ok(new VpcResponse { Vpc = VpcMap.ToBody(await vpcs.FindAsync(http.Caller(), vpc_id, ct)) });

    private static async Task<Ok<VpcResponse>> UpdateAsync(string vpc_id, WireBody<VpcRequest> body, HttpContext http, VpcService vpcs, CancellationToken ct)
    {
        var vpc = await vpcs.UpdateAsync(http.Caller(), vpc_id, VpcMap.ToOrder(NetworkQuery.Require(body.Value.Vpc, NetworkKind.Vpc, "vpc")), ct);
        return TypedResults.Ok(new VpcResponse { Vpc = VpcMap.ToBody(vpc) });
    }

    private static async Task<NoContent> DeleteAsync(string vpc_id, HttpContext http, VpcService vpcs, CancellationToken ct)
    {
        await vpcs.DeleteAsync(http.Caller(), vpc_id, ct);
        return TypedResults.NoContent();
    }
}
