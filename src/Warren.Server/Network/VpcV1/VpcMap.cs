using Warren.Contract.Vpc.V1;
using Warren.Engine.Network;

namespace Warren.Server.Network.VpcV1;

/// <summary>Between VPC v1's records and the engine.</summary>
internal static class VpcMap
{
    public static VpcOrder ToOrder(VpcInput input) =>
        new() { Name = input.Name, Description = input.Description, Cidr = input.Cidr, EnterpriseProjectId = input.EnterpriseProjectId };

    public static VpcBody ToBody(Vpc vpc) => new()
    {
        Id = vpc.Id,
        Name = vpc.Name,
        Description = vpc.Description,
        Cidr = vpc.Cidr,
        Status = "OK",
        Routes = [],
        EnableSharedSnat = false,
        EnterpriseProjectId = vpc.EnterpriseProjectId,
        TenantId = vpc.ProjectId,
        CreatedAt = WireTime.Plain(vpc.CreatedAt),
        UpdatedAt = WireTime.Plain(vpc.UpdatedAt ?? vpc.CreatedAt),
    };

    public static SubnetOrder ToOrder(SubnetInput input) => new()
    {
        VpcId = input.VpcId,
        Name = input.Name,
        Description = input.Description,
        Cidr = input.Cidr,
        GatewayIp = input.GatewayIp,
        DhcpEnabled = input.DhcpEnable,
        Dns = input.DnsList ?? ((input.PrimaryDns ?? input.SecondaryDns) is null ? null : [input.PrimaryDns, input.SecondaryDns]),
        ZoneCode = input.AvailabilityZone,
        Ipv6Enabled = input.Ipv6Enable,
    };

    public static SubnetBody ToBody(Subnet subnet)
    {
        var dns = subnet.DnsList;
        return new SubnetBody
        {
            Id = subnet.Id,
            Name = subnet.Name,
            Description = subnet.Description,
            Cidr = subnet.Cidr,
            GatewayIp = subnet.GatewayIp,
            Ipv6Enable = false,
            DhcpEnable = subnet.DhcpEnabled,
            PrimaryDns = dns.Count > 0 ? dns[0] : "",
            SecondaryDns = dns.Count > 1 ? dns[1] : "",
            DnsList = dns,
            AvailabilityZone = subnet.ZoneCode,
            VpcId = subnet.VpcId,
            Status = "ACTIVE",
            NeutronNetworkId = subnet.Id,
            NeutronSubnetId = subnet.NeutronSubnetId,
            ExtraDhcpOpts = [],
            TenantId = subnet.ProjectId,
            CreatedAt = WireTime.Plain(subnet.CreatedAt),
            UpdatedAt = WireTime.Plain(subnet.UpdatedAt ?? subnet.CreatedAt),
        };
    }

    public static SecurityGroupBody ToBody(SecurityGroup group) => new()
    {
        Id = group.Id,
        Name = group.Name,
        Description = group.Description,
        VpcId = null,
        EnterpriseProjectId = group.EnterpriseProjectId,
        TenantId = group.ProjectId,
        SecurityGroupRules = [.. group.Rules.Select(r => ToBody(r, group.ProjectId))],
        CreatedAt = WireTime.Plain(group.CreatedAt),
        UpdatedAt = WireTime.Plain(group.UpdatedAt ?? group.CreatedAt),
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
        TenantId = projectId,
    };
}
