using Microsoft.EntityFrameworkCore;
using Warren.Engine.Store;

namespace Warren.Engine.Instances;

/// <summary>An instance with the names around it, as one query reads them.</summary>
internal sealed record InstanceRow(Instance Instance, string? VpcName, string? SubnetName, string? SubnetCidr, string? SecurityGroupName, List<InstanceTag> Tags)
{
    /// <summary>The rows of these instances, in their order.</summary>
    public static IQueryable<InstanceRow> Of(StoreContext store, IQueryable<Instance> instances) =>
        from i in instances.AsNoTracking()
        from vpc in store.Vpcs.Where(v => v.Id == i.VpcId).DefaultIfEmpty()
        from subnet in store.Subnets.Where(s => s.Id == i.SubnetId).DefaultIfEmpty()
        from securityGroup in store.SecurityGroups.Where(g => g.Id == i.SecurityGroupId).DefaultIfEmpty()
        select new InstanceRow(
            i, vpc!.Name, subnet!.Name, subnet.Cidr, securityGroup!.Name, store.InstanceTags.Where(t => t.InstanceId == i.Id).OrderBy(t => t.Key).ToList());
}
