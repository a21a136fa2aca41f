namespace Warren.Engine.Runtimes;

/// <summary>What a runtime can do. What it cannot is refused when it is ordered, with a message that says so.</summary>
public sealed record RuntimeCapabilities
{
    /// <summary>Most nodes of an instance.</summary>
    public required int MaxNodes { get; init; }

    /// <summary>Whether listeners can speak TLS.</summary>
    public required bool Tls { get; init; }

    /// <summary>Whether an instance can listen on a public address as well.</summary>
    public required bool PublicAccess { get; init; }

    /// <summary>Whether the rules of security groups decide who reaches an instance.</summary>
    public required bool SecurityGroups { get; init; }

    /// <summary>Whether a public address has no more than the ordered bandwidth.</summary>
    public required bool Bandwidth { get; init; }
}
