using Microsoft.AspNetCore.Http.HttpResults;
using Warren.Contract.Vpc.V1;
using Warren.Engine.Network;
using Warren.Server.Http;
using Warren.Server.Iam;

namespace Warren.Server.Network.VpcV1;

/// <summary>Subnets of v1 (as real clients need it). They are made and read under the project, changed and deleted under their VPC.</summary>
internal static class SubnetsApi
{
    public static void MapSubnetsV1(this IEndpointRouteBuilder app)
    {
        var subnets = app.MapGroup("/v1/{project_id}/subnets");
        subnets.MapPost("", CreateAsync).Requires("vpc:subnets:create");
        subnets.MapGet("", ListAsync).Requires("vpc:subnets:list")
            .Paged("vpc_id");
        subnets.MapGet("/{subnet_id}", ShowAsync).Requires("vpc:subnets:get");

        var ofVpc = app.MapGroup("/v1/{project_id}/vpcs/{vpc_id}/subnets");
        ofVpc.MapPut("/{subnet_id}", UpdateAsync).Requires("vpc:subnets:update");
        ofVpc.MapDelete("/{subnet_id}", DeleteAsync).Requires("vpc:subnets:delete");
    }

    private static async Task<Ok<SubnetResponse>> CreateAsync(WireBody<SubnetRequest> body, HttpContext http, SubnetService subnets, CancellationToken ct)
    {
        var subnet = await subnets.CreateAsync(http.Caller(), VpcMap.ToOrder(NetworkQuery.Require(body.Value.Subnet, NetworkKind.Subnet, "subnet")), ct);
        return TypedResults.Ok(new SubnetResponse { Subnet = VpcMap.ToBody(subnet) });
    }

    private static async Task<Ok<SubnetsResponse>> ListAsync(HttpContext http, SubnetService subnets, CancellationToken ct)
    {
        var found = await subnets.ListAsync(http.Caller(), http.Text("vpc_id"), http.Page(NetworkKind.Subnet), ct);
        return TypedResults.Ok(new SubnetsResponse { Subnets = [.. found.Select(VpcMap.ToBody)] });
    }

    private static async Task<Ok<SubnetResponse>> ShowAsync(string subnet_id, HttpContext http, SubnetService subnets, CancellationToken ct) =>
        TypedResults.Ok(new SubnetResponse { Subnet = VpcMap.ToBody(await subnets.FindAsync(http.Caller(), subnet_id, ct)) });

    private static async Task<Ok<SubnetResponse>> UpdateAsync(
        string vpc_id, string subnet_id, WireBody<SubnetRequest> body, HttpContext http, SubnetService subnets, CancellationToken ct)
    {
        var change = VpcMap.ToOrder(NetworkQuery.Require(body.Value.Subnet, NetworkKind.Subnet, "subnet"));
        var subnet = await subnets.UpdateAsync(http.Caller(), vpc_id, subnet_id, change, ct);
        return TypedResults.Ok(new SubnetResponse { Subnet = VpcMap.ToBody(subnet) });
    }

    private static async Task<NoContent> DeleteAsync(string vpc_id, string subnet_id, HttpContext http, SubnetService subnets, CancellationToken ct)
    {
        await subnets.DeleteAsync(http.Caller(), vpc_id, subnet_id, ct);
        return TypedResults.NoContent();
    }
}
