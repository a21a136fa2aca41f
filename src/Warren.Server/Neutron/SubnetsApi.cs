using Microsoft.AspNetCore.Http.HttpResults;
using Warren.Contract.Neutron;
using Warren.Engine.Network;
using Warren.Server.Http;
using Warren.Server.Iam;
using Warren.Server.Network;

namespace Warren.Server.Neutron;

/// <summary>Subnets of the neutron calls (as real clients need it).</summary>
internal static class SubnetsApi
{
    public static void MapNeutronSubnets(this IEndpointRouteBuilder app)
    {
        var subnets = app.MapGroup("/v2.0/subnets");
        subnets.MapPost("", CreateAsync).Requires("vpc:subnets:create");
        subnets.MapGet("", ListAsync).Requires("vpc:subnets:list")
            .Paged("id", "name", "network_id", "cidr", "gateway_ip", "ip_version", "tenant_id", "project_id");
        subnets.MapGet("/{subnet_id}", ShowAsync).Requires("vpc:subnets:get");
        subnets.MapPut("/{subnet_id}", UpdateAsync).Requires("vpc:subnets:update");
        subnets.MapDelete("/{subnet_id}", DeleteAsync).Requires("vpc:subnets:delete");
    }

    private static async Task<Created<SubnetResponse>> CreateAsync(WireBody<SubnetRequest> body, HttpContext http, NetworkService networks, CancellationToken ct)
    {
        var input = NetworkQuery.Require(body.Value.Subnet, NetworkKind.Subnet, "subnet");
        var subnet = await networks.CreateSubnetAsync(http.Caller(), input.NetworkId, NeutronMap.ToOrder(input), ct);
        return TypedResults.Created((string?)null, new SubnetResponse { Subnet = NeutronMap.ToSubnet(subnet) });
    }

    private static async Task<Ok<SubnetsResponse>> ListAsync(HttpContext http, NetworkService networks, CancellationToken ct)
    {
        var page = http.Page(NetworkKind.Subnet);
        var filter = new NeutronSubnetFilter
        {
            Id = http.Text("id"),
            Name = http.Text("name"),
            NetworkId = http.Text("network_id"),
            Cidr = http.Text("cidr"),
            GatewayIp = http.Text("gateway_ip"),
        };
        var nothing = http.AsksForOthers() || http.Text("ip_version") is not (null or "4");
        IReadOnlyList<Subnet> found = nothing ? [] : await networks.ListSubnetsAsync(http.Caller(), filter, page, ct);
        return TypedResults.Ok(new SubnetsResponse
        {
            Subnets = [.. found.Select(NeutronMap.ToSubnet)],
            SubnetsLinks = NeutronPage.Links(found, page, s => s.NeutronSubnetId, http),
        });
    }

    private static async Task<Ok<SubnetResponse>> ShowAsync(string subnet_id, HttpContext http, NetworkService networks, CancellationToken ct) =>
        TypedResults.Ok(new SubnetResponse { Subnet = NeutronMap.ToSubnet(await networks.FindSubnetAsync(http.Caller(), subnet_id, ct)) });

    private static async Task<Ok<SubnetResponse>> UpdateAsync(
        string subnet_id, WireBody<SubnetRequest> body, HttpContext http, NetworkService networks, CancellationToken ct)
    {
        var input = NetworkQuery.Require(body.Value.Subnet, NetworkKind.Subnet, "subnet");
        var subnet = await networks.UpdateSubnetAsync(http.Caller(), subnet_id, NeutronMap.ToOrder(input), ct);
        return TypedResults.Ok(new SubnetResponse { Subnet = NeutronMap.ToSubnet(subnet) });
    }

    private static async Task<NoContent> DeleteAsync(string subnet_id, HttpContext http, NetworkService networks, CancellationToken ct)
    {
        await networks.DeleteSubnetAsync(http.Caller(), subnet_id, ct);
        return TypedResults.NoContent();
    }
}
