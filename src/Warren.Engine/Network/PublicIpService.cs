using System.Net;
using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Warren.Engine.EnterpriseProjects;
using Warren.Engine.Iam;
using Warren.Engine.Security;
using Warren.Engine.Store;

namespace Warren.Engine.Network;

/// <summary>The public addresses of a project. Binding one is an entry here; whether traffic follows is up to the runtime.</summary>
public sealed class PublicIpService(StoreContext store, EnterpriseProjectService enterpriseProjects, IOptions<NetworkOptions> options, TimeProvider clock)
{
    public async Task<IReadOnlyList<PublicIp>> ListAsync(Caller caller, PublicIpFilter filter, Page page, CancellationToken ct)
    {
        var project = caller.RequireProject(NetworkKind.PublicIp);
        return await store.PublicIps.AsNoTracking()
            .Where(i => i.ProjectId == project
                && (filter.Id == null || i.Id == filter.Id)
                && (filter.Address == null || i.Address == filter.Address)
                && (filter.PrivateAddress == null || i.PrivateAddress == filter.PrivateAddress)
                && (filter.PortId == null || i.PortId == filter.PortId)
                && (filter.Bound == null || filter.Bound == (i.PortId != null || i.InstanceId != null))
                && (filter.EnterpriseProjectId == null || i.EnterpriseProjectId == filter.EnterpriseProjectId))
            .On(page)
            .ToListAsync(ct);
    }

    /// <exception cref="NetworkException">NotFound.</exception>
    public Task<PublicIp> FindAsync(Caller caller, string id, CancellationToken ct) => FindAsync(store.PublicIps.AsNoTracking(), caller, id, ct);

    /// <summary>The address that has this bandwidth; each has its own.</summary>
    /// <exception cref="NetworkException">NotFound.</exception>
    public async Task<PublicIp> FindByBandwidthAsync(Caller caller, string bandwidthId, CancellationToken ct)
    {
        var project = caller.RequireProject(NetworkKind.Bandwidth);
        return await store.PublicIps.AsNoTracking().SingleOrDefaultAsync(i => i.BandwidthId == bandwidthId && i.ProjectId == project, ct)
            ?? throw NetworkRules.NotFound(NetworkKind.Bandwidth, bandwidthId);
    }

    /// <summary>Takes a free address, and binds it at once when a port is named.</summary>
    /// <exception cref="NetworkException">Invalid, Exists when the wanted address is taken, NoAddress, or what binding refuses.</exception>
    public async Task<PublicIp> CreateAsync(Caller caller, PublicIpOrder order, CancellationToken ct)
    {
        var id = RandomText.Uuid();
        var bandwidth = BandwidthRules.Validate(order, id);
        await using var transaction = await store.Database.BeginTransactionAsync(ct);
        var ip = new PublicIp
        {
            Id = id,
            ProjectId = caller.RequireProject(NetworkKind.PublicIp),
            Address = await TakeAddressAsync(order.Address, ct),
            Type = BandwidthRules.AddressType(order.Type),
            Alias = NetworkRules.NeutronName(NetworkKind.PublicIp, order.Alias),
            Description = NetworkRules.Description(NetworkKind.PublicIp, order.Description),
            BandwidthId = RandomText.Uuid(),
            BandwidthName = bandwidth.Name,
            BandwidthSize = bandwidth.Size,
            ChargeMode = bandwidth.ChargeMode,
            EnterpriseProjectId = await enterpriseProjects.RequireUsableAsync(caller, order.EnterpriseProjectId, NetworkKind.PublicIp, ct),
            CreatedAt = clock.GetUtcNow(),
        };
        if (!string.IsNullOrEmpty(order.PortId))
        {
            await BindToPortAsync(ip, order.PortId, ct);
        }

        store.PublicIps.Add(ip);
        await store.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return ip;
    }

    /// <summary>Binds it to a port, unbinds it (null or empty), or changes what people read.</summary>
    /// <exception cref="NetworkException">NotFound, Invalid, AlreadyBound, PortHasAddress, or InUse when an instance has it.</exception>
    public async Task<PublicIp> UpdateAsync(Caller caller, string id, PublicIpChange change, CancellationToken ct)
    {
        await using var transaction = await store.Database.BeginTransactionAsync(ct);
        var ip = await FindAsync(store.PublicIps, caller, id, ct);
        ip.Alias = change.Alias is null ? ip.Alias : NetworkRules.NeutronName(NetworkKind.PublicIp, change.Alias);
        ip.Description = change.Description is null ? ip.Description : NetworkRules.Description(NetworkKind.PublicIp, change.Description);
        if (change.PortGiven && (string.IsNullOrEmpty(change.PortId) ? null : change.PortId) != ip.PortId)
        {
            RefuseInstances(ip);
            if (string.IsNullOrEmpty(change.PortId))
            {
                (ip.PortId, ip.PrivateAddress) = (null, null);
            }
            else
            {
                await BindToPortAsync(ip, change.PortId, ct);
            }
        }

        ip.UpdatedAt = clock.GetUtcNow();
        await store.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return ip;
    }

    /// <exception cref="NetworkException">NotFound, or InUse while it is bound.</exception>
    public async Task DeleteAsync(Caller caller, string id, CancellationToken ct)
    {
        await using var transaction = await store.Database.BeginTransactionAsync(ct);
        var ip = await FindAsync(store.PublicIps, caller, id, ct);
        if (ip.IsBound)
        {
            throw NetworkRules.InUse(NetworkKind.PublicIp, id, "it is bound, unbind it first");
        }

        store.PublicIps.Remove(ip);
        await store.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
    }

