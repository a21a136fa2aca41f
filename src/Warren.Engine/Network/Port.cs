using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Warren.Engine.Network;

/// <summary>A port that a customer made: it keeps an address of a subnet, and a public address can be bound to it.</summary>
public sealed class Port
{
    public required string Id { get; init; }

    public required string ProjectId { get; init; }

    public required string SubnetId { get; init; }

    public required string Name { get; set; }

    public required string IpAddress { get; init; }

    /// <summary>Comma-joined.</summary>
    public required string SecurityGroupIds { get; set; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Null: never changed.</summary>
    public DateTimeOffset? UpdatedAt { get; set; }
}

/// <summary>A port as the calls show it: a customer's own, the one of an instance's node, or the gateway of a subnet.</summary>
public sealed record PortView
{
    /// <summary>What an instance's port belongs to.</summary>
    public const string InstanceOwner = "dms:instance";

    /// <summary>What a gateway belongs to, as clients look for it.</summary>
    public const string GatewayOwner = "network:router_interface_distributed";

    public required string Id { get; init; }

    public required string ProjectId { get; init; }

    public required string Name { get; init; }

    public required string NetworkId { get; init; }

    public required string NeutronSubnetId { get; init; }

    public required string IpAddress { get; init; }

    /// <summary>Id of the instance or of the VPC; empty for a customer's own.</summary>
    public required string DeviceId { get; init; }

    /// <summary><see cref="InstanceOwner"/>, <see cref="GatewayOwner"/>, or empty.</summary>
    public required string DeviceOwner { get; init; }

    public required IReadOnlyList<string> SecurityGroupIds { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? UpdatedAt { get; init; }

    /// <summary>ACTIVE when a device has it, else DOWN.</summary>
    public string Status => DeviceId.Length > 0 ? "ACTIVE" : "DOWN";

    /// <summary>Made up from the id: there is no Ethernet here. fa:16:3e is the prefix that neutron uses.</summary>
    public string MacAddress
    {
        get
        {
            var hash = SHA256.HashData(Encoding.UTF8.GetBytes(Id));
            return string.Create(CultureInfo.InvariantCulture, $"fa:16:3e:{hash[0]:x2}:{hash[1]:x2}:{hash[2]:x2}");
        }
    }
}
