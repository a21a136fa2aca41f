using Microsoft.EntityFrameworkCore;
using Warren.Engine.Iam;
using Warren.Engine.Security;
using Warren.Engine.Store;

namespace Warren.Engine.Network;

/// <summary>
/// Networks and subnets as the neutron calls make them. One row is both: a network of the cloud has at most one subnet, and becomes a VPC's subnet when a
/// router takes it (<see cref="RouterService"/>).
/// </summary>
public sealed class NetworkService(StoreContext store, TimeProvider clock)
{
    /// <summary>The project's networks, and the external one.</summary>
    public async Task<IReadOnlyList<Subnet>> ListNetworksAsync(Caller caller, NetworkFilter filter, Page page, CancellationToken ct)
    {
        var project = caller.RequireProject(NetworkKind.Network);
        List<Subnet> found = filter.External == true
            ? []
            : await store.Subnets.AsNoTracking()
                .Where(s => s.ProjectId == project && (filter.Id == null || s.Id == filter.Id) && (filter.Name == null || s.Name == filter.Name))
                .On(page)
                .ToListAsync(ct);
        if (filter.External != false && (filter.Id ?? ExternalNetwork.Id) == ExternalNetwork.Id && (filter.Name ?? ExternalNetwork.Name) == ExternalNetwork.Name)
        {
            found.Add(ExternalNetwork.Shown);
        }

        return found.On(page, s => s.Id);
    }

    /// <exception cref="NetworkException">NotFound.</exception>
    public async Task<Subnet> FindNetworkAsync(Caller caller, string id, CancellationToken ct) =>
        id == ExternalNetwork.Id ? ExternalNetwork.Shown : await NetworkAsync(store.Subnets.AsNoTracking(), caller, id, ct);

    /// <exception cref="NetworkException">Invalid.</exception>
    public async Task<Subnet> CreateNetworkAsync(Caller caller, string? name, string? description, CancellationToken ct)
    {
        var network = new Subnet
        {
            Id = RandomText.Uuid(),
            ProjectId = caller.RequireProject(NetworkKind.Network),
            VpcId = "",
            Name = NetworkRules.NeutronName(NetworkKind.Network, name),
            Description = NetworkRules.Description(NetworkKind.Network, description),
            Cidr = "",
            GatewayIp = "",
            CreatedAt = clock.GetUtcNow(),
        };
        store.Subnets.Add(network);
        await store.SaveChangesAsync(ct);
        return network;
    }

    /// <summary>Null values stay.</summary>
    /// <exception cref="NetworkException">NotFound, Invalid, or Forbidden for the external one.</exception>
    public async Task<Subnet> UpdateNetworkAsync(Caller caller, string id, string? name, string? description, CancellationToken ct)
    {
        ExternalNetwork.Refuse(NetworkKind.Network, id);
        var network = await NetworkAsync(store.Subnets, caller, id, ct);
        network.NeutronSubnetName ??= name is null ? null : network.Name;
        network.Name = name is null ? network.Name : NetworkRules.NeutronName(NetworkKind.Network, name);
        network.Description = description is null ? network.Description : NetworkRules.Description(NetworkKind.Network, description);
        network.UpdatedAt = clock.GetUtcNow();
        await store.SaveChangesAsync(ct);
        return network;
    }

    /// <summary>Deletes a network with the subnet that it may have.</summary>
    /// <exception cref="NetworkException">NotFound, Forbidden for the external one, or InUse while a router has it.</exception>
    public async Task DeleteNetworkAsync(Caller caller, string id, CancellationToken ct)
    {
        ExternalNetwork.Refuse(NetworkKind.Network, id);
        await using var transaction = await store.Database.BeginTransactionAsync(ct);
        var network = await NetworkAsync(store.Subnets, caller, id, ct);
        RefuseAttached(network, NetworkKind.Network, id);
        store.Subnets.Remove(network);
        await store.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
    }

    public async Task<IReadOnlyList<Subnet>> ListSubnetsAsync(Caller caller, NeutronSubnetFilter filter, Page page, CancellationToken ct)
    {
        var project = caller.RequireProject(NetworkKind.Subnet);
        return await store.Subnets.AsNoTracking()
            .Where(s => s.ProjectId == project && s.Cidr != ""
                && (filter.Id == null || s.NeutronSubnetId == filter.Id)
                && (filter.Name == null || (s.NeutronSubnetName ?? s.Name) == filter.Name)
                && (filter.NetworkId == null || s.Id == filter.NetworkId)
                && (filter.Cidr == null || s.Cidr == filter.Cidr)
                && (filter.GatewayIp == null || s.GatewayIp == filter.GatewayIp))
            .On(page, nameof(Subnet.NeutronSubnetId))
            .ToListAsync(ct);
    }

