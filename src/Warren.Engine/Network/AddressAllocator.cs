using System.Buffers.Binary;
using System.Net;
using Microsoft.EntityFrameworkCore;
using Warren.Engine.Errors;
using Warren.Engine.Runtimes;
using Warren.Engine.Store;

namespace Warren.Engine.Network;

/// <summary>
/// Takes addresses for the nodes of an instance and for ports, inside the caller's transaction. The runtime says out of which range, since not every
/// subnet can exist on every machine; the first five addresses and the last one stay free, as clouds do it.
/// </summary>
public sealed class AddressAllocator(StoreContext store, IBrokerRuntime runtime)
{
    private const int ReservedAtStart = 5;
    private const int CandidatesAtOnce = 64;

    /// <summary>Of smaller ranges the pool takes nothing: customers need it.</summary>
    private const int LongestPrefixForPool = 26;

    /// <exception cref="WarrenException">ParameterInvalid naming subnet_id when the range is used up.</exception>
    public async Task<IReadOnlyList<IPAddress>> TakeAsync(Subnet subnet, string instanceId, int count, CancellationToken ct)
    {
        var space = runtime.AddressSpaceFor(subnet);
        var taken = await ScanAsync(subnet, space, count, runtime.IsAddressFree, ct);
        if (taken.Count < count)
        {
            throw new WarrenException(DmsErrors.ParameterInvalid, "subnet_id", $"a subnet with {count} free addresses; {space.Range} has none left");
        }

        store.NodeAddresses.AddRange(taken.Select(n => new NodeAddress { Scope = space.Scope, Address = n, InstanceId = instanceId, SubnetId = subnet.Id }));
        return [.. taken.Select(ToAddress)];
    }

    /// <summary>
    /// One address for a port that a customer makes: the wanted one, or any. It always lies in the subnet, and where the runtime takes the addresses of
    /// instances from there too, the two never meet.
    /// </summary>
    /// <exception cref="NetworkException">Invalid, Exists when the wanted address is taken, or NoAddress.</exception>
    public async Task<IPAddress> TakeForPortAsync(Subnet subnet, string portId, IPAddress? wanted, CancellationToken ct)
    {
        var space = runtime.AddressSpaceFor(subnet);
        if (space.Range != subnet.Network)
        {
            space = new AddressSpace(subnet.Id, subnet.Network);
        }

        var number = wanted is null
            ? (await ScanAsync(subnet, space, 1, _ => true, ct)).Select(n => (long?)n).FirstOrDefault()
                ?? throw new NetworkException(NetworkFault.NoAddress, NetworkKind.Port, $"No address of {space.Range} is free.")
            : await CheckWantedAsync(subnet, space, wanted, ct);
        store.NodeAddresses.Add(new NodeAddress { Scope = space.Scope, Address = number, SubnetId = subnet.Id, PortId = portId });
        return ToAddress(number);
    }

    /// <summary>
    /// Addresses for an instance that nobody has ordered yet: of the space that the oldest subnet has, which is the default one. They show as nobody's until the
    /// instance is given.
    /// </summary>
    /// <returns>Fewer than asked when there are none to spare.</returns>
    public async Task<IReadOnlyList<IPAddress>> TakeForPoolAsync(string blankId, int count, CancellationToken ct)
    {
        var subnet = await store.Subnets.AsNoTracking().Where(s => s.Cidr != "").OrderBy(s => s.CreatedAt).FirstOrDefaultAsync(ct);
        if (subnet is null || runtime.AddressSpaceFor(subnet) is not { Range.PrefixLength: <= LongestPrefixForPool } space)
        {
            return [];
        }

        var taken = await ScanAsync(subnet, space, count, runtime.IsAddressFree, ct);
        store.NodeAddresses.AddRange(taken.Select(n => new NodeAddress { Scope = space.Scope, Address = n, InstanceId = blankId, SubnetId = "" }));
        return [.. taken.Select(ToAddress)];
    }

    /// <summary>Whether the address is one that an instance in the subnet can be given.</summary>
    internal static bool MayGive(Subnet subnet, AddressSpace space, IPAddress address)
    {
        var (first, last) = Usable(space.Range);
        return ToNumber(address) is var number && number >= first && number <= last && address.ToString() != subnet.GatewayIp;
    }

    internal static (long First, long Last) Usable(IPNetwork range)
    {
        var start = ToNumber(range.BaseAddress);
        var size = 1L << (32 - range.PrefixLength);
        return (start + ReservedAtStart, start + size - 2);
    }

    private async Task<long> CheckWantedAsync(Subnet subnet, AddressSpace space, IPAddress wanted, CancellationToken ct)
    {
        var number = ToNumber(wanted);
        var (first, last) = Usable(space.Range);
        if (number < first || number > last || wanted.ToString() == subnet.GatewayIp)
        {
            throw NetworkRules.Invalid(NetworkKind.Port, $"ip_address must lie in {ToAddress(first)} to {ToAddress(last)} and not be the gateway.");
        }

        return await store.NodeAddresses.AnyAsync(a => a.Scope == space.Scope && a.Address == number, ct)
            ? throw new NetworkException(NetworkFault.Exists, NetworkKind.Port, $"The address {wanted} is taken.")
            : number;
    }

    /// <summary>Free addresses as numbers, from where the last search ended; fewer than asked when there are no more.</summary>
    private async Task<List<long>> ScanAsync(Subnet subnet, AddressSpace space, int count, Func<IPAddress, bool> isFree, CancellationToken ct)
    {
        var (first, last) = Usable(space.Range);
        var gateway = ToNumber(IPAddress.Parse(subnet.GatewayIp));
        var cursorId = $"{space.Scope}/{space.Range}";
        var cursor = await store.AddressCursors.SingleOrDefaultAsync(c => c.Id == cursorId, ct);
        if (cursor is null)
        {
            store.AddressCursors.Add(cursor = new AddressCursor { Id = cursorId, Next = first });
        }

        var taken = new List<long>(count);
        var next = Math.Clamp(cursor.Next, first, last);
        var left = last - first + 1; // once around and no further: the store does not know yet what was taken on the way
        while (taken.Count < count && left > 0)
        {
            var from = next;
            var to = Math.Min(from + Math.Min(CandidatesAtOnce, left) - 1, last);
            left -= to - from + 1;
            var used = await store.NodeAddresses
                .Where(a => a.Scope == space.Scope && a.Address >= from && a.Address <= to)
                .Select(a => a.Address)
                .ToHashSetAsync(ct);
            for (; next <= to && taken.Count < count; next++)
            {
                if (next != gateway && !used.Contains(next) && !taken.Contains(next) && isFree(ToAddress(next)))
                {
                    taken.Add(next);
                }
            }

            if (next > last)
            {
                next = first;
            }
        }

        cursor.Next = next;
        return taken;
    }

    internal static long ToNumber(IPAddress address)
    {
        Span<byte> bytes = stackalloc byte[4];
        address.TryWriteBytes(bytes, out _);
        return BinaryPrimitives.ReadUInt32BigEndian(bytes);
    }

    internal static IPAddress ToAddress(long number)
    {
        Span<byte> bytes = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, (uint)number);
        return new IPAddress(bytes);
    }
}
