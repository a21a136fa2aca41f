using System.Net;

namespace Warren.Engine.Runtimes;

/// <summary>Where addresses come from.</summary>
/// <param name="Scope">Inside a scope an address is given once.</param>
/// <param name="Range">The range to take from.</param>
public sealed record AddressSpace(string Scope, IPNetwork Range);
