using System.Net;
using Warren.Engine.Network;

namespace Warren.Engine.Runtimes.Local.Networking;

/// <summary>What the firewall has to know of an instance.</summary>
/// <param name="Addresses">All it listens on, its public one included.</param>
/// <param name="PublicAddress">The public one; null: none.</param>
/// <param name="BandwidthMbits">What may leave by the public address, Mbit/s.</param>
/// <param name="SecurityGroupId">The group whose rules say who gets in.</param>
internal sealed record GuardedInstance(IReadOnlyList<IPAddress> Addresses, IPAddress? PublicAddress, int BandwidthMbits, string SecurityGroupId);

/// <summary>A security group as the firewall needs it: only what can decide over TCP that comes in over IPv4.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Rules">In the order in which they decide.</param>
internal sealed record GuardingGroup(string Id, IReadOnlyList<GuardingRule> Rules);
