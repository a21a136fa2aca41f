namespace Warren.Engine.Network;

/// <summary>Which rules of a group decide over a broker's port, and in which order: the lower number first, and of the same number what keeps out before what lets in.</summary>
internal static class GuardingRules
{
    private const string AnyAddress = "0.0.0.0/0";

    /// <param name="rules">Rules of one group.</param>
    /// <param name="membersOf">Addresses in a group.</param>
    public static IReadOnlyList<GuardingRule> From(IEnumerable<SecurityGroupRule> rules, Func<string, IReadOnlyList<string>> membersOf) =>
    [
        .. from rule in rules
           where rule is { Direction: "ingress", Ethertype: "IPv4" } && IsTcp(rule.Protocol)
           orderby rule.Priority, rule.Action == "allow", rule.Id
           select new GuardingRule(rule.Action == "allow", Ports(rule), Sources(rule, membersOf), rule.RemoteGroupId is not null),
    ];

    private static bool IsTcp(string? protocol) => protocol is null or "" or "any" or "tcp" or "6";

    private static IReadOnlyList<string> Ports(SecurityGroupRule rule) => rule switch
    {
        { MultiPort: { Length: > 0 } ports } => [.. ports.Split(',').Select(p => p.Trim())],
        { PortMin: { } first, PortMax: { } last } when first != last => [$"{first}-{last}"],
        { PortMin: { } port } => [$"{port}"],
        _ => [],
    };

    private static IReadOnlyList<string>? Sources(SecurityGroupRule rule, Func<string, IReadOnlyList<string>> membersOf) => rule switch
    {
        { RemoteGroupId: { } group } => membersOf(group),
        { RemoteIpPrefix: null or "" or AnyAddress } => null,
        { RemoteIpPrefix: { } prefix } => [prefix],
    };
}
