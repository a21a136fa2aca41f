using System.Globalization;
using Warren.Contract.Dms.V1;
using Warren.Engine.Instances;
using Warren.Engine.Runtimes;
using Warren.Engine.Tasks;

namespace Warren.Server.Dms.V1;

/// <summary>Between the v1.0 records and the engine.</summary>
internal static class InstanceMap
{
    public static InstanceOrder ToOrder(CreateInstanceRequest request) => new()
    {
        Name = request.Name,
        Description = request.Description,
        Engine = request.Engine,
        EngineVersion = request.EngineVersion,
        StorageGb = request.StorageSpace,
        AccessUser = request.AccessUser,
        Password = request.Password,
        VpcId = request.VpcId,
        SecurityGroupId = request.SecurityGroupId,
        SubnetId = request.SubnetId,
        ZoneIds = request.AvailableZones,
        ProductId = request.ProductId,
        MaintainBegin = request.MaintainBegin,
        MaintainEnd = request.MaintainEnd,
        PublicIpEnabled = request.EnablePublicIp,
        PublicIpId = request.PublicIpId,
        TlsEnabled = request.SslEnable,
        StorageSpecCode = request.StorageSpecCode,
        EnterpriseProjectId = request.EnterpriseProjectId,
        Tags = [.. (request.Tags ?? []).Select(t => (t?.Key, t?.Value))],
    };

    public static InstanceChange ToChange(UpdateInstanceRequest request) => new()
    {
        Name = request.Name,
        Description = request.Description,
        MaintainBegin = request.MaintainBegin,
        MaintainEnd = request.MaintainEnd,
        SecurityGroupId = request.SecurityGroupId,
        PublicIpEnabled = request.EnablePublicIp,
        PublicIpId = request.PublicIpId,
        EnterpriseProjectId = request.EnterpriseProjectId,
    };

    public static ExtendOrder ToOrder(ExtendInstanceRequest request) => new()
    {
        Type = string.IsNullOrEmpty(request.OperType) ? null : request.OperType,
        StorageGb = request.NewStorageSpace,
        NodeCount = request.NewBrokerNum,
        ProductId = request.NewProductId,
        SpecCode = request.NewSpecCode,
    };

    public static InstanceResponse ToResponse(InstanceDetails details)
    {
        var instance = details.Instance;
        var first = instance.ServiceAddress ?? instance.Addresses.Split(',')[0];
        return new InstanceResponse
        {
            InstanceId = instance.Id,
            Name = instance.Name,
            Description = instance.Description,
            Engine = "rabbitmq",
            EngineVersion = instance.EngineVersion,
            BrokerVersion = instance.BrokerVersion,
            Runtime = details.Runtime,
            Specification = details.Flavour.Specification,
            StorageSpace = instance.StorageGb,
            TotalStorageSpace = instance.StorageGb,
            UsedStorageSpace = instance.UsedStorageGb,
            ConnectAddress = instance.ServiceAddress ?? instance.Addresses,
            ConnectAddresses = instance.ServiceAddress ?? instance.Addresses,
            Port = instance.TlsEnabled ? BrokerPlan.AmqpsPort : BrokerPlan.AmqpPort,
            Status = StatusNames.Of(details.Status),
            Type = details.Flavour.Type,
            ResourceSpecCode = instance.SpecCode,
            ChargingMode = 1,
            VpcId = instance.VpcId,
            VpcName = details.VpcName,
            SubnetId = instance.SubnetId,
            SubnetName = details.SubnetName,
            SubnetCidr = details.SubnetCidr,
            SecurityGroupId = instance.SecurityGroupId,
            SecurityGroupName = details.SecurityGroupName,
            CreatedAt = Milliseconds(instance.CreatedAt),
            ErrorCode = instance.FaultCode,
            ProductId = details.Flavour.HourlyId,
            AvailableZones = instance.ZoneIds.Split(','),
            AvailableZoneNames = [.. details.Zones.Select(z => z.Code)],
            UserId = instance.UserId,
            UserName = instance.UserName,
            AccessUser = instance.AccessUser,
            OrderId = null,
            MaintainBegin = instance.MaintainBegin,
            MaintainEnd = instance.MaintainEnd,
            EnablePublicIp = instance.PublicIpId is not null,
            PublicIpId = instance.PublicIpId,
            PublicIpAddress = instance.PublicIpAddress,
            PublicIpAddresses = instance.PublicIpAddress,
            PublicBandwidth = 0,
            ManagementConnectAddress = instance.TlsEnabled
                ? $"https://{first}:{BrokerPlan.ManagementTlsPort}"
                : $"http://{first}:{BrokerPlan.ManagementPort}",
            SslEnable = instance.TlsEnabled,
            EnterpriseProjectId = instance.EnterpriseProjectId,
            IsLogicalVolume = true,
            ExtendTimes = instance.ExtendTimes,
            StorageSpecCode = instance.StorageSpecCode,
            StorageResourceId = instance.Id,
            StorageType = "hec",
            ServiceType = "advanced",
            SupportFeatures = "",
            NodeNum = instance.NodeCount,
            BrokerNum = instance.NodeCount,
            Ipv6Enable = false,
            Ipv6ConnectAddresses = [],
            ConnectorEnable = false,
            ConnectorId = "",
            RestEnable = false,
            RestConnectAddress = "",
            MessageQueryInstEnable = false,
            VpcClientPlain = false,
            TraceEnable = false,
            EnableLogCollection = false,
            DiskEncrypted = false,
            EnableAcl = instance.AclEnabled,
            CesVersion = "",
            Tags = [.. details.Tags.Select(t => new Tag { Key = t.Key, Value = t.Value })],
            Task = details.Task is { } task ? ToTask(task) : InstanceTask.None,
        };
    }

    private static InstanceTask ToTask(BackgroundTask task) => new()
    {
        Name = task.Name,
        Status = task.State.ToString().ToUpperInvariant(),
        CreatedAt = Milliseconds(task.CreatedAt),
    };

    private static string Milliseconds(DateTimeOffset time) => time.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);
}