    /// <exception cref="NetworkException">NotFound.</exception>
    public Task<Subnet> FindSubnetAsync(Caller caller, string id, CancellationToken ct) => SubnetAsync(store.Subnets.AsNoTracking(), caller, id, ct);

    /// <summary>Gives a network its subnet.</summary>
    /// <exception cref="NetworkException">NotFound of the network, Forbidden for the external one, Exists when it has one, or Invalid.</exception>
    public async Task<Subnet> CreateSubnetAsync(Caller caller, string? networkId, SubnetOrder order, CancellationToken ct)
    {
        ExternalNetwork.Refuse(NetworkKind.Subnet, networkId ?? "");
        await using var transaction = await store.Database.BeginTransactionAsync(ct);
        var network = await NetworkAsync(store.Subnets, caller, networkId ?? "", ct);
        if (network.Cidr.Length > 0)
        {
            throw new NetworkException(NetworkFault.Exists, NetworkKind.Subnet, $"The network {network.Id} has a subnet already, and can have one.");
        }

        var range = CidrRules.Subnet(order.Cidr);
        network.Cidr = range.ToString();
        network.GatewayIp = CidrRules.Gateway(range, order.GatewayIp);
        network.NeutronSubnetName = NetworkRules.NeutronName(NetworkKind.Subnet, order.Name);
        network.DhcpEnabled = order.DhcpEnabled ?? true;
        network.DnsServers = DnsRules.Join(order.Dns) ?? "";
        network.UpdatedAt = clock.GetUtcNow();
        await store.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return network;
    }

    /// <summary>Null values stay.</summary>
    /// <exception cref="NetworkException">NotFound or Invalid.</exception>
    public async Task<Subnet> UpdateSubnetAsync(Caller caller, string id, SubnetOrder change, CancellationToken ct)
    {
        var subnet = await SubnetAsync(store.Subnets, caller, id, ct);
        subnet.NeutronSubnetName = change.Name is null ? subnet.NeutronSubnetName : NetworkRules.NeutronName(NetworkKind.Subnet, change.Name);
        subnet.DhcpEnabled = change.DhcpEnabled ?? subnet.DhcpEnabled;
        subnet.DnsServers = DnsRules.Join(change.Dns) ?? subnet.DnsServers;
        subnet.UpdatedAt = clock.GetUtcNow();
        await store.SaveChangesAsync(ct);
        return subnet;
    }

    /// <summary>Takes a network's subnet away.</summary>
    /// <exception cref="NetworkException">NotFound, or InUse while a router has it.</exception>
    public async Task DeleteSubnetAsync(Caller caller, string id, CancellationToken ct)
    {
        await using var transaction = await store.Database.BeginTransactionAsync(ct);
        var subnet = await SubnetAsync(store.Subnets, caller, id, ct);
        RefuseAttached(subnet, NetworkKind.Subnet, id);
        subnet.Cidr = "";
        subnet.GatewayIp = "";
        subnet.NeutronSubnetName = null;
        subnet.DnsServers = "";

        // Whatever comes next is another subnet.
        subnet.NeutronSubnetId = RandomText.Uuid();
        subnet.UpdatedAt = clock.GetUtcNow();
        await store.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
    }

    internal static async Task<Subnet> SubnetAsync(IQueryable<Subnet> subnets, Caller caller, string id, CancellationToken ct)
    {
        var project = caller.RequireProject(NetworkKind.Subnet);
        return await subnets.SingleOrDefaultAsync(s => s.NeutronSubnetId == id && s.Cidr != "" && s.ProjectId == project, ct)
            ?? throw NetworkRules.NotFound(NetworkKind.Subnet, id);
    }

    internal static async Task<Subnet> NetworkAsync(IQueryable<Subnet> subnets, Caller caller, string id, CancellationToken ct)
    {
        var project = caller.RequireProject(NetworkKind.Network);
        return await subnets.SingleOrDefaultAsync(s => s.Id == id && s.ProjectId == project, ct) ?? throw NetworkRules.NotFound(NetworkKind.Network, id);
    }

    private static void RefuseAttached(Subnet subnet, NetworkKind kind, string id)
    {
        if (subnet.VpcId.Length > 0)
        {
            throw NetworkRules.InUse(kind, id, $"the router {subnet.VpcId} has an interface in it");
        }
    }
}

/// <summary>Which networks; null filters are not applied.</summary>
public sealed record NetworkFilter
{
    public string? Id { get; init; }

    public string? Name { get; init; }

    /// <summary>Only the external one, or only the others.</summary>
    public bool? External { get; init; }
}

/// <summary>Which neutron subnets; null filters are not applied.</summary>
public sealed record NeutronSubnetFilter
{
    public string? Id { get; init; }

    public string? Name { get; init; }

    public string? NetworkId { get; init; }

    public string? Cidr { get; init; }

    public string? GatewayIp { get; init; }
}
