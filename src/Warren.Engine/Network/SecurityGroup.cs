namespace Warren.Engine.Network;

/// <summary>A security group: which traffic may reach the instances in it.</summary>
public sealed class SecurityGroup
{
    public required string Id { get; init; }

    public required string ProjectId { get; init; }

    public required string Name { get; set; }

    public string Description { get; set; } = "";

    public string EnterpriseProjectId { get; set; } = "0";

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Null: never changed.</summary>
    public DateTimeOffset? UpdatedAt { get; set; }

    public List<SecurityGroupRule> Rules { get; init; } = [];
}

/// <summary>One rule of a group; null means any.</summary>
public sealed class SecurityGroupRule
{
    public required string Id { get; init; }

    public required string SecurityGroupId { get; init; }

    /// <summary>"ingress" or "egress".</summary>
    public required string Direction { get; init; }

    /// <summary>"IPv4" or "IPv6".</summary>
    public required string Ethertype { get; init; }

    public string? Protocol { get; init; }

    /// <summary>First port; for ICMP the type.</summary>
    public int? PortMin { get; init; }

    /// <summary>Last port; for ICMP the code.</summary>
    public int? PortMax { get; init; }

    /// <summary>Ports that are not one range, as written: 22,3389,8000-8010. Then the other two are null.</summary>
    public string? MultiPort { get; init; }

    public string? RemoteIpPrefix { get; init; }

    public string? RemoteGroupId { get; init; }

    public string Description { get; init; } = "";

    /// <summary>1, the highest, to 100.</summary>
    public int Priority { get; init; } = 1;

    /// <summary>"allow" or "deny".</summary>
    public string Action { get; init; } = "allow";

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>The rules that a new group starts with: everything out, and everything in from the group itself.</summary>
    public static List<SecurityGroupRule> Defaults(string groupId, DateTimeOffset now) =>
    [
        .. from ethertype in (string[])["IPv4", "IPv6"]
           from direction in (string[])["egress", "ingress"]
           select new SecurityGroupRule
           {
               Id = Security.RandomText.Uuid(),
               SecurityGroupId = groupId,
               Direction = direction,
               Ethertype = ethertype,
               RemoteGroupId = direction == "ingress" ? groupId : null,
               CreatedAt = now,
           },
    ];
}
