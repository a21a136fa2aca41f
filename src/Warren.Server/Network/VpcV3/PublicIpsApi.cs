using Microsoft.AspNetCore.Http.HttpResults;
using Warren.Contract.Vpc.V3;
using Warren.Engine.Network;
using Warren.Server.Iam;
using Warren.Server.Network.VpcV1;

namespace Warren.Server.Network.VpcV3;

/// <summary>Public addresses of v3 (as real clients need it): reading them.</summary>
internal static class PublicIpsApi
{
    public static void MapPublicIpsV3(this IEndpointRouteBuilder app)
    {
        var ips = app.MapGroup("/v3/{project_id}/eip/publicips");
        ips.MapGet("", ListAsync).Requires("vpc:publicIps:list")
            .Paged("id", "public_ip_address", "private_ip_address", "port_id", "enterprise_project_id");
        ips.MapGet("/{publicip_id}", ShowAsync).Requires("vpc:publicIps:get");
    }

    private static async Task<Ok<PublicIpsResponse>> ListAsync(HttpContext http, PublicIpService ips, CancellationToken ct)
    {
        var page = http.Page(NetworkKind.PublicIp);
        var found = await ips.ListAsync(http.Caller(), PublicIpMap.ToFilter(http), page, ct);
        return TypedResults.Ok(new PublicIpsResponse
        {
            PublicIps = [.. found.Select(ToBody)],
            PageInfo = V3Page.Of(found, page, i => i.Id),
            RequestId = http.TraceIdentifier,
        });
    }

    private static async Task<Ok<PublicIpResponse>> ShowAsync(string publicip_id, HttpContext http, PublicIpService ips, CancellationToken ct) =>
        TypedResults.Ok(new PublicIpResponse { PublicIp = ToBody(await ips.FindAsync(http.Caller(), publicip_id, ct)), RequestId = http.TraceIdentifier });

    private static PublicIpBody ToBody(PublicIp ip) => new()
    {
        Id = ip.Id,
        ProjectId = ip.ProjectId,
        IpVersion = 4,
        PublicIpAddress = ip.Address,
        PublicIpv6Address = null,
        Status = PublicIpMap.Status(ip),
        Description = ip.Description,
        Alias = ip.Alias,
        Type = "EIP",
        PublicIpPoolName = ip.Type,
        EnterpriseProjectId = ip.EnterpriseProjectId,
        Vnic = ip.IsBound
            ? new Vnic
            {
                PrivateIpAddress = ip.PrivateAddress ?? "",
                PortId = ip.PortId,
                InstanceId = ip.InstanceId,
                InstanceType = ip.InstanceId is null ? null : "DMS",
            }
            : null,
        Bandwidth = new PublicIpBandwidth
        {
            Id = ip.BandwidthId,
            Name = ip.BandwidthName,
            Size = ip.BandwidthSize,
            ShareType = PublicIpMap.OwnBandwidth,
            ChargeMode = ip.ChargeMode,
            BillingInfo = "",
        },
        AssociateInstanceType = ip.IsBound ? "PORT" : null,
        AssociateInstanceId = ip.PortId ?? ip.InstanceId,
        CreatedAt = WireTime.Zulu(ip.CreatedAt),
        UpdatedAt = WireTime.Zulu(ip.UpdatedAt ?? ip.CreatedAt),
    };
}
