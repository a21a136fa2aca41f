using Microsoft.EntityFrameworkCore;
using Warren.Engine.Iam;
using Warren.Engine.Security;
using Warren.Engine.Store;

namespace Warren.Engine.Network;

/// <summary>Ports: customers make their own; those of instances and gateways are shown and not changed here.</summary>
public sealed class PortService(StoreContext store, AddressAllocator addresses, TimeProvider clock)
{
    public async Task<IReadOnlyList<PortView>> ListAsync(Caller caller, PortFilter filter, Page page, CancellationToken ct)
    {
        var all = await AllAsync(caller.RequireProject(NetworkKind.Port), filter.Id, ct);
        return all.Where(p => (filter.Name is null || p.Name == filter.Name)
                && (filter.NetworkId is null || p.NetworkId == filter.NetworkId)
                && (filter.DeviceId is null || p.DeviceId == filter.DeviceId)
                && (filter.DeviceOwner is null || p.DeviceOwner == filter.DeviceOwner)
                && (filter.Status is null || p.Status == filter.Status)
                && (filter.MacAddress is null || p.MacAddress == filter.MacAddress)
                && (filter.SubnetId is null || p.NeutronSubnetId == filter.SubnetId)
                && (filter.IpAddress is null || p.IpAddress == filter.IpAddress)
                && (filter.SecurityGroupId is null || p.SecurityGroupIds.Contains(filter.SecurityGroupId)))
            .On(page, p => p.Id);
    }

    /// <exception cref="NetworkException">NotFound.</exception>
    public async Task<PortView> FindAsync(Caller caller, string id, CancellationToken ct) =>
        (await AllAsync(caller.RequireProject(NetworkKind.Port), id, ct)).SingleOrDefault() ?? throw NetworkRules.NotFound(NetworkKind.Port, id);

    /// <summary>Takes an address of a VPC's subnet for a new port.</summary>
    /// <exception cref="NetworkException">NotFound of the network or a group, Invalid, Exists when the address is taken, or NoAddress.</exception>
    public async Task<PortView> CreateAsync(Caller caller, PortOrder order, CancellationToken ct)
    {
        await using var transaction = await store.Database.BeginTransactionAsync(ct);
        ExternalNetwork.Refuse(NetworkKind.Port, order.NetworkId ?? "");
        var subnet = await NetworkService.NetworkAsync(store.Subnets.AsNoTracking(), caller, order.NetworkId ?? "", ct);
        if (subnet.VpcId.Length == 0 || (order.SubnetId ?? subnet.NeutronSubnetId) != subnet.NeutronSubnetId)
        {
            throw NetworkRules.Invalid(NetworkKind.Port, "A port needs a network whose subnet a router has, and that subnet in fixed_ips.");
        }

        var id = RandomText.Uuid();
        var wanted = string.IsNullOrEmpty(order.IpAddress)
            ? null
            : CidrRules.Address(order.IpAddress) ?? throw NetworkRules.Invalid(NetworkKind.Port, "ip_address must be an IPv4 address.");
        var port = new Port
        {
            Id = id,
            ProjectId = subnet.ProjectId,
            SubnetId = subnet.Id,
            Name = NetworkRules.NeutronName(NetworkKind.Port, order.Name),
            IpAddress = (await addresses.TakeForPortAsync(subnet, id, wanted, ct)).ToString(),
            SecurityGroupIds = await GroupsAsync(caller, order.SecurityGroupIds ?? [], ct),
            CreatedAt = clock.GetUtcNow(),
        };
        store.Ports.Add(port);
        await store.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return Own(port, subnet.NeutronSubnetId);
    }

    /// <summary>Null values stay.</summary>
    /// <exception cref="NetworkException">NotFound, Invalid, or InUse for a port of an instance or a gateway.</exception>
    public async Task<PortView> UpdateAsync(Caller caller, string id, string? name, IReadOnlyList<string?>? groups, CancellationToken ct)
    {
        var port = await OwnAsync(caller, id, ct);
        port.Name = name is null ? port.Name : NetworkRules.NeutronName(NetworkKind.Port, name);
        port.SecurityGroupIds = groups is null ? port.SecurityGroupIds : await GroupsAsync(caller, groups, ct);
        port.UpdatedAt = clock.GetUtcNow();
        await store.SaveChangesAsync(ct);
        return await FindAsync(caller, id, ct);
    }

    /// <summary>Frees the address; a public address that was bound to it is unbound.</summary>
    /// <exception cref="NetworkException">NotFound, or InUse for a port of an instance or a gateway.</exception>
    public async Task DeleteAsync(Caller caller, string id, CancellationToken ct)
    {
        await using var transaction = await store.Database.BeginTransactionAsync(ct);
        store.Ports.Remove(await OwnAsync(caller, id, ct));
        await store.NodeAddresses.Where(a => a.PortId == id).ExecuteDeleteAsync(ct);
        await store.PublicIps.Where(i => i.PortId == id)
            .ExecuteUpdateAsync(set => set.SetProperty(i => i.PortId, (string?)null).SetProperty(i => i.PrivateAddress, (string?)null), ct);
        await store.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
    }

