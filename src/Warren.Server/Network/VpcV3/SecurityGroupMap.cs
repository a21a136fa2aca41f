using System.Globalization;
using Warren.Contract.Vpc.V3;
using Warren.Engine.Network;
using Warren.Server.Network.VpcV1;

namespace Warren.Server.Network.VpcV3;

/// <summary>Between v3's records and the engine.</summary>
internal static class SecurityGroupMap
{
    public static SecurityGroupBody ToBody(SecurityGroup group, IEnumerable<NetworkTag> tags, bool withRules) => new()
    {
        Id = group.Id,
        Name = group.Name,
        Description = group.Description,
        ProjectId = group.ProjectId,
        EnterpriseProjectId = group.EnterpriseProjectId,
        CreatedAt = WireTime.Zulu(group.CreatedAt),
        UpdatedAt = WireTime.Zulu(group.UpdatedAt ?? group.CreatedAt),
        Tags = [.. tags.Select(TagsApi.ToBody)],
        SecurityGroupRules = withRules ? [.. group.Rules.Select(r => ToBody(r, group.ProjectId))] : null,
    };

    public static RuleOrder ToOrder(SecurityGroupRuleInput input) => new()
    {
        SecurityGroupId = input.SecurityGroupId,
        Description = input.Description,
        Direction = input.Direction,
        Ethertype = input.Ethertype,
        Protocol = input.Protocol,
        MultiPort = input.Multiport,
        RemoteIpPrefix = input.RemoteIpPrefix,
        RemoteGroupId = input.RemoteGroupId,
        Action = input.Action,
        Priority = input.Priority,
    };

    public static SecurityGroupRuleBody ToBody(SecurityGroupRule rule, string projectId) => new()
    {
        Id = rule.Id,
        SecurityGroupId = rule.SecurityGroupId,
        Description = rule.Description,
        Direction = rule.Direction,
        Ethertype = rule.Ethertype,
        Protocol = rule.Protocol,
        Multiport = rule.MultiPort ?? Range(rule.PortMin, rule.PortMax),
        RemoteIpPrefix = rule.RemoteIpPrefix,
        RemoteGroupId = rule.RemoteGroupId,
        RemoteAddressGroupId = null,
        Action = rule.Action,
        Priority = rule.Priority,
        ProjectId = projectId,
        CreatedAt = WireTime.Zulu(rule.CreatedAt),
        UpdatedAt = WireTime.Zulu(rule.CreatedAt),
    };

    private static string? Range(int? min, int? max) => (min, max) switch
    {
        (null, _) => null,
        ({ } first, { } last) when first != last => string.Create(CultureInfo.InvariantCulture, $"{first}-{last}"),
        ({ } only, _) => only.ToString(CultureInfo.InvariantCulture),
    };
}
