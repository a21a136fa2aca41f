using Microsoft.AspNetCore.Http.HttpResults;
using Warren.Contract.Neutron;
using Warren.Engine.Network;
using Warren.Server.Http;
using Warren.Server.Iam;
using Warren.Server.Network;

namespace Warren.Server.Neutron;

/// <summary>Routers of the neutron calls, which are VPCs, and their interfaces (as real clients need it).</summary>
internal static class RoutersApi
{
    public static void MapRouters(this IEndpointRouteBuilder app)
    {
        var routers = app.MapGroup("/v2.0/routers");
        routers.MapPost("", CreateAsync).Requires("vpc:routers:create");
        routers.MapGet("", ListAsync).Requires("vpc:routers:list")
            .Paged("id", "name", "tenant_id", "project_id");
        routers.MapGet("/{router_id}", ShowAsync).Requires("vpc:routers:get");
        routers.MapPut("/{router_id}", UpdateAsync).Requires("vpc:routers:update");
        routers.MapDelete("/{router_id}", DeleteAsync).Requires("vpc:routers:delete");
        routers.MapPut("/{router_id}/add_router_interface", AddInterfaceAsync).Requires("vpc:routers:update");
        routers.MapPut("/{router_id}/remove_router_interface", RemoveInterfaceAsync).Requires("vpc:routers:update");
    }

    private static async Task<Created<RouterResponse>> CreateAsync(WireBody<RouterRequest> body, HttpContext http, RouterService routers, CancellationToken ct)
    {
        var input = NetworkQuery.Require(body.Value.Router, NetworkKind.Vpc, "router");
        var vpc = await routers.CreateAsync(http.Caller(), input.Name, input.Description, ct);
        return TypedResults.Created((string?)null, new RouterResponse { Router = NeutronMap.ToBody(vpc) });
    }

    private static async Task<Ok<RoutersResponse>> ListAsync(HttpContext http, VpcService vpcs, CancellationToken ct)
    {
        var page = http.Page(NetworkKind.Vpc);
        var filter = new VpcFilter { Id = http.Text("id"), Name = http.Text("name") };
        IReadOnlyList<Vpc> found = http.AsksForOthers() ? [] : await vpcs.ListAsync(http.Caller(), filter, page, ct);
        return TypedResults.Ok(new RoutersResponse
        {
            Routers = [.. found.Select(NeutronMap.ToBody)],
            RoutersLinks = NeutronPage.Links(found, page, v => v.Id, http),
        });
    }

    private static async Task<Ok<RouterResponse>> ShowAsync(string router_id, HttpContext http, VpcService vpcs, CancellationToken ct) =>
        TypedResults.Ok(new RouterResponse { Router = NeutronMap.ToBody(await vpcs.FindAsync(http.Caller(), router_id, ct)) });

    private static async Task<Ok<RouterResponse>> UpdateAsync(string router_id, WireBody<RouterRequest> body, HttpContext http, VpcService vpcs, CancellationToken ct)
    {
        var input = NetworkQuery.Require(body.Value.Router, NetworkKind.Vpc, "router");
        var vpc = await vpcs.UpdateAsync(http.Caller(), router_id, new VpcOrder { Name = input.Name, Description = input.Description }, ct);
        return TypedResults.Ok(new RouterResponse { Router = NeutronMap.ToBody(vpc) });
    }

    private static async Task<NoContent> DeleteAsync(string router_id, HttpContext http, VpcService vpcs, CancellationToken ct)
    {
        await vpcs.DeleteAsync(http.Caller(), router_id, ct);
        return TypedResults.NoContent();
    }

    private static async Task<Ok<RouterInterfaceResponse>> AddInterfaceAsync(
        string router_id, WireBody<RouterInterfaceRequest> body, HttpContext http, RouterService routers, CancellationToken ct)
    {
        if (body.Value.SubnetId is null)
        {
            throw new NetworkException(NetworkFault.Invalid, NetworkKind.Vpc, "subnet_id must be given: an interface takes the subnet's gateway, and no other port.");
        }

        return Answer(router_id, await routers.AttachAsync(http.Caller(), router_id, body.Value.SubnetId, ct));
    }

    private static async Task<Ok<RouterInterfaceResponse>> RemoveInterfaceAsync(
        string router_id, WireBody<RouterInterfaceRequest> body, HttpContext http, RouterService routers, CancellationToken ct) =>
        Answer(router_id, await routers.DetachAsync(http.Caller(), router_id, body.Value.SubnetId, body.Value.PortId, ct));

    private static Ok<RouterInterfaceResponse> Answer(string routerId, Subnet subnet) => TypedResults.Ok(new RouterInterfaceResponse
    {
        Id = routerId,
        SubnetId = subnet.NeutronSubnetId,
        SubnetIds = [subnet.NeutronSubnetId],
        PortId = subnet.GatewayPortId,
        NetworkId = subnet.Id,
        TenantId = subnet.ProjectId,
        ProjectId = subnet.ProjectId,
    });
}
