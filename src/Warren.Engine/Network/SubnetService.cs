using Microsoft.EntityFrameworkCore;
using Warren.Engine.Iam;
using Warren.Engine.Security;
using Warren.Engine.Store;

namespace Warren.Engine.Network;

/// <summary>The subnets of a project's VPCs. Those that no router has yet are the neutron calls' own (<see cref="NetworkService"/>).</summary>
public sealed class SubnetService(StoreContext store, TimeProvider clock)
{
    public async Task<IReadOnlyList<Subnet>> ListAsync(Caller caller, string? vpcId, Page page, CancellationToken ct)
    {
        var project = caller.RequireProject(NetworkKind.Subnet);
        return await store.Subnets.AsNoTracking()
            .Where(s => s.ProjectId == project && s.VpcId != "" && (vpcId == null || s.VpcId == vpcId))
            .On(page)
            .ToListAsync(ct);
    }

    /// <exception cref="NetworkException">NotFound.</exception>
    public Task<Subnet> FindAsync(Caller caller, string id, CancellationToken ct) => FindAsync(store.Subnets.AsNoTracking(), caller, vpcId: null, id, ct);

    /// <exception cref="NetworkException">NotFound of the VPC, Invalid, OutsideVpc or Overlap.</exception>
    public async Task<Subnet> CreateAsync(Caller caller, SubnetOrder order, CancellationToken ct)
    {
        await using var transaction = await store.Database.BeginTransactionAsync(ct);
        var vpc = await VpcService.FindAsync(store.Vpcs.AsNoTracking(), caller, order.VpcId ?? "", ct);
        var range = CidrRules.Subnet(order.Cidr);
        var siblings = await store.Subnets.AsNoTracking().Where(s => s.VpcId == vpc.Id).ToListAsync(ct);
        CidrRules.CheckFits(range, vpc.Ranges, siblings.Select(s => s.Network));
        if (order.Ipv6Enabled == true)
        {
            throw NetworkRules.Invalid(NetworkKind.Subnet, "ipv6_enable must be false: there is no IPv6 here.");
        }

        if (!string.IsNullOrEmpty(order.ZoneCode) && !await store.Zones.AnyAsync(z => z.Code == order.ZoneCode, ct))
        {
            throw NetworkRules.Invalid(NetworkKind.Subnet, $"There is no zone {order.ZoneCode}.");
        }

        var subnet = new Subnet
        {
            Id = RandomText.Uuid(),
            ProjectId = vpc.ProjectId,
            VpcId = vpc.Id,
            Name = NetworkRules.Name(NetworkKind.Subnet, order.Name),
            Description = NetworkRules.Description(NetworkKind.Subnet, order.Description),
            Cidr = range.ToString(),
            GatewayIp = CidrRules.Gateway(range, order.GatewayIp),
            DhcpEnabled = order.DhcpEnabled ?? true,
            DnsServers = DnsRules.Join(order.Dns) ?? "",
            ZoneCode = order.ZoneCode ?? "",
            CreatedAt = clock.GetUtcNow(),
        };
        store.Subnets.Add(subnet);
        await store.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return subnet;
    }

    /// <summary>Null values stay; range, gateway and zone cannot change.</summary>
    /// <exception cref="NetworkException">NotFound or Invalid.</exception>
    public async Task<Subnet> UpdateAsync(Caller caller, string vpcId, string id, SubnetOrder change, CancellationToken ct)
    {
        var subnet = await FindAsync(store.Subnets, caller, vpcId, id, ct);
        if (change.Name is not null)
        {
            subnet.Name = NetworkRules.Name(NetworkKind.Subnet, change.Name);
            subnet.NeutronSubnetName = null;
        }

        subnet.Description = change.Description is null ? subnet.Description : NetworkRules.Description(NetworkKind.Subnet, change.Description);
        subnet.DhcpEnabled = change.DhcpEnabled ?? subnet.DhcpEnabled;
        subnet.DnsServers = DnsRules.Join(change.Dns) ?? subnet.DnsServers;
        subnet.UpdatedAt = clock.GetUtcNow();
        await store.SaveChangesAsync(ct);
        return subnet;
    }

    /// <exception cref="NetworkException">NotFound, or InUse while an instance or a port has an address in it.</exception>
    public async Task DeleteAsync(Caller caller, string vpcId, string id, CancellationToken ct)
    {
        await using var transaction = await store.Database.BeginTransactionAsync(ct);
        var subnet = await FindAsync(store.Subnets, caller, vpcId, id, ct);
        await RefuseUsedAsync(store, subnet.Id, NetworkKind.Subnet, id, ct);
        store.Subnets.Remove(subnet);
        await store.NetworkTags.Where(t => t.ResourceId == id).ExecuteDeleteAsync(ct);
        await store.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
    }

    /// <exception cref="NetworkException">InUse, of what the caller called by its own id.</exception>
    internal static async Task RefuseUsedAsync(StoreContext store, string subnetId, NetworkKind kind, string id, CancellationToken ct)
    {
        if (await store.NodeAddresses.AnyAsync(a => a.SubnetId == subnetId, ct) || await store.Instances.AnyAsync(i => i.SubnetId == subnetId, ct))
        {
            throw NetworkRules.InUse(kind, id, "instances or ports have addresses in it");
        }
    }

    private static async Task<Subnet> FindAsync(IQueryable<Subnet> subnets, Caller caller, string? vpcId, string id, CancellationToken ct)
    {
        var project = caller.RequireProject(NetworkKind.Subnet);
        return await subnets.SingleOrDefaultAsync(s => s.Id == id && s.ProjectId == project && s.VpcId != "" && (vpcId == null || s.VpcId == vpcId), ct)
            ?? throw NetworkRules.NotFound(NetworkKind.Subnet, id);
    }
}

/// <summary>A subnet to make, or what to change of one: then null stays.</summary>
public sealed record SubnetOrder
{
    public string? VpcId { get; init; }

    public string? Name { get; init; }

    public string? Description { get; init; }

    public string? Cidr { get; init; }

    /// <summary>Absent: the address after the first.</summary>
    public string? GatewayIp { get; init; }

    public bool? DhcpEnabled { get; init; }

    /// <summary>Name servers; null when none of the members that name them was given.</summary>
    public IReadOnlyList<string?>? Dns { get; init; }

    public string? ZoneCode { get; init; }

    public bool? Ipv6Enabled { get; init; }
}
