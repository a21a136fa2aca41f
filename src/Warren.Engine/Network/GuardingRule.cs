namespace Warren.Engine.Network;

/// <summary>A rule of a security group as far as it decides over TCP that comes in over IPv4.</summary>
/// <param name="Allows">Whether it lets in; otherwise it keeps out.</param>
/// <param name="Ports">Single ones and ranges (5672, 5671-5672); empty: all.</param>
/// <param name="Sources">Networks, addresses, and what else the runtime knows members by; null: from anywhere; empty: from nowhere.</param>
/// <param name="FromMembers">Whether the sources are members of a group. A machine's own clients are none, though its kernel lets them come from the very address
/// that they connect to.</param>
public sealed record GuardingRule(bool Allows, IReadOnlyList<string> Ports, IReadOnlyList<string>? Sources, bool FromMembers = false);
