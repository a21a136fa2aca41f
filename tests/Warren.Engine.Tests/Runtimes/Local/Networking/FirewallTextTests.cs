using System.Net;
using Warren.Engine.Network;
using Warren.Engine.Runtimes.Local.Networking;

namespace Warren.Engine.Tests.Runtimes.Local.Networking;

/// <summary>The table of nftables, whole. A live test shows that nft takes it and that it holds.</summary>
public sealed class FirewallTextTests
{
    private const string GroupId = "7b1c51e7-2b1b-4a0d-9c39-0f7d6ac6dca2";

    private static readonly IPNetwork Range = IPNetwork.Parse("127.40.0.0/16");

    private static readonly GuardedInstance Instance =
        new([IPAddress.Parse("127.40.0.9"), IPAddress.Parse("127.255.3.4")], IPAddress.Parse("127.255.3.4"), 5, GroupId);

    [Fact]
    public void Each_address_jumps_to_its_group_and_what_no_rule_lets_in_is_refused()
    {
        const string Expected =
            """
            table inet warren_x
            delete table inet warren_x
            table inet warren_x {
              chain group_7b1c51e7_2b1b_4a0d_9c39_0f7d6ac6dca2 {
                ip saddr { 10.1.0.0/16 } tcp dport { 5672 } accept
                iif != lo ip saddr { 10.2.0.5, 10.2.0.6 } accept
                drop
              }
              chain input {
                type filter hook input priority filter; policy accept;
                ct state established,related accept
                ip daddr != { 127.40.0.0/16, 127.255.3.4 } accept
                iif lo meta mark 5722702 accept
                iif lo tcp dport 25672 accept
                ip daddr vmap { 127.40.0.9 : jump group_7b1c51e7_2b1b_4a0d_9c39_0f7d6ac6dca2, 127.255.3.4 : jump group_7b1c51e7_2b1b_4a0d_9c39_0f7d6ac6dca2 }
                iif lo meta l4proto tcp reject with tcp reset
                drop
              }
            }

            """;
        var group = new GuardingGroup(GroupId,
        [
            new GuardingRule(Allows: true, ["5672"], ["10.1.0.0/16"]),
            new GuardingRule(Allows: true, [], ["10.2.0.5", "10.2.0.6"], FromMembers: true),
            new GuardingRule(Allows: true, [], [], FromMembers: true), // a group without members lets nobody in
            new GuardingRule(Allows: false, [], null),
        ]);

        Assert.Equal(Expected, FirewallText.Of("warren_x", Range, [Instance], [group], limitsBandwidth: false));
    }

    [Fact]
    public void A_public_address_sends_no_more_than_was_ordered_and_receives_ten_megabits_at_least()
    {
        const string Expected =
            """
            table inet warren_x
            delete table inet warren_x
            table inet warren_x {
              chain output {
                type filter hook output priority filter + 1; policy accept;
                ip saddr 127.255.3.4 limit rate over 625000 bytes/second burst 131072 bytes drop
              }
              chain incoming {
                type filter hook input priority filter + 1; policy accept;
                ip daddr 127.255.3.4 limit rate over 1250000 bytes/second burst 131072 bytes drop
              }
            }

            """;

        Assert.Equal(Expected, FirewallText.Of("warren_x", Range, [Instance], groups: null, limitsBandwidth: true));
    }

    [Fact]
    public void The_lower_priority_number_decides_first_and_of_equals_the_one_that_keeps_out()
    {
        SecurityGroupRule[] rules =
        [
            Rule("a", priority: 2, protocol: "tcp", ports: (5671, 5672), prefix: "10.0.0.0/8"),
            Rule("b", priority: 1, protocol: "tcp", ports: (5672, 5672), prefix: "0.0.0.0/0"),
            Rule("c", priority: 1, action: "deny", multiPort: "22, 8000-8010", prefix: "10.9.0.0/16"),
            Rule("d", priority: 3, group: "members"),
            Rule("e", protocol: "udp", prefix: "0.0.0.0/0"),
            Rule("f", direction: "egress"),
            Rule("g", ethertype: "IPv6"),
        ];

        var decided = GuardingRules.From(rules, _ => ["10.3.0.7"]);

        Assert.Equal(
            ["deny 22,8000-8010 from 10.9.0.0/16", "allow 5672 from anywhere", "allow 5671-5672 from 10.0.0.0/8", "allow  from 10.3.0.7, members"],
            decided.Select(r => $"{(r.Allows ? "allow" : "deny")} {string.Join(',', r.Ports)} from {(r.Sources is null ? "anywhere" : string.Join(',', r.Sources))}{(r.FromMembers ? ", members" : "")}"));
    }

    private static SecurityGroupRule Rule(
        string id, int priority = 1, string? protocol = null, (int First, int Last)? ports = null, string? multiPort = null, string? prefix = null,
        string? group = null, string action = "allow", string direction = "ingress", string ethertype = "IPv4") => new()
        {
            Id = id,
            SecurityGroupId = GroupId,
            Direction = direction,
            Ethertype = ethertype,
            Protocol = protocol,
            PortMin = ports?.First,
            PortMax = ports?.Last,
            MultiPort = multiPort,
            RemoteIpPrefix = prefix,
            RemoteGroupId = group,
            Priority = priority,
            Action = action,
            CreatedAt = DateTimeOffset.UnixEpoch,
        };
}
