using Warren.Contract.Vpc.V1;
using Warren.Engine.Network;

namespace Warren.Server.Network.VpcV1;

/// <summary>Between public addresses' records and the engine.</summary>
internal static class PublicIpMap
{
    public const string OwnBandwidth = "PER";

    public static string Status(PublicIp ip) => ip.IsBound ? "ACTIVE" : "DOWN";

    public static PublicIpOrder ToOrder(CreatePublicIpRequest request)
    {
        var input = NetworkQuery.Require(request.PublicIp, NetworkKind.PublicIp, "publicip");
        var bandwidth = NetworkQuery.Require(request.Bandwidth, NetworkKind.Bandwidth, "bandwidth");
        return new PublicIpOrder
        {
            Type = input.Type,
            Alias = input.Alias,
            Address = input.IpAddress,
            PortId = input.PortId,
            BandwidthName = bandwidth.Name,
            BandwidthSize = bandwidth.Size,
            ShareType = bandwidth.ShareType,
            ChargeMode = bandwidth.ChargeMode,
            EnterpriseProjectId = request.EnterpriseProjectId,
        };
    }

    public static PublicIpFilter ToFilter(HttpContext http) => new()
    {
        Id = http.Text("id"),
        Address = http.Text("public_ip_address"),
        PrivateAddress = http.Text("private_ip_address"),
        PortId = http.Text("port_id"),
        EnterpriseProjectId = http.EnterpriseProject(),
    };

    public static PublicIpBody ToBody(PublicIp ip) => new()
    {
        Id = ip.Id,
        Status = Status(ip),
        Type = ip.Type,
        PublicIpAddress = ip.Address,
        PublicIpv6Address = null,
        PrivateIpAddress = ip.PrivateAddress,
        PortId = ip.PortId,
        TenantId = ip.ProjectId,
        CreateTime = WireTime.Spaced(ip.CreatedAt),
        BandwidthId = ip.BandwidthId,
        BandwidthName = ip.BandwidthName,
        BandwidthSize = ip.BandwidthSize,
        BandwidthShareType = OwnBandwidth,
        EnterpriseProjectId = ip.EnterpriseProjectId,
        IpVersion = 4,
        Alias = ip.Alias,
    };

    public static BandwidthBody ToBandwidth(PublicIp ip) => new()
    {
        Id = ip.BandwidthId,
        Name = ip.BandwidthName,
        Size = ip.BandwidthSize,
        ShareType = OwnBandwidth,
        PublicIpInfo =
        [
            new BandwidthPublicIp { PublicIpId = ip.Id, PublicIpAddress = ip.Address, PublicIpv6Address = null, IpVersion = 4, PublicIpType = ip.Type },
        ],
        TenantId = ip.ProjectId,
        BandwidthType = ip.Type.StartsWith("5_", StringComparison.Ordinal) ? ip.Type[2..] : ip.Type,
        ChargeMode = ip.ChargeMode,
        BillingInfo = "",
        EnterpriseProjectId = ip.EnterpriseProjectId,
        Status = "NORMAL",
        CreatedAt = WireTime.Plain(ip.CreatedAt),
        UpdatedAt = WireTime.Plain(ip.UpdatedAt ?? ip.CreatedAt),
    };
}