    /// <summary>An address of the project that nothing has, for an instance; null when there is no such address or it is bound.</summary>
    public Task<PublicIp?> FindFreeAsync(string projectId, string id, CancellationToken ct) =>
        store.PublicIps.SingleOrDefaultAsync(i => i.Id == id && i.ProjectId == projectId && i.PortId == null && i.InstanceId == null, ct);

    /// <summary>Binds it to an instance, within the caller's transaction.</summary>
    public void Bind(PublicIp ip, string instanceId, string privateAddress)
    {
        (ip.InstanceId, ip.PrivateAddress, ip.UpdatedAt) = (instanceId, privateAddress, clock.GetUtcNow());
    }

    /// <summary>Unbinds whatever an instance has, within the caller's transaction.</summary>
    public Task UnbindAsync(string instanceId, CancellationToken ct) =>
        store.PublicIps.Where(i => i.InstanceId == instanceId)
            .ExecuteUpdateAsync(set => set.SetProperty(i => i.InstanceId, (string?)null).SetProperty(i => i.PrivateAddress, (string?)null), ct);

    private async Task BindToPortAsync(PublicIp ip, string portId, CancellationToken ct)
    {
        if (ip.IsBound)
        {
            throw new NetworkException(NetworkFault.AlreadyBound, NetworkKind.PublicIp, $"Public IP address {ip.Id} is bound to port {ip.PortId} already.");
        }

        // Ports of instances are not in this table: an instance binds its address itself.
        var port = await store.Ports.SingleOrDefaultAsync(p => p.Id == portId && p.ProjectId == ip.ProjectId, ct)
            ?? throw new NetworkException(NetworkFault.NotFound, NetworkKind.Port, $"Port {portId} could not be found among those that an address can be bound to; an instance takes its address with publicip_id.");
        if (await store.PublicIps.AnyAsync(i => i.PortId == portId, ct))
        {
            throw new NetworkException(NetworkFault.PortHasAddress, NetworkKind.PublicIp, $"Port {portId} has a public address already.");
        }

        (ip.PortId, ip.PrivateAddress) = (port.Id, port.IpAddress);
    }

    private static void RefuseInstances(PublicIp ip)
    {
        if (ip.InstanceId is { } instance)
        {
            throw NetworkRules.InUse(NetworkKind.PublicIp, ip.Id, $"instance {instance} has it, change it there");
        }
    }

    /// <summary>The wanted address, or a free one; the search begins anywhere, so that a freed address is rarely the next one.</summary>
    private async Task<string> TakeAddressAsync(string? wanted, CancellationToken ct)
    {
        var range = IPNetwork.Parse(options.Value.PublicAddressRange);
        var (first, last) = (AddressAllocator.ToNumber(range.BaseAddress) + 1, CidrRules.Last(range) - 1);
        var taken = await store.PublicIps.AsNoTracking().Select(i => i.Address).ToHashSetAsync(ct);
        if (!string.IsNullOrEmpty(wanted))
        {
            return CidrRules.Address(wanted) is not { } address || AddressAllocator.ToNumber(address) is var asked && (asked < first || asked > last)
                ? throw NetworkRules.Invalid(NetworkKind.PublicIp, $"ip_address must lie in {range}.")
                : taken.Contains(wanted)
                    ? throw new NetworkException(NetworkFault.Exists, NetworkKind.PublicIp, $"The address {wanted} is taken.")
                    : wanted;
        }

        var size = last - first + 1;
        var start = RandomNumberGenerator.GetInt32((int)Math.Min(size, int.MaxValue));
        for (var i = 0L; i < size; i++)
        {
            var candidate = AddressAllocator.ToAddress(first + ((start + i) % size)).ToString();
            if (!taken.Contains(candidate))
            {
                return candidate;
            }
        }

        throw new NetworkException(NetworkFault.NoAddress, NetworkKind.PublicIp, $"No address of {range} is free.");
    }

    private static async Task<PublicIp> FindAsync(IQueryable<PublicIp> ips, Caller caller, string id, CancellationToken ct)
    {
        var project = caller.RequireProject(NetworkKind.PublicIp);
        return await ips.SingleOrDefaultAsync(i => i.Id == id && i.ProjectId == project, ct) ?? throw NetworkRules.NotFound(NetworkKind.PublicIp, id);
    }
}

/// <summary>Which addresses; null filters are not applied.</summary>
public sealed record PublicIpFilter
{
    public string? Id { get; init; }

    public string? Address { get; init; }

    public string? PrivateAddress { get; init; }

    public string? PortId { get; init; }

    public bool? Bound { get; init; }

    public string? EnterpriseProjectId { get; init; }
}

/// <summary>A public address to take, as it came in.</summary>
public sealed record PublicIpOrder
{
    public string? Type { get; init; }

    public string? Alias { get; init; }

    public string? Description { get; init; }

    /// <summary>Absent: any that is free.</summary>
    public string? Address { get; init; }

    /// <summary>Bound at once; absent: not bound.</summary>
    public string? PortId { get; init; }

    public string? BandwidthName { get; init; }

    /// <summary>Mbit/s.</summary>
    public int? BandwidthSize { get; init; }

    public string? ShareType { get; init; }

    public string? ChargeMode { get; init; }

    public string? EnterpriseProjectId { get; init; }
}

/// <summary>What to change of a public address; null stays.</summary>
public sealed record PublicIpChange
{
    /// <summary>Whether the port is to change at all.</summary>
    public bool PortGiven { get; init; }

    /// <summary>Null or empty unbinds.</summary>
    public string? PortId { get; init; }

    public string? Alias { get; init; }

    public string? Description { get; init; }
}
