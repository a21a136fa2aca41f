using System.Buffers.Binary;
using System.Net;
using Microsoft.EntityFrameworkCore;
using Warren.Engine.Errors;
using Warren.Engine.Runtimes;
using Warren.Engine.Store;

namespace Warren.Engine.Network;

/// <summary>
/// Takes addresses for the nodes of an instance, inside the caller's transaction. The runtime says out of which range, since not every subnet can exist
/// on every machine; the first five addresses and the last one stay free, as clouds do it.
/// </summary>
public sealed class AddressAllocator(StoreContext store, IBrokerRuntime runtime)
{
    private const int ReservedAtStart = 5;
    private const int CandidatesAtOnce = 64;

    /// <exception cref="WarrenException">ParameterInvalid naming subnet_id when the range is used up.</exception>
    public async Task<IReadOnlyList<IPAddress>> TakeAsync(Subnet subnet, string instanceId, int count, CancellationToken ct)
    {
        var space = runtime.AddressSpaceFor(subnet);
        var (first, last) = Usable(space.Range);
        var gateway = ToNumber(IPAddress.Parse(subnet.GatewayIp));
        var cursorId = $"{space.Scope}/{space.Range}";
        var cursor = await store.AddressCursors.SingleOrDefaultAsync(c => c.Id == cursorId, ct);
        if (cursor is null)
        {
            store.AddressCursors.Add(cursor = new AddressCursor { Id = cursorId, Next = first });
        }

        var taken = new List<IPAddress>(count);
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
                var address = ToAddress(next);
                if (next != gateway && !used.Contains(next) && runtime.IsAddressFree(address))
                {
                    taken.Add(address);
                    store.NodeAddresses.Add(new NodeAddress { Scope = space.Scope, Address = next, InstanceId = instanceId, SubnetId = subnet.Id });
                }
            }

            if (next > last)
            {
                next = first;
            }
        }

        if (taken.Count < count)
        {
            throw new WarrenException(DmsErrors.ParameterInvalid, "subnet_id", $"a subnet with {count} free addresses; {space.Range} has none left");
        }

        cursor.Next = next;
        return taken;
    }

    internal static (long First, long Last) Usable(IPNetwork range)
    {
        var start = ToNumber(range.BaseAddress);
        var size = 1L << (32 - range.PrefixLength);
        return (start + ReservedAtStart, start + size - 2);
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
