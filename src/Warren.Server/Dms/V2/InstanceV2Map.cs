using Warren.Contract.Dms.V2;
using Warren.Engine.Instances;
using Warren.Server.Dms.V1;

namespace Warren.Server.Dms.V2;

/// <summary>Between the records of /v2 and the engine: the map of v1.0, and what is different.</summary>
internal static class InstanceV2Map
{
    private const int FullTime = 8; // HH:mm:ss

    public static InstanceOrder ToOrder(CreateInstanceV2Request request) => InstanceMap.ToOrder(request) with
    {
        IsNewer = true,
        NodeCount = request.BrokerNum,
        AclEnabled = request.EnableAcl,
        DiskEncryptionEnabled = request.DiskEncryptedEnable,
        Architecture = request.ArchType,
        ChargingMode = request.BssParam?.ChargingMode,
    };

    public static InstanceChange ToChange(UpdateInstanceV2Request request) => InstanceMap.ToChange(request) with { AclEnabled = request.EnableAcl };

    public static InstanceV2Response ToResponse(InstanceDetails details)
    {
        var shown = InstanceMap.ToResponse(details);
        return new InstanceV2Response(shown)
        {
            Status = StatusNames.OfV2(details.Status),
            ProductId = details.Instance.ProductId,
            MaintainBegin = Full(shown.MaintainBegin),
            MaintainEnd = Full(shown.MaintainEnd),
            PublicConnectAddress = shown.PublicIpAddress is null ? "" : $"{shown.PublicIpAddress}:{shown.Port}",
        };
    }

    /// <summary>HH:mm:ss, whatever the precision it was given in (decision 0.6).</summary>
    private static string Full(string time) => (time + ":00:00")[..FullTime];
}
