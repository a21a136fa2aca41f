using CsCheck;
using Microsoft.EntityFrameworkCore;
using Warren.Engine.Errors;
using Warren.Engine.Network;
using Warren.Engine.Store;
using Warren.Engine.Tests.Hosting;

namespace Warren.Engine.Tests.Network;

/// <summary>Addresses of nodes: each once, none of the reserved ones, and all of the others.</summary>
public abstract class AddressAllocatorTests(StoreProvider provider) : IAsyncLifetime
{
    private TestEngine engine = null!;

    public async ValueTask InitializeAsync() => engine = await TestEngine.StartAsync(provider);

    public ValueTask DisposeAsync() => engine.DisposeAsync();

    [Fact]
    public async Task The_first_five_and_the_last_address_stay_free()
    {
        Assert.Equal(Enumerable.Range(5, 10).Select(n => $"10.9.0.{n}"), await TakeAsync(Small("10.9.0.0/28", "10.9.0.1"), 10));
    }

    [Fact]
    public async Task The_gateway_is_given_to_nobody_wherever_it_is()
    {
        Assert.Equal(["10.9.0.5", "10.9.0.6", "10.9.0.8", "10.9.0.9"], await TakeAsync(Small("10.9.0.0/28", "10.9.0.7"), 4));
    }

    [Fact]
    public async Task A_freed_address_is_given_again_only_after_the_others()
    {
        var subnet = Small("10.9.0.0/28", "10.9.0.1");
        Assert.Equal(["10.9.0.5", "10.9.0.6"], await TakeAsync(subnet, 2, "first"));
        await FreeAsync("first");

        Assert.Equal(["10.9.0.7", "10.9.0.8"], await TakeAsync(subnet, 2));
        Assert.Equal(["10.9.0.9", "10.9.0.10", "10.9.0.11", "10.9.0.12", "10.9.0.13", "10.9.0.14", "10.9.0.5"], await TakeAsync(subnet, 7));
    }

    [Fact]
    public async Task The_search_goes_on_at_the_start_from_any_place()
    {
        // 250 usable addresses, searched in parts: those just before the place where the search begins must not be forgotten.
        var subnet = Small("10.9.0.0/24", "10.9.0.1");
        await TakeAsync(subnet, 192, "most");
        await TakeAsync(subnet, 3, "three");
        await TakeAsync(subnet, 55, "rest");
        await FreeAsync("most");
        await FreeAsync("three");
        await TakeAsync(subnet, 192, "most");
        await TakeAsync(subnet, 3, "three");
        await FreeAsync("three");

        Assert.Equal(["10.9.0.197", "10.9.0.198", "10.9.0.199"], await TakeAsync(subnet, 3));
    }

    [Fact]
    public async Task A_subnet_without_enough_addresses_is_refused_by_name_and_gives_none()
    {
        var subnet = Small("10.9.0.0/28", "10.9.0.1");
        await TakeAsync(subnet, 8);

        var refused = await Assert.ThrowsAsync<WarrenException>(() => TakeAsync(subnet, 3));

        Assert.Equal(DmsErrors.ParameterInvalid, refused.Code);
        Assert.Equal("subnet_id", refused.Arguments[0]);
        Assert.Equal(2, (await TakeAsync(subnet, 2)).Count);
    }

    [Fact]
    public async Task Subnets_of_the_same_range_do_not_know_each_other()
    {
        Assert.Equal(await TakeAsync(Small("10.9.0.0/28", "10.9.0.1"), 3), await TakeAsync(Small("10.9.0.0/28", "10.9.0.1"), 3));
    }

    /// <summary>Any orders and deletions: what is given is usable, held by nobody else, and refused only when too little is left.</summary>
    [Fact]
    public Task Any_sequence_of_orders_and_deletions_keeps_every_address_single() =>
        Gen.Select(Gen.Int[24, 28], Gen.Int[1, 14], Gen.Select(Gen.Bool, Gen.Int[1, 9]).Array[1, 30]).SampleAsync(
            async (prefix, gateway, steps) =>
            {
                var subnet = Small($"10.9.0.0/{prefix}", $"10.9.0.{gateway}");
                var usable = Enumerable.Range(5, (1 << (32 - prefix)) - 6).Where(n => n != gateway).Select(n => $"10.9.0.{n}").ToHashSet(StringComparer.Ordinal);
                var held = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
                foreach (var (order, count) in steps)
                {
                    if (!order && held.Count > 0)
                    {
                        var leaving = held.Keys.ElementAt(count % held.Count);
                        await FreeAsync(leaving);
                        held.Remove(leaving);
                    }
                    else if (usable.Count - held.Values.Sum(h => h.Count) < count)
                    {
                        await Assert.ThrowsAsync<WarrenException>(() => TakeAsync(subnet, count));
                    }
                    else
                    {
                        var id = Guid.NewGuid().ToString();
                        held[id] = await TakeAsync(subnet, count, id);
                        Assert.Equal(count, held[id].Count);
                    }
                }

                var all = held.Values.SelectMany(h => h).ToList();
                Assert.Distinct(all);
                Assert.Subset(usable, all.ToHashSet(StringComparer.Ordinal));
            },
            iter: 30,
            threads: 1);

    private static Subnet Small(string range, string gateway) => new()
    {
        Id = Guid.NewGuid().ToString(),
        ProjectId = "project",
        VpcId = "vpc",
        Name = "small",
        Cidr = range,
        GatewayIp = gateway,
        CreatedAt = default,
    };

    private async Task<IReadOnlyList<string>> TakeAsync(Subnet subnet, int count, string instance = "somebody")
    {
        await using var store = engine.OpenStore();
        var taken = await new AddressAllocator(store, engine.Brokers).TakeAsync(subnet, instance, count, CancellationToken.None);
        await store.SaveChangesAsync();
        return [.. taken.Select(address => address.ToString())];
    }

    private async Task FreeAsync(string instance)
    {
        await using var store = engine.OpenStore();
        await store.NodeAddresses.Where(a => a.InstanceId == instance).ExecuteDeleteAsync();
    }
}

public sealed class AddressAllocatorTestsOnSqlite() : AddressAllocatorTests(StoreProvider.Sqlite);

public sealed class AddressAllocatorTestsOnPostgres() : AddressAllocatorTests(StoreProvider.Postgres);
