using System.Net;

namespace Warren.Engine.Network;

/// <summary>A virtual private cloud: a registry entry that gives subnets a range and a home. The neutron calls show it as a router.</summary>
public sealed class Vpc
{
    public required string Id { get; init; }

    public required string ProjectId { get; init; }

    public required string Name { get; set; }

    public string Description { get; set; } = "";

    /// <summary>IPv4 range in prefix form, for example 127.40.0.0/16; empty while none was given, which a router call cannot do.</summary>
    public required string Cidr { get; set; }

    /// <summary>Further ranges, comma-joined.</summary>
    public string ExtendCidrs { get; set; } = "";

    public string EnterpriseProjectId { get; set; } = "0";

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Null: never changed.</summary>
    public DateTimeOffset? UpdatedAt { get; set; }

    /// <summary>The further ranges one by one.</summary>
    public IReadOnlyList<string> ExtendRanges => ExtendCidrs.Split(',', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Every range; none while the VPC has no main one.</summary>
    public IReadOnlyList<IPNetwork> Ranges => Cidr.Length == 0 ? [] : [.. ExtendRanges.Prepend(Cidr).Select(r => IPNetwork.Parse(r))];
}
