using System.Net;
using System.Net.Sockets;

namespace Warren.Engine.Network;

/// <summary>
/// Which IPv4 ranges VPCs and subnets may have. Source: the VPC service's reference (10.0.0.0/8 to 24, 172.16.0.0/12 to 24, 192.168.0.0/16 to 24;
/// subnets down to 28). Parts of 127.0.0.0/8 are ours: they are what the local runtime can listen on.
/// </summary>
public static class CidrRules
{
    /// <summary>Smallest subnet: 16 addresses.</summary>
    public const int LongestSubnetPrefix = 28;

    public const string Allowed = "10.0.0.0/8 to 24, 172.16.0.0/12 to 24, 192.168.0.0/16 to 24 or 127.0.0.0/8 to 28";

    private static readonly (IPNetwork Range, int LongestPrefix)[] VpcRanges =
    [
        (IPNetwork.Parse("10.0.0.0/8"), 24),
        (IPNetwork.Parse("172.16.0.0/12"), 24),
        (IPNetwork.Parse("192.168.0.0/16"), 24),
        (IPNetwork.Parse("127.0.0.0/8"), LongestSubnetPrefix),
    ];

    /// <summary>The range of a VPC.</summary>
    /// <exception cref="NetworkException">Invalid.</exception>
    public static IPNetwork Vpc(string? cidr)
    {
        var range = Parse(NetworkKind.Vpc, cidr);
        return VpcRanges.Any(r => Contains(r.Range, range) && range.PrefixLength <= r.LongestPrefix)
            ? range
            : throw NetworkRules.Invalid(NetworkKind.Vpc, $"cidr must lie in {Allowed}.");
    }

    /// <summary>The range of a subnet; whether it fits its VPC is asked by <see cref="CheckFits"/>.</summary>
    /// <exception cref="NetworkException">Invalid.</exception>
    public static IPNetwork Subnet(string? cidr)
    {
        var range = Parse(NetworkKind.Subnet, cidr);
        return VpcRanges.Any(r => Contains(r.Range, range)) && range.PrefixLength <= LongestSubnetPrefix
            ? range
            : throw NetworkRules.Invalid(NetworkKind.Subnet, $"cidr must lie in 10.0.0.0/8, 172.16.0.0/12, 192.168.0.0/16 or 127.0.0.0/8, with a prefix of at most {LongestSubnetPrefix}.");
    }

    /// <summary>The gateway of a subnet: any address in it but the first and the last; absent is the one after the first.</summary>
    /// <exception cref="NetworkException">Invalid.</exception>
    public static string Gateway(IPNetwork subnet, string? gateway)
    {
        var first = AddressAllocator.ToNumber(subnet.BaseAddress);
        if (string.IsNullOrEmpty(gateway))
        {
            return AddressAllocator.ToAddress(first + 1).ToString();
        }

        return Address(gateway) is { } address && AddressAllocator.ToNumber(address) is var number && number > first && number < Last(subnet)
            ? gateway
            : throw NetworkRules.Invalid(NetworkKind.Subnet, $"gateway_ip must be an address inside {subnet}, and neither its first nor its last.");
    }

    /// <summary>A subnet lies in one range of its VPC and overlaps none of its siblings. A VPC made by a router call has no range yet, and takes any.</summary>
    /// <exception cref="NetworkException">OutsideVpc or Overlap.</exception>
    public static void CheckFits(IPNetwork subnet, IReadOnlyList<IPNetwork> vpcRanges, IEnumerable<IPNetwork> siblings)
    {
        if (vpcRanges.Count > 0 && !vpcRanges.Any(r => Contains(r, subnet)))
        {
            throw new NetworkException(NetworkFault.OutsideVpc, NetworkKind.Subnet, $"cidr must lie in the VPC's range, {string.Join(" or ", vpcRanges)}.");
        }

        foreach (var sibling in siblings)
        {
            if (Overlap(subnet, sibling))
            {
                throw new NetworkException(NetworkFault.Overlap, NetworkKind.Subnet, $"cidr overlaps {sibling}, another subnet of the VPC.");
            }
        }
    }

    public static bool Contains(IPNetwork outer, IPNetwork inner) => outer.PrefixLength <= inner.PrefixLength && outer.Contains(inner.BaseAddress);

    public static bool Overlap(IPNetwork one, IPNetwork other) => Contains(one, other) || Contains(other, one);

    /// <summary>First and last address that a port can have: as instances take them.</summary>
    public static (IPAddress First, IPAddress Last) Pool(IPNetwork subnet)
    {
        var (first, last) = AddressAllocator.Usable(subnet);
        return (AddressAllocator.ToAddress(first), AddressAllocator.ToAddress(last));
    }

    /// <summary>An IPv4 address written as usual (1.2.3.4), or null.</summary>
    public static IPAddress? Address(string? text) =>
        IPAddress.TryParse(text, out var address) && address.AddressFamily == AddressFamily.InterNetwork && address.ToString() == text ? address : null;

    /// <summary>The broadcast address, as a number.</summary>
    internal static long Last(IPNetwork range) => AddressAllocator.ToNumber(range.BaseAddress) + (1L << (32 - range.PrefixLength)) - 1;

    /// <summary>Only the canonical spelling: the parser also takes 10/8, 010.0.0.0/8 (octal) and host bits, which would mean another range than was written.</summary>
    private static IPNetwork Parse(NetworkKind kind, string? cidr) =>
        IPNetwork.TryParse(cidr, out var range) && range.BaseAddress.AddressFamily == AddressFamily.InterNetwork && range.ToString() == cidr
            ? range
            : throw NetworkRules.Invalid(kind, "cidr must be an IPv4 range without host bits, such as 192.168.0.0/16.");
}
