using Microsoft.AspNetCore.Http.HttpResults;
using Warren.Contract.Vpc.V1;
using Warren.Engine.Network;
using Warren.Server.Http;
using Warren.Server.Iam;

namespace Warren.Server.Network.VpcV1;

/// <summary>Ports of v1 (as real clients need it).</summary>
internal static class PortsApi
{
    public static void MapPortsV1(this IEndpointRouteBuilder app)
    {
        var ports = app.MapGroup("/v1/{project_id}/ports");
        ports.MapPost("", CreateAsync).Requires("vpc:ports:create");
        ports.MapGet("", ListAsync).Requires("vpc:ports:list")
            .Paged("id", "name", "network_id", "device_id", "device_owner", "status", "mac_address", "fixed_ips", "security_groups");
        ports.MapGet("/{port_id}", ShowAsync).Requires("vpc:ports:get");
        ports.MapPut("/{port_id}", UpdateAsync).Requires("vpc:ports:update");
        ports.MapDelete("/{port_id}", DeleteAsync).Requires("vpc:ports:delete");
    }

    private static async Task<Ok<PortResponse>> CreateAsync(WireBody<PortRequest> body, HttpContext http, PortService ports, CancellationToken ct)
    {
        var port = await ports.CreateAsync(http.Caller(), PortMap.ToOrder(NetworkQuery.Require(body.Value.Port, NetworkKind.Port, "port")), ct);
        return TypedResults.Ok(new PortResponse { Port = PortMap.ToBody(port) });
    }

    private static async Task<Ok<PortsResponse>> ListAsync(HttpContext http, PortService ports, CancellationToken ct)
    {
        var found = await ports.ListAsync(http.Caller(), PortMap.ToFilter(http), http.Page(NetworkKind.Port), ct);
        return TypedResults.Ok(new PortsResponse { Ports = [.. found.Select(PortMap.ToBody)] });
    }

    private static async Task<Ok<PortResponse>> ShowAsync(string port_id, HttpContext http, PortService ports, CancellationToken ct) =>
        TypedResults.Ok(new PortResponse { Port = PortMap.ToBody(await ports.FindAsync(http.Caller(), port_id, ct)) });

    private static async Task<Ok<PortResponse>> UpdateAsync(string port_id, WireBody<PortRequest> body, HttpContext http, PortService ports, CancellationToken ct)
    {
        var input = NetworkQuery.Require(body.Value.Port, NetworkKind.Port, "port");
        var port = await ports.UpdateAsync(http.Caller(), port_id, input.Name, input.SecurityGroups, ct);
        return TypedResults.Ok(new PortResponse { Port = PortMap.ToBody(port) });
    }

    private static async Task<NoContent> DeleteAsync(string port_id, HttpContext http, PortService ports, CancellationToken ct)
    {
        await ports.DeleteAsync(http.Caller(), port_id, ct);
        return TypedResults.NoContent();
    }
}
