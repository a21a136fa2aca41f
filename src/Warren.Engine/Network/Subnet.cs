using System.Net;
using Warren.Engine.Security;

namespace Warren.Engine.Network;

/// <summary>
/// A subnet of a VPC; instances take their addresses out of it. The neutron calls show it as a network and a subnet, and make it in three steps:
/// the network, its subnet, and the router that it hangs on; until the last one it is no subnet of a VPC.
/// </summary>
public sealed class Subnet
{
    /// <summary>Also the id of the neutron network.</summary>
    public required string Id { get; init; }

    public required string ProjectId { get; init; }

    /// <summary>Empty while no router has it.</summary>
    public required string VpcId { get; set; }

    public required string Name { get; set; }

    public string Description { get; set; } = "";

    /// <summary>IPv4 range in prefix form, inside the VPC's; empty while the network has no subnet.</summary>
    public required string Cidr { get; set; }

    /// <summary>Never given to an instance.</summary>
    public required string GatewayIp { get; set; }

    public bool DhcpEnabled { get; set; } = true;

    /// <summary>Addresses of name servers, comma-joined; the first two are the primary and the secondary one.</summary>
    public string DnsServers { get; set; } = "";

    /// <summary>Code of a zone, or empty; it is only shown again.</summary>
    public string ZoneCode { get; set; } = "";

    /// <summary>Id of the neutron subnet.</summary>
    public string NeutronSubnetId { get; set; } = RandomText.Uuid();

    /// <summary>Name of the neutron subnet; null: the same as of the network.</summary>
    public string? NeutronSubnetName { get; set; }

    /// <summary>Id of the port that the gateway has.</summary>
    public string GatewayPortId { get; init; } = RandomText.Uuid();

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Null: never changed.</summary>
    public DateTimeOffset? UpdatedAt { get; set; }

    public IPNetwork Network => IPNetwork.Parse(Cidr);

    /// <summary>The name servers one by one.</summary>
    public IReadOnlyList<string> DnsList => DnsServers.Split(',', StringSplitOptions.RemoveEmptyEntries);
}
