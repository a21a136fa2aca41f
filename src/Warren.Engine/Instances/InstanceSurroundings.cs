using System.Net;
using Microsoft.EntityFrameworkCore;
using Warren.Engine.EnterpriseProjects;
using Warren.Engine.Errors;
using Warren.Engine.Network;
using Warren.Engine.Runtimes;
using Warren.Engine.Store;

namespace Warren.Engine.Instances;

/// <summary>The checks of an order that need the store: does what it names exist, in the caller's project, and fit together?</summary>
internal static class InstanceSurroundings
{
    /// <returns>The subnet, which the addresses come from.</returns>
    /// <exception cref="WarrenException">VpcUnknown, SecurityGroupUnknown, SecurityGroupRules, SubnetNotInVpc, DhcpOff or ZoneUnknown.</exception>
    public static async Task<Subnet> CheckAsync(StoreContext store, string projectId, InstanceSpec spec, CancellationToken ct)
    {
        if (!await store.Vpcs.AnyAsync(v => v.Id == spec.VpcId && v.ProjectId == projectId, ct))
        {
            throw new WarrenException(DmsErrors.VpcUnknown, spec.VpcId);
        }

        await CheckSecurityGroupAsync(store, projectId, spec.SecurityGroupId, ct);
        var subnet = await store.Subnets.SingleOrDefaultAsync(s => s.Id == spec.SubnetId && s.VpcId == spec.VpcId && s.ProjectId == projectId, ct)
            ?? throw new WarrenException(DmsErrors.SubnetNotInVpc, spec.SubnetId, spec.VpcId);
        if (!subnet.DhcpEnabled)
        {
            throw new WarrenException(DmsErrors.DhcpOff, subnet.Id);
        }

        foreach (var zone in spec.ZoneIds)
        {
            if (!await store.Zones.AnyAsync(z => z.Id == zone, ct))
            {
                throw new WarrenException(DmsErrors.ZoneUnknown, zone);
            }
        }

        return subnet;
    }

    /// <summary>"0", or an enterprise project of the account that is enabled.</summary>
    /// <exception cref="WarrenException">ParameterInvalid naming enterprise_project_id.</exception>
    public static async Task CheckEnterpriseProjectAsync(StoreContext store, string accountId, string enterpriseProjectId, CancellationToken ct)
    {
        if (enterpriseProjectId != EnterpriseProject.DefaultId
            && !await store.EnterpriseProjects.AnyAsync(p => p.Id == enterpriseProjectId && p.AccountId == accountId && p.Enabled, ct))
        {
            throw new WarrenException(DmsErrors.ParameterInvalid, "enterprise_project_id", "0, or the id of an enabled enterprise project of the account");
        }
    }

    /// <summary>A public address of the project that nothing has, on a runtime that can listen on it.</summary>
    /// <exception cref="WarrenException">ParameterInvalid naming enable_publicip or publicip_id.</exception>
    public static async Task<PublicIp> CheckPublicIpAsync(PublicIpService publicIps, IBrokerRuntime runtime, string projectId, string publicIpId, CancellationToken ct)
    {
        if (!runtime.Capabilities.PublicAccess)
        {
            throw new WarrenException(DmsErrors.ParameterInvalid, "enable_publicip", $"false: the {runtime.Name} runtime of this installation has no public addresses");
        }

        var found = await publicIps.FindFreeAsync(projectId, publicIpId, ct)
            ?? throw new WarrenException(DmsErrors.ParameterInvalid, "publicip_id", "the id of a public address of the project that is not bound");
        return runtime.IsAddressFree(IPAddress.Parse(found.Address))
            ? found
            : throw new WarrenException(DmsErrors.ParameterInvalid, "publicip_id", $"a public address that the {runtime.Name} runtime can listen on, which {found.Address} is not");
    }

    /// <summary>The group exists and has a rule for any protocol in both directions, which its default rules are.</summary>
    public static async Task CheckSecurityGroupAsync(StoreContext store, string projectId, string groupId, CancellationToken ct)
    {
        var group = await store.SecurityGroups.AsNoTracking().Include(g => g.Rules).SingleOrDefaultAsync(g => g.Id == groupId && g.ProjectId == projectId, ct)
            ?? throw new WarrenException(DmsErrors.SecurityGroupUnknown, groupId);
        if (!group.Rules.Any(r => r is { Protocol: null, Direction: "ingress" }) || !group.Rules.Any(r => r is { Protocol: null, Direction: "egress" }))
        {
            throw new WarrenException(DmsErrors.SecurityGroupRules, groupId);
        }
    }
}
