using System.Net;
using Microsoft.EntityFrameworkCore;
using Warren.Engine.Instances;
using Warren.Engine.Network;
using Warren.Engine.Runtimes;
using Warren.Engine.Store;

namespace Warren.Engine.Pool;

/// <summary>Gives blank instances to orders.</summary>
public sealed class BlankInstances(StoreContext store, IBrokerRuntime runtime)
{
    /// <summary>
    /// Takes a ready instance that an order cannot tell from one made for it: of the same flavour, without TLS, with addresses that the subnet could have
    /// given. Inside the caller's transaction: whoever deletes the row has it.
    /// </summary>
    /// <returns>Null when there is none; then the order is served cold.</returns>
    public async Task<BlankInstance?> TakeAsync(InstanceSpec spec, Subnet subnet, CancellationToken ct)
    {
        if (spec.TlsEnabled)
        {
            return null; // its listeners speak plain AMQP and HTTP
        }

        var ready = await store.BlankInstances.AsNoTracking()
            .Where(b => b.State == BlankState.Ready && b.SpecCode == spec.Flavour.SpecCode)
            .OrderBy(b => b.Host == runtime.Host ? 0 : 1)
            .ThenBy(b => b.CreatedAt)
            .ToListAsync(ct);
        var space = runtime.AddressSpaceFor(subnet);
        foreach (var blank in ready.Where(b => b.Addresses.Split(',').All(a => AddressAllocator.MayGive(subnet, space, IPAddress.Parse(a)))))
        {
            if (await store.BlankInstances.Where(b => b.Id == blank.Id && b.State == BlankState.Ready).ExecuteDeleteAsync(ct) == 1)
            {
                await store.NodeAddresses.Where(a => a.InstanceId == blank.Id).ExecuteUpdateAsync(set => set.SetProperty(a => a.SubnetId, subnet.Id), ct);
                return blank;
            }
        }

        return null;
    }
}
