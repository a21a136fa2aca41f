using Warren.Contract.Vpc.V1;
using Warren.Engine.Network;

namespace Warren.Server.Network.VpcV1;

/// <summary>Between ports' records, which VPC v1 and neutron share, and the engine.</summary>
internal static class PortMap
{
    /// <exception cref="NetworkException">Invalid when more than one address is asked for.</exception>
    public static PortOrder ToOrder(PortInput input) => input.FixedIps is { Count: > 1 }
        ? throw new NetworkException(NetworkFault.Invalid, NetworkKind.Port, "fixed_ips can have one element.")
        : new PortOrder
        {
            NetworkId = input.NetworkId,
            Name = input.Name,
            SubnetId = input.FixedIps is [{ SubnetId: { Length: > 0 } subnet }] ? subnet : null,
            IpAddress = input.FixedIps is [{ } address] ? address.IpAddress : null,
            SecurityGroupIds = input.SecurityGroups,
        };

    public static PortFilter ToFilter(HttpContext http)
    {
        // fixed_ips=ip_address=10.0.0.5&fixed_ips=subnet_id=…
        var fixedIps = http.Request.Query["fixed_ips"].SelectMany(v => (v ?? "").Split(',')).Select(v => v.Split('=', 2)).Where(v => v.Length == 2).ToLookup(v => v[0], v => v[1], StringComparer.Ordinal);
        return new PortFilter
        {
            Id = http.Text("id"),
            Name = http.Text("name"),
            NetworkId = http.Text("network_id"),
            SubnetId = fixedIps["subnet_id"].FirstOrDefault(),
            IpAddress = fixedIps["ip_address"].FirstOrDefault(),
            DeviceId = http.Text("device_id"),
            DeviceOwner = http.Text("device_owner"),
            Status = http.Text("status"),
            MacAddress = http.Text("mac_address"),
            SecurityGroupId = http.Text("security_groups"),
        };
    }

    public static PortBody ToBody(PortView port)
    {
        var ofInstance = port.DeviceOwner == PortView.InstanceOwner;
        return new PortBody
        {
            Id = port.Id,
            Name = port.Name,
            Description = "",
            Status = port.Status,
            AdminStateUp = true,
            NetworkId = port.NetworkId,
            MacAddress = port.MacAddress,
            FixedIps = [new FixedIp { SubnetId = port.NeutronSubnetId, IpAddress = port.IpAddress }],
            DeviceId = port.DeviceId,
            DeviceOwner = port.DeviceOwner,
            SecurityGroups = port.SecurityGroupIds,
            AllowedAddressPairs = [],
            ExtraDhcpOpts = [],
            BindingVnicType = "normal",
            DnsName = "",
            DnsAssignment = [],
            PortSecurityEnabled = true,
            InstanceId = ofInstance ? port.DeviceId : "",
            InstanceType = ofInstance ? "DMS" : "",
            TenantId = port.ProjectId,
            ProjectId = port.ProjectId,
            CreatedAt = WireTime.Plain(port.CreatedAt),
            UpdatedAt = WireTime.Plain(port.UpdatedAt ?? port.CreatedAt),
        };
    }
}
