using Microsoft.EntityFrameworkCore;
using Warren.Engine.Iam;
using Warren.Engine.Security;
using Warren.Engine.Store;

namespace Warren.Engine.Network;

/// <summary>What a neutron router is beyond a VPC: a VPC that may have an empty name, and the interfaces that make a network a subnet of it.</summary>
public sealed class RouterService(StoreContext store, TimeProvider clock)
{
    /// <exception cref="NetworkException">Invalid.</exception>
    public async Task<Vpc> CreateAsync(Caller caller, string? name, string? description, CancellationToken ct)
    {
        var vpc = new Vpc
        {
            Id = RandomText.Uuid(),
            ProjectId = caller.RequireProject(NetworkKind.Vpc),
            Name = NetworkRules.NeutronName(NetworkKind.Vpc, name),
            Description = NetworkRules.Description(NetworkKind.Vpc, description),
            Cidr = "",
            CreatedAt = clock.GetUtcNow(),
        };
        store.Vpcs.Add(vpc);
        await store.SaveChangesAsync(ct);
        return vpc;
    }

    /// <summary>Makes a network a subnet of the VPC.</summary>
    /// <exception cref="NetworkException">NotFound, InUse when a router has it, OutsideVpc or Overlap.</exception>
    public async Task<Subnet> AttachAsync(Caller caller, string vpcId, string? subnetId, CancellationToken ct)
    {
        await using var transaction = await store.Database.BeginTransactionAsync(ct);
        var vpc = await VpcService.FindAsync(store.Vpcs.AsNoTracking(), caller, vpcId, ct);
        var subnet = await NetworkService.SubnetAsync(store.Subnets, caller, subnetId ?? "", ct);
        if (subnet.VpcId.Length > 0)
        {
            throw NetworkRules.InUse(NetworkKind.Subnet, subnet.NeutronSubnetId, $"the router {subnet.VpcId} has an interface in it");
        }

        var siblings = await store.Subnets.AsNoTracking().Where(s => s.VpcId == vpcId).ToListAsync(ct);
        CidrRules.CheckFits(subnet.Network, vpc.Ranges, siblings.Select(s => s.Network));
        subnet.VpcId = vpcId;
        subnet.UpdatedAt = clock.GetUtcNow();
        await store.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return subnet;
    }

    /// <summary>Takes a subnet off its VPC; it stays as a network with a subnet.</summary>
    /// <param name="caller">Whose.</param>
    /// <param name="vpcId">The router.</param>
    /// <param name="subnetId">The neutron subnet, or null.</param>
    /// <param name="portId">Instead: the port of the interface.</param>
    /// <param name="ct">Gives up.</param>
    /// <exception cref="NetworkException">NotFound, or InUse while an instance or a port has an address in it.</exception>
    public async Task<Subnet> DetachAsync(Caller caller, string vpcId, string? subnetId, string? portId, CancellationToken ct)
    {
        await using var transaction = await store.Database.BeginTransactionAsync(ct);
        var vpc = await VpcService.FindAsync(store.Vpcs.AsNoTracking(), caller, vpcId, ct);
        var subnet = await store.Subnets.SingleOrDefaultAsync(
                s => s.VpcId == vpc.Id && (subnetId == null ? s.GatewayPortId == portId : s.NeutronSubnetId == subnetId), ct)
            ?? throw NetworkRules.NotFound(NetworkKind.Subnet, subnetId ?? portId ?? "");
        await SubnetService.RefuseUsedAsync(store, subnet.Id, NetworkKind.Subnet, subnet.NeutronSubnetId, ct);
        subnet.VpcId = "";
        subnet.UpdatedAt = clock.GetUtcNow();
        await store.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return subnet;
    }
}
