using System.Net;
using System.Text;

namespace Warren.Engine.Runtimes.Local.Networking;

/// <summary>Warren's table of nftables, whole, as one transaction: pure, so that a golden test holds its text.</summary>
internal static class FirewallText
{
    /// <summary>What may come in by a public address of a small bandwidth all the same, Mbit/s: as clouds do it.</summary>
    private const int LeastIncoming = 10;

    /// <summary>A tenth of a second may come at once, and one large segment of the loopback interface in any case.</summary>
    private const int LeastBurst = 128 * 1024;

    /// <param name="table">Name of the table.</param>
    /// <param name="range">Addresses that are this Warren's; what is on none of the instances is closed.</param>
    /// <param name="instances">The instances.</param>
    /// <param name="groups">Their groups; null: groups are not enforced.</param>
    /// <param name="limitsBandwidth">Whether public addresses have the bandwidth that was ordered and no more.</param>
    public static string Of(string table, IPNetwork range, IReadOnlyList<GuardedInstance> instances, IReadOnlyList<GuardingGroup>? groups, bool limitsBandwidth)
    {
        var text = new StringBuilder();
        text.Append($"table inet {table}\ndelete table inet {table}\ntable inet {table} {{\n");
        if (groups is not null)
        {
            AppendGroups(text, range, instances, groups);
        }

        if (limitsBandwidth)
        {
            var open = instances.Where(i => i.PublicAddress is not null).ToList();
            AppendLimits(text, "output", hook: "output", "saddr", open.Select(i => (i.PublicAddress!, i.BandwidthMbits)));
            AppendLimits(text, "incoming", hook: "input", "daddr", open.Select(i => (i.PublicAddress!, Math.Max(i.BandwidthMbits, LeastIncoming))));
        }

        return text.Append("}\n").ToString();
    }

    private static void AppendGroups(StringBuilder text, IPNetwork range, IReadOnlyList<GuardedInstance> instances, IReadOnlyList<GuardingGroup> groups)
    {
        foreach (var group in groups)
        {
            text.Append($"  chain {Chain(group.Id)} {{\n");
            foreach (var rule in group.Rules.Where(r => r.Sources is not { Count: 0 }))
            {
                text.Append(rule.FromMembers ? "    iif != lo " : "    ");
                text.Append(rule.Sources is { } sources ? $"ip saddr {{ {string.Join(", ", sources)} }} " : "");
                text.Append(rule.Ports.Count > 0 ? $"tcp dport {{ {string.Join(", ", rule.Ports)} }} " : "");
                text.Append(rule.Allows ? "accept\n" : "drop\n");
            }

            text.Append("  }\n");
        }

        var guarded = instances.SelectMany(i => i.Addresses.Select(a => (Address: a, i.SecurityGroupId))).ToList();
        var all = guarded.Where(g => !range.Contains(g.Address)).Select(g => g.Address.ToString()).Prepend(range.ToString());
        text.Append("  chain input {\n    type filter hook input priority filter; policy accept;\n");
        text.Append("    ct state established,related accept\n");
        text.Append($"    ip daddr != {{ {string.Join(", ", all)} }} accept\n");
        text.Append($"    iif lo meta mark {OwnConnections.Mark} accept\n");
        text.Append($"    iif lo tcp dport {NodeProcess.DistributionPort} accept\n");
        if (guarded.Count > 0)
        {
            text.Append($"    ip daddr vmap {{ {string.Join(", ", guarded.Select(g => $"{g.Address} : jump {Chain(g.SecurityGroupId)}"))} }}\n");
        }

        // Refused over TCP as by a closed port, so that nobody waits for a timeout on their own machine.
        text.Append("    iif lo meta l4proto tcp reject with tcp reset\n    drop\n  }\n");
    }

    private static void AppendLimits(StringBuilder text, string chain, string hook, string side, IEnumerable<(IPAddress Address, int Mbits)> limits)
    {
        text.Append($"  chain {chain} {{\n    type filter hook {hook} priority filter + 1; policy accept;\n");
        foreach (var (address, mbits) in limits)
        {
            var bytes = mbits * 125_000L;
            text.Append($"    ip {side} {address} limit rate over {bytes} bytes/second burst {Math.Max(bytes / 10, LeastBurst)} bytes drop\n");
        }

        text.Append("  }\n");
    }

    private static string Chain(string groupId) => $"group_{groupId.Replace('-', '_')}";
}
