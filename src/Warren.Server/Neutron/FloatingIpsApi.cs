using Microsoft.AspNetCore.Http.HttpResults;
using Warren.Contract.Neutron;
using Warren.Engine.Network;
using Warren.Server.Http;
using Warren.Server.Iam;
using Warren.Server.Network;
using Warren.Server.Network.VpcV1;

namespace Warren.Server.Neutron;

/// <summary>Floating addresses of the neutron calls, which are public addresses (as real clients need it).</summary>
internal static class FloatingIpsApi
{
    /// <summary>What an address gets that was ordered without a type and a bandwidth: the neutron calls name neither.</summary>
    private const string DefaultType = "5_bgp";

    private const int DefaultBandwidth = 100;

    public static void MapFloatingIps(this IEndpointRouteBuilder app)
    {
        var ips = app.MapGroup("/v2.0/floatingips");
        ips.MapPost("", CreateAsync).Requires("vpc:floatingIps:create");
        ips.MapGet("", ListAsync).Requires("vpc:floatingIps:list")
            .Paged("id", "floating_ip_address", "fixed_ip_address", "floating_network_id", "port_id", "status", "tenant_id", "project_id");
        ips.MapGet("/{floatingip_id}", ShowAsync).Requires("vpc:floatingIps:get");
        ips.MapPut("/{floatingip_id}", UpdateAsync).Requires("vpc:floatingIps:update");
        ips.MapDelete("/{floatingip_id}", DeleteAsync).Requires("vpc:floatingIps:delete");
    }

    private static async Task<Created<FloatingIpResponse>> CreateAsync(
        WireBody<FloatingIpRequest> body, HttpContext http, PublicIpService ips, NetworkService networks, PortService ports, CancellationToken ct)
    {
        var input = NetworkQuery.Require(body.Value.FloatingIp, NetworkKind.PublicIp, "floatingip");
        if (input.FloatingNetworkId != ExternalNetwork.Id)
        {
            throw new NetworkException(NetworkFault.Invalid, NetworkKind.PublicIp, $"floating_network_id must be {ExternalNetwork.Id}, the network {ExternalNetwork.Name}.");
        }

        var order = new PublicIpOrder
        {
            Type = DefaultType,
            Address = input.FloatingIpAddress,
            PortId = NeutronMap.PortId(input.PortId).Value,
            Description = input.Description,
            ShareType = PublicIpMap.OwnBandwidth,
            BandwidthSize = DefaultBandwidth,
        };
        var ip = await ips.CreateAsync(http.Caller(), order, ct);
        return TypedResults.Created((string?)null, new FloatingIpResponse { FloatingIp = await ToBodyAsync(ip, http, networks, ports, ct) });
    }

    private static async Task<Ok<FloatingIpsResponse>> ListAsync(HttpContext http, PublicIpService ips, NetworkService networks, PortService ports, CancellationToken ct)
    {
        var page = http.Page(NetworkKind.PublicIp);
        var filter = new PublicIpFilter
        {
            Id = http.Text("id"),
            Address = http.Text("floating_ip_address"),
            PrivateAddress = http.Text("fixed_ip_address"),
            PortId = http.Text("port_id"),
            Bound = http.Text("status") is { } status ? status == "ACTIVE" : null,
        };
        var nothing = http.AsksForOthers() || http.Text("floating_network_id") is not (null or ExternalNetwork.Id);
        IReadOnlyList<PublicIp> found = nothing ? [] : await ips.ListAsync(http.Caller(), filter, page, ct);
        List<FloatingIpBody> bodies = [];
        foreach (var ip in found)
        {
            bodies.Add(await ToBodyAsync(ip, http, networks, ports, ct));
        }

        return TypedResults.Ok(new FloatingIpsResponse { FloatingIps = bodies, FloatingIpsLinks = NeutronPage.Links(found, page, i => i.Id, http) });
    }

    private static async Task<Ok<FloatingIpResponse>> ShowAsync(
        string floatingip_id, HttpContext http, PublicIpService ips, NetworkService networks, PortService ports, CancellationToken ct)
    {
        var ip = await ips.FindAsync(http.Caller(), floatingip_id, ct);
        return TypedResults.Ok(new FloatingIpResponse { FloatingIp = await ToBodyAsync(ip, http, networks, ports, ct) });
    }

    private static async Task<Ok<FloatingIpResponse>> UpdateAsync(
        string floatingip_id, WireBody<FloatingIpRequest> body, HttpContext http, PublicIpService ips, NetworkService networks, PortService ports, CancellationToken ct)
    {
        var input = NetworkQuery.Require(body.Value.FloatingIp, NetworkKind.PublicIp, "floatingip");
        var (given, port) = NeutronMap.PortId(input.PortId);
        var ip = await ips.UpdateAsync(http.Caller(), floatingip_id, new PublicIpChange { PortGiven = given, PortId = port, Description = input.Description }, ct);
        return TypedResults.Ok(new FloatingIpResponse { FloatingIp = await ToBodyAsync(ip, http, networks, ports, ct) });
    }

    private static async Task<NoContent> DeleteAsync(string floatingip_id, HttpContext http, PublicIpService ips, CancellationToken ct)
    {
        await ips.DeleteAsync(http.Caller(), floatingip_id, ct);
        return TypedResults.NoContent();
    }

    /// <summary>With the router that the address is reached through, while it is bound to a port.</summary>
    private static async Task<FloatingIpBody> ToBodyAsync(PublicIp ip, HttpContext http, NetworkService networks, PortService ports, CancellationToken ct)
    {
        if (ip.PortId is null)
        {
            return NeutronMap.ToBody(ip, routerId: null);
        }

        var port = await ports.FindAsync(http.Caller(), ip.PortId, ct);
        return NeutronMap.ToBody(ip, (await networks.FindNetworkAsync(http.Caller(), port.NetworkId, ct)).VpcId);
    }
}
