using System.Text.Json;
using Warren.Contract.Neutron;
using Warren.Engine.Network;
using Warren.Server.Network;

namespace Warren.Server.Neutron;

/// <summary>Between the neutron calls' records and the engine: a router is a VPC, a network with its subnet is a subnet of a VPC.</summary>
internal static class NeutronMap
{
    public static NetworkBody ToBody(Subnet network)
    {
        var external = network.Id == ExternalNetwork.Id;
        return new NetworkBody
        {
            Id = network.Id,
            Name = network.Name,
            Description = network.Description,
            Status = "ACTIVE",
            AdminStateUp = true,
            Shared = external,
            RouterExternal = external,
            Subnets = network.Cidr.Length == 0 ? [] : [network.NeutronSubnetId],
            Mtu = 1500,
            PortSecurityEnabled = true,
            AvailabilityZones = [],
            AvailabilityZoneHints = [],
            Tags = [],
            TenantId = network.ProjectId,
            ProjectId = network.ProjectId,
            CreatedAt = WireTime.Zulu(network.CreatedAt),
            UpdatedAt = WireTime.Zulu(network.UpdatedAt ?? network.CreatedAt),
        };
    }

    public static SubnetOrder ToOrder(SubnetInput input) => input.IpVersion is null or 4
        ? new SubnetOrder { Name = input.Name, Cidr = input.Cidr, GatewayIp = input.GatewayIp, DhcpEnabled = input.EnableDhcp, Dns = input.DnsNameservers }
        : throw new NetworkException(NetworkFault.Invalid, NetworkKind.Subnet, "ip_version must be 4: there is no IPv6 here.");

    public static SubnetBody ToSubnet(Subnet subnet)
    {
        var (first, last) = CidrRules.Pool(subnet.Network);
        return new SubnetBody
        {
            Id = subnet.NeutronSubnetId,
            Name = subnet.NeutronSubnetName ?? subnet.Name,
            Description = "",
            NetworkId = subnet.Id,
            Cidr = subnet.Cidr,
            IpVersion = 4,
            GatewayIp = subnet.GatewayIp,
            EnableDhcp = subnet.DhcpEnabled,
            DnsNameservers = subnet.DnsList,
            AllocationPools = [new AllocationPool { Start = first.ToString(), End = last.ToString() }],
            HostRoutes = [],
            ServiceTypes = [],
            Tags = [],
            SubnetpoolId = null,
            Ipv6AddressMode = null,
            Ipv6RaMode = null,
            TenantId = subnet.ProjectId,
            ProjectId = subnet.ProjectId,
            CreatedAt = WireTime.Zulu(subnet.CreatedAt),
            UpdatedAt = WireTime.Zulu(subnet.UpdatedAt ?? subnet.CreatedAt),
        };
    }

    public static RouterBody ToBody(Vpc vpc) => new()
    {
        Id = vpc.Id,
        Name = vpc.Name,
        Description = vpc.Description,
        Status = "ACTIVE",
        AdminStateUp = true,
        ExternalGatewayInfo = new ExternalGateway { NetworkId = ExternalNetwork.Id, EnableSnat = false },
        Routes = [],
        Distributed = true,
        Ha = false,
        AvailabilityZones = [],
        AvailabilityZoneHints = [],
        Tags = [],
        TenantId = vpc.ProjectId,
        ProjectId = vpc.ProjectId,
        CreatedAt = WireTime.Zulu(vpc.CreatedAt),
        UpdatedAt = WireTime.Zulu(vpc.UpdatedAt ?? vpc.CreatedAt),
    };

    public static SecurityGroupBody ToBody(SecurityGroup group) => new()
    {
        Id = group.Id,
        Name = group.Name,
        Description = group.Description,
        Stateful = true,
        SecurityGroupRules = [.. group.Rules.Select(r => ToBody(r, group.ProjectId))],
        Tags = [],
        TenantId = group.ProjectId,
        ProjectId = group.ProjectId,
        CreatedAt = WireTime.Zulu(group.CreatedAt),
        UpdatedAt = WireTime.Zulu(group.UpdatedAt ?? group.CreatedAt),
    };

    public static RuleOrder ToOrder(SecurityGroupRuleInput input) => new()
    {
        SecurityGroupId = input.SecurityGroupId,
        Description = input.Description,
        Direction = input.Direction,
        Ethertype = input.Ethertype,
        Protocol = input.Protocol,
        PortMin = input.PortRangeMin,
        PortMax = input.PortRangeMax,
        RemoteIpPrefix = input.RemoteIpPrefix,
        RemoteGroupId = input.RemoteGroupId,
    };

    public static SecurityGroupRuleBody ToBody(SecurityGroupRule rule, string projectId) => new()
    {
        Id = rule.Id,
        SecurityGroupId = rule.SecurityGroupId,
        Description = rule.Description,
        Direction = rule.Direction,
        Ethertype = rule.Ethertype,
        Protocol = rule.Protocol,
        PortRangeMin = rule.PortMin,
        PortRangeMax = rule.PortMax,
        RemoteIpPrefix = rule.RemoteIpPrefix,
        RemoteGroupId = rule.RemoteGroupId,
        RemoteAddressGroupId = null,
        Tags = [],
        TenantId = projectId,
        ProjectId = projectId,
        CreatedAt = WireTime.Zulu(rule.CreatedAt),
        UpdatedAt = WireTime.Zulu(rule.CreatedAt),
    };

    /// <summary>port_id: absent, null, or a string.</summary>
    /// <exception cref="NetworkException">Invalid.</exception>
    public static (bool Given, string? Value) PortId(JsonElement member) => member.ValueKind switch
    {
        JsonValueKind.Undefined => (false, null),
        JsonValueKind.Null => (true, null),
        JsonValueKind.String => (true, member.GetString()),
        _ => throw new NetworkException(NetworkFault.Invalid, NetworkKind.PublicIp, "port_id must be a string or null."),
    };

    public static FloatingIpBody ToBody(PublicIp ip, string? routerId) => new()
    {
        Id = ip.Id,
        FloatingIpAddress = ip.Address,
        FloatingNetworkId = ExternalNetwork.Id,
        FixedIpAddress = ip.PrivateAddress,
        PortId = ip.PortId,
        RouterId = routerId,
        Status = ip.IsBound ? "ACTIVE" : "DOWN",
        Description = ip.Description,
        DnsName = "",
        DnsDomain = "",
        Tags = [],
        TenantId = ip.ProjectId,
        ProjectId = ip.ProjectId,
        CreatedAt = WireTime.Zulu(ip.CreatedAt),
        UpdatedAt = WireTime.Zulu(ip.UpdatedAt ?? ip.CreatedAt),
    };
}
