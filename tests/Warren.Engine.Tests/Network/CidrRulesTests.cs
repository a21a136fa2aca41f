using System.Net;
using CsCheck;
using Warren.Engine.Network;

namespace Warren.Engine.Tests.Network;

/// <summary>Ranges as intervals of numbers, which says the same in another way.</summary>
public sealed class CidrRulesTests
{
    private static readonly (string Base, int Shortest, int Longest)[] _vpcs =
        [("10.0.0.0", 8, 24), ("172.16.0.0", 12, 24), ("192.168.0.0", 16, 24), ("127.0.0.0", 8, 28)];

    private static readonly Gen<IPNetwork> _vpc = Gen.Select(Gen.Int[0, 3], Gen.Int[0, 20], Gen.UInt).Select((which, longer, random) =>
    {
        var (start, shortest, longest) = _vpcs[which];
        var outer = IPNetwork.Parse($"{start}/{shortest}");
        return Inside(outer, Math.Min(shortest + longer, longest), random);
    });

    // A VPC with orders for subnets, most of them in it.
    private static readonly Gen<(IPNetwork Vpc, IPNetwork[] Orders)> _orders =
        from vpc in _vpc
        from orders in Gen.Select(Gen.Int[0, 9], Gen.UInt, Gen.Int[0, 20]).Select((longer, random, outside) =>
            Inside(outside == 0 ? IPNetwork.Parse("10.0.0.0/8") : vpc, Math.Min(vpc.PrefixLength + longer, CidrRules.LongestSubnetPrefix), random)).Array[1, 30]
        select (vpc, orders);

    [Fact]
    public void Every_range_of_the_rule_is_a_VPCs() => _vpc.Sample(vpc => Assert.Equal(vpc, CidrRules.Vpc(vpc.ToString())), iter: 2000);

    [Fact]
    public void No_two_subnets_of_a_VPC_overlap_and_none_that_fits_is_refused() => _orders.Sample(sample =>
    {
        List<IPNetwork> subnets = [];
        foreach (var order in sample.Orders)
        {
            var fits = Within(order, sample.Vpc) && subnets.TrueForAll(s => !Meets(s, order));
            try
            {
                CidrRules.CheckFits(CidrRules.Subnet(order.ToString()), [sample.Vpc], subnets);
                Assert.True(fits, $"{order} was taken into {sample.Vpc} beside {string.Join(' ', subnets)}");
                subnets.Add(order);
            }
            catch (NetworkException e) when (e.Fault is NetworkFault.OutsideVpc or NetworkFault.Overlap)
            {
                Assert.False(fits, $"{order} was refused in {sample.Vpc} beside {string.Join(' ', subnets)}");
            }
        }

        Assert.All(subnets, one => Assert.DoesNotContain(subnets, other => other != one && Meets(one, other)));
    }, iter: 2000);

    [Fact]
    public void The_default_gateway_lies_inside_and_is_never_given_to_a_port() => _orders.Sample(sample => Assert.All(sample.Orders, order =>
    {
        var gateway = Number(IPAddress.Parse(CidrRules.Gateway(order, null)));
        var (first, last) = CidrRules.Pool(order);
        var (low, high) = Bounds(order);
        Assert.InRange(gateway, low + 1, high - 1);
        Assert.True(low < Number(first) && Number(first) <= Number(last) && Number(last) < high);
        Assert.False(gateway >= Number(first) && gateway <= Number(last));
    }), iter: 500);

    [Fact]
    public void A_gateway_is_taken_exactly_when_it_lies_inside() => Gen.Select(_vpc, Gen.UInt).Sample((range, random) =>
    {
        var subnet = new IPNetwork(range.BaseAddress, Math.Min(range.PrefixLength + 1, CidrRules.LongestSubnetPrefix));
        var (low, high) = Bounds(subnet);
        foreach (var number in (long[])[low - 1, low, low + 1, low + (random % (high - low)), high - 1, high, high + 1])
        {
            var address = AddressAllocator.ToAddress(number).ToString();
            var inside = number > low && number < high;
            Assert.Equal(inside, Record(() => CidrRules.Gateway(subnet, address)) is null);
        }
    }, iter: 500);

    [Theory]
    [InlineData("10/8")]
    [InlineData("010.0.0.0/8")]
    [InlineData("10.0.0.1/8")]
    [InlineData("10.0.0.0/08")]
    [InlineData(" 10.0.0.0/8")]
    [InlineData("10.0.0.0/33")]
    [InlineData("10.0.0.0")]
    [InlineData("fd00::/8")]
    [InlineData("")]
    [InlineData(null)]
    public void Only_the_canonical_spelling_is_a_range(string? text)
    {
        Assert.Equal(NetworkFault.Invalid, Assert.Throws<NetworkException>(() => CidrRules.Vpc(text)).Fault);
        Assert.Equal(NetworkFault.Invalid, Assert.Throws<NetworkException>(() => CidrRules.Subnet(text)).Fault);
    }

    [Fact]
    public void A_VPC_without_a_range_takes_any_subnet() =>
        CidrRules.CheckFits(IPNetwork.Parse("10.0.0.0/24"), [], [IPNetwork.Parse("192.168.0.0/24")]);

    private static NetworkException? Record(Action action)
    {
        try
        {
            action();
            return null;
        }
        catch (NetworkException e)
        {
            return e;
        }
    }

    private static IPNetwork Inside(IPNetwork outer, int prefix, uint random)
    {
        var (low, _) = Bounds(outer);
        var free = prefix - outer.PrefixLength;
        var index = free == 0 ? 0 : random % (1L << free);
        return new IPNetwork(AddressAllocator.ToAddress(low + (index << (32 - prefix))), prefix);
    }

    private static bool Within(IPNetwork inner, IPNetwork outer) => Bounds(inner).Low >= Bounds(outer).Low && Bounds(inner).High <= Bounds(outer).High;

    private static bool Meets(IPNetwork one, IPNetwork other) => Bounds(one).Low <= Bounds(other).High && Bounds(other).Low <= Bounds(one).High;

    private static (long Low, long High) Bounds(IPNetwork range)
    {
        var low = Number(range.BaseAddress);
        return (low, low + (1L << (32 - range.PrefixLength)) - 1);
    }

    private static long Number(IPAddress address) => AddressAllocator.ToNumber(address);
}
