using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Warren.Engine.Security;

namespace Warren.Engine.Network;

/// <summary>The rules for rules of security groups. Sources: the VPC service's reference, v1 and v3, and neutron's.</summary>
internal static class SecurityGroupRules
{
    private const int LargestPort = 65535;
    private const int LargestIcmp = 255;
    private const int MostPortParts = 20;

    private static readonly string[] Protocols =
    [
        "tcp", "udp", "icmp", "icmpv6", "ipv6-icmp", "ah", "dccp", "egp", "esp", "gre", "igmp", "ipip", "ipv6-encap", "ipv6-frag", "ipv6-nonxt",
        "ipv6-opts", "ipv6-route", "ospf", "pgm", "rsvp", "sctp", "udplite", "vrrp",
    ];

    private static readonly string[] WithPorts = ["tcp", "udp", "sctp", "dccp", "udplite", "6", "17", "132", "33", "136"];
    private static readonly string[] Icmp = ["icmp", "icmpv6", "ipv6-icmp", "1", "58"];

    /// <exception cref="NetworkException">Invalid.</exception>
    public static SecurityGroupRule Validate(RuleOrder order, DateTimeOffset now)
    {
        var ethertype = Ethertype(order);
        var protocol = Protocol(order.Protocol);
        var (min, max, multi) = Ports(order, protocol);
        if (!string.IsNullOrEmpty(order.RemoteIpPrefix) && !string.IsNullOrEmpty(order.RemoteGroupId))
        {
            throw Invalid("remote_ip_prefix and remote_group_id exclude each other.");
        }

        return new SecurityGroupRule
        {
            Id = RandomText.Uuid(),
            SecurityGroupId = order.SecurityGroupId ?? "",
            Direction = order.Direction is "ingress" or "egress" ? order.Direction : throw Invalid("direction must be ingress or egress."),
            Ethertype = ethertype,
            Protocol = protocol,
            PortMin = min,
            PortMax = max,
            MultiPort = multi,
            RemoteIpPrefix = Prefix(order.RemoteIpPrefix, ethertype),
            RemoteGroupId = string.IsNullOrEmpty(order.RemoteGroupId) ? null : order.RemoteGroupId,
            Description = NetworkRules.Description(NetworkKind.SecurityGroupRule, order.Description),
            Priority = order.Priority is null or (>= 1 and <= 100) ? order.Priority ?? 1 : throw Invalid("priority must be 1 to 100."),
            Action = order.Action switch
            {
                null or "" or "allow" => "allow",
                "deny" => "deny",
                _ => throw Invalid("action must be allow or deny."),
            },
            CreatedAt = now,
        };
    }

    /// <summary>Whether two rules would do the same to the same traffic.</summary>
    public static bool AreSame(SecurityGroupRule one, SecurityGroupRule other) =>
        (one.Direction, one.Ethertype, one.Protocol, one.PortMin, one.PortMax, one.MultiPort)
            == (other.Direction, other.Ethertype, other.Protocol, other.PortMin, other.PortMax, other.MultiPort)
        && (one.RemoteIpPrefix, one.RemoteGroupId, one.Action) == (other.RemoteIpPrefix, other.RemoteGroupId, other.Action);

    private static string Ethertype(RuleOrder order) => order.Ethertype switch
    {
        null or "" => order.RemoteIpPrefix?.Contains(':', StringComparison.Ordinal) == true ? "IPv6" : "IPv4",
        _ when order.Ethertype.Equals("IPv4", StringComparison.OrdinalIgnoreCase) => "IPv4",
        _ when order.Ethertype.Equals("IPv6", StringComparison.OrdinalIgnoreCase) => "IPv6",
        _ => throw Invalid("ethertype must be IPv4 or IPv6."),
    };

    /// <summary>A name, or a number from 0 to 255; absent, empty and "any" are any.</summary>
    private static string? Protocol(string? protocol)
    {
        if (string.IsNullOrEmpty(protocol) || protocol.Equals("any", StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        var known = Array.Find(Protocols, p => p.Equals(protocol, StringComparison.OrdinalIgnoreCase));
        return known ?? (byte.TryParse(protocol, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number.ToString(CultureInfo.InvariantCulture)
            : throw Invalid("protocol must be tcp, udp, icmp, icmpv6, another name that IANA gives, or a number from 0 to 255."));
    }

    private static (int? Min, int? Max, string? Multi) Ports(RuleOrder order, string? protocol)
    {
        var (min, max, multi) = string.IsNullOrEmpty(order.MultiPort) ? (order.PortMin, order.PortMax, null) : ReadMultiPort(order.MultiPort);
        if (min is null && max is null && multi is null)
        {
            return default;
        }

        if (Icmp.Contains(protocol) && multi is null)
        {
            return min is >= 0 and <= LargestIcmp && max is null or (>= 0 and <= LargestIcmp) ? (min, max, null) : throw Invalid("ICMP type and code must be 0 to 255, and a code needs a type.");
        }

        if (!WithPorts.Contains(protocol))
        {
            throw Invalid("Ports need a protocol that has them, such as tcp or udp.");
        }

        return multi is not null || (min is >= 1 and <= LargestPort && max is >= 1 and <= LargestPort && min <= max)
            ? (min, max, multi)
            : throw Invalid("port_range_min and port_range_max must both be 1 to 65535, the first not above the second.");
    }

    /// <summary>v3 writes ports as 80, 1-30 or 22,3389,8000-8010; one range is kept as numbers.</summary>
    private static (int? Min, int? Max, string? Multi) ReadMultiPort(string text)
    {
        var parts = text.Split(',', StringSplitOptions.TrimEntries);
        var ranges = parts.Select(ReadRange).ToList();
        return ranges.Count switch
        {
            1 => (ranges[0].Min, ranges[0].Max, null),
            <= MostPortParts => (null, null, string.Join(',', parts)),
            _ => throw Invalid($"multiport must have at most {MostPortParts} parts."),
        };
    }

    private static (int Min, int Max) ReadRange(string part)
    {
        var ends = part.Split('-');
        return ends.Length <= 2 && Port(ends[0]) is { } min && Port(ends[^1]) is { } max && min <= max
            ? (min, max)
            : throw Invalid("multiport must be a port, a range such as 1-30, or several separated by commas, each port 1 to 65535.");
    }

    private static int? Port(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port is >= 1 and <= LargestPort ? port : null;

    /// <summary>A range or an address of the rule's family, without host bits; null is any.</summary>
    private static string? Prefix(string? text, string ethertype)
    {
        if (string.IsNullOrEmpty(text))
        {
            return null;
        }

        // The parser alone would take 10/8 for 0.0.0.10/8, and 010.0.0.0/8 as octal.
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        var address = Address(slash < 0 ? text : text[..slash], ethertype);
        return (address, slash) switch
        {
            ({ } only, < 0) => $"{only}/{(ethertype == "IPv6" ? 128 : 32)}",
            ({ }, _) when IPNetwork.TryParse(text, out var range) => range.ToString(),
            _ => throw Invalid($"remote_ip_prefix must be an address or a range of {ethertype}."),
        };
    }

    private static IPAddress? Address(string text, string ethertype) => ethertype == "IPv4"
        ? CidrRules.Address(text)
        : IPAddress.TryParse(text, out var address) && address.AddressFamily == AddressFamily.InterNetworkV6 ? address : null;

    private static NetworkException Invalid(string message) => NetworkRules.Invalid(NetworkKind.SecurityGroupRule, message);
}
