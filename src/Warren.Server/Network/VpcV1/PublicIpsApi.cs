using Microsoft.AspNetCore.Http.HttpResults;
using Warren.Contract.Vpc.V1;
using Warren.Engine.Network;
using Warren.Server.Http;
using Warren.Server.Iam;

namespace Warren.Server.Network.VpcV1;

/// <summary>Public addresses of v1 and their bandwidths (as real clients need it).</summary>
internal static class PublicIpsApi
{
    public static void MapPublicIpsV1(this IEndpointRouteBuilder app)
    {
        var ips = app.MapGroup("/v1/{project_id}/publicips");
        ips.MapPost("", CreateAsync).Requires("vpc:publicIps:create");
        ips.MapGet("", ListAsync).Requires("vpc:publicIps:list")
            .Paged("id", "public_ip_address", "private_ip_address", "port_id", "enterprise_project_id");
        ips.MapGet("/{publicip_id}", ShowAsync).Requires("vpc:publicIps:get");
        ips.MapPut("/{publicip_id}", UpdateAsync).Requires("vpc:publicIps:update");
        ips.MapDelete("/{publicip_id}", DeleteAsync).Requires("vpc:publicIps:delete");

        var bandwidths = app.MapGroup("/v1/{project_id}/bandwidths");
        bandwidths.MapGet("", ListBandwidthsAsync).Requires("vpc:bandwidths:list")
            .Paged("enterprise_project_id");
        bandwidths.MapGet("/{bandwidth_id}", ShowBandwidthAsync).Requires("vpc:bandwidths:get");
    }

    private static async Task<Ok<PublicIpResponse>> CreateAsync(WireBody<CreatePublicIpRequest> body, HttpContext http, PublicIpService ips, CancellationToken ct) =>
        TypedResults.Ok(new PublicIpResponse { PublicIp = PublicIpMap.ToBody(await ips.CreateAsync(http.Caller(), PublicIpMap.ToOrder(body.Value), ct)) });

    private static async Task<Ok<PublicIpsResponse>> ListAsync(HttpContext http, PublicIpService ips, CancellationToken ct)
    {
        var found = await ips.ListAsync(http.Caller(), PublicIpMap.ToFilter(http), http.Page(NetworkKind.PublicIp), ct);
        return TypedResults.Ok(new PublicIpsResponse { PublicIps = [.. found.Select(PublicIpMap.ToBody)] });
    }

    private static async Task<Ok<PublicIpResponse>> ShowAsync(string publicip_id, HttpContext http, PublicIpService ips, CancellationToken ct) =>
        TypedResults.Ok(new PublicIpResponse { PublicIp = PublicIpMap.ToBody(await ips.FindAsync(http.Caller(), publicip_id, ct)) });

    private static async Task<Ok<PublicIpResponse>> UpdateAsync(
        string publicip_id, WireBody<UpdatePublicIpRequest> body, HttpContext http, PublicIpService ips, CancellationToken ct)
    {
        var input = NetworkQuery.Require(body.Value.PublicIp, NetworkKind.PublicIp, "publicip");
        var change = new PublicIpChange { PortGiven = input.PortId is not null || input.Alias is null, PortId = input.PortId, Alias = input.Alias };
        return TypedResults.Ok(new PublicIpResponse { PublicIp = PublicIpMap.ToBody(await ips.UpdateAsync(http.Caller(), publicip_id, change, ct)) });
    }

    private static async Task<NoContent> DeleteAsync(string publicip_id, HttpContext http, PublicIpService ips, CancellationToken ct)
    {
        await ips.DeleteAsync(http.Caller(), publicip_id, ct);
        return TypedResults.NoContent();
    }

    private static async Task<Ok<BandwidthsResponse>> ListBandwidthsAsync(HttpContext http, PublicIpService ips, CancellationToken ct)
    {
        var filter = new PublicIpFilter { EnterpriseProjectId = http.EnterpriseProject() };
        var found = await ips.ListAsync(http.Caller(), filter, http.Page(NetworkKind.Bandwidth), ct);
        return TypedResults.Ok(new BandwidthsResponse { Bandwidths = [.. found.Select(PublicIpMap.ToBandwidth)] });
    }

    private static async Task<Ok<BandwidthResponse>> ShowBandwidthAsync(string bandwidth_id, HttpContext http, PublicIpService ips, CancellationToken ct) =>
        TypedResults.Ok(new BandwidthResponse { Bandwidth = PublicIpMap.ToBandwidth(await ips.FindByBandwidthAsync(http.Caller(), bandwidth_id, ct)) });
}