    private async Task<Port> OwnAsync(Caller caller, string id, CancellationToken ct)
    {
        var shown = await FindAsync(caller, id, ct);
        return shown.DeviceId.Length == 0
            ? await store.Ports.SingleAsync(p => p.Id == id, ct)
            : throw NetworkRules.InUse(NetworkKind.Port, id, $"{shown.DeviceOwner} {shown.DeviceId} has it");
    }

    private async Task<string> GroupsAsync(Caller caller, IReadOnlyList<string?> ids, CancellationToken ct)
    {
        foreach (var id in ids)
        {
            await SecurityGroupService.FindAsync(store.SecurityGroups.AsNoTracking(), caller, id ?? "", ct);
        }

        return string.Join(',', ids.Distinct(StringComparer.Ordinal));
    }

    private async Task<IEnumerable<PortView>> AllAsync(string project, string? id, CancellationToken ct)
    {
        var own = await (
            from port in store.Ports.AsNoTracking()
            join subnet in store.Subnets on port.SubnetId equals subnet.Id
            where port.ProjectId == project && (id == null || port.Id == id)
            select new { port, subnet.NeutronSubnetId }).ToListAsync(ct);
        var nodes = await (
            from address in store.NodeAddresses.AsNoTracking()
            join instance in store.Instances on address.InstanceId equals instance.Id
            join subnet in store.Subnets on address.SubnetId equals subnet.Id
            where instance.ProjectId == project && (id == null || address.PortId == id)
            select new { address, instance.Id, instance.Name, instance.SecurityGroupId, instance.CreatedAt, subnet.NeutronSubnetId }).ToListAsync(ct);
        var gateways = await store.Subnets.AsNoTracking()
            .Where(s => s.ProjectId == project && s.VpcId != "" && (id == null || s.GatewayPortId == id))
            .ToListAsync(ct);
        return own.Select(o => Own(o.port, o.NeutronSubnetId))
            .Concat(nodes.Select(n => new PortView
            {
                Id = n.address.PortId,
                ProjectId = project,
                Name = n.Name,
                NetworkId = n.address.SubnetId,
                NeutronSubnetId = n.NeutronSubnetId,
                IpAddress = AddressAllocator.ToAddress(n.address.Address).ToString(),
                DeviceId = n.Id,
                DeviceOwner = PortView.InstanceOwner,
                SecurityGroupIds = [n.SecurityGroupId],
                CreatedAt = n.CreatedAt,
            }))
            .Concat(gateways.Select(Gateway));
    }

    private static PortView Own(Port port, string neutronSubnetId) => new()
    {
        Id = port.Id,
        ProjectId = port.ProjectId,
        Name = port.Name,
        NetworkId = port.SubnetId,
        NeutronSubnetId = neutronSubnetId,
        IpAddress = port.IpAddress,
        DeviceId = "",
        DeviceOwner = "",
        SecurityGroupIds = port.SecurityGroupIds.Split(',', StringSplitOptions.RemoveEmptyEntries),
        CreatedAt = port.CreatedAt,
        UpdatedAt = port.UpdatedAt,
    };

    private static PortView Gateway(Subnet subnet) => new()
    {
        Id = subnet.GatewayPortId,
        ProjectId = subnet.ProjectId,
        Name = "",
        NetworkId = subnet.Id,
        NeutronSubnetId = subnet.NeutronSubnetId,
        IpAddress = subnet.GatewayIp,
        DeviceId = subnet.VpcId,
        DeviceOwner = PortView.GatewayOwner,
        SecurityGroupIds = [],
        CreatedAt = subnet.CreatedAt,
    };
}

/// <summary>Which ports; null filters are not applied.</summary>
public sealed record PortFilter
{
    public string? Id { get; init; }

    public string? Name { get; init; }

    public string? NetworkId { get; init; }

    /// <summary>The neutron subnet.</summary>
    public string? SubnetId { get; init; }

    public string? IpAddress { get; init; }

    public string? DeviceId { get; init; }

    public string? DeviceOwner { get; init; }

    public string? Status { get; init; }

    public string? MacAddress { get; init; }

    public string? SecurityGroupId { get; init; }
}

/// <summary>A port to make, as it came in.</summary>
public sealed record PortOrder
{
    public string? NetworkId { get; init; }

    public string? Name { get; init; }

    /// <summary>The neutron subnet; absent: the network's.</summary>
    public string? SubnetId { get; init; }

    /// <summary>Absent: any that is free.</summary>
    public string? IpAddress { get; init; }

    public IReadOnlyList<string?>? SecurityGroupIds { get; init; }
}
