using System.Net;

namespace Warren.Engine.Network;

/// <summary>A subnet of a VPC; instances take their addresses out of it.</summary>
public sealed class Subnet
{
    public required string Id { get; init; }

    public required string ProjectId { get; init; }

    public required string VpcId { get; init; }

    public required string Name { get; set; }

    /// <summary>IPv4 range in prefix form, inside the VPC's.</summary>
    public required string Cidr { get; init; }

    /// <summary>Never given to an instance.</summary>
    public required string GatewayIp { get; init; }

    public bool DhcpEnabled { get; set; } = true;

    public required DateTimeOffset CreatedAt { get; init; }

    public IPNetwork Network => IPNetwork.Parse(Cidr);
}
