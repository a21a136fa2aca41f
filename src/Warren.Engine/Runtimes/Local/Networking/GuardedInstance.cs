using System.Net;

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

/// <param name="Allows">Whether it lets in; otherwise it keeps out.</param>
/// <param name="Ports">As nft reads them (5672, 5671-5672); empty: all.</param>
/// <param name="Sources">Networks and addresses, as nft reads them; null: from anywhere; empty: from nowhere.</param>
/// <param name="FromMembers">Whether the sources are members of a group. This machine's own clients are none, though the kernel lets them come from the very address
/// that they connect to.</param>
internal sealed record GuardingRule(bool Allows, IReadOnlyList<string> Ports, IReadOnlyList<string>? Sources, bool FromMembers = false);
