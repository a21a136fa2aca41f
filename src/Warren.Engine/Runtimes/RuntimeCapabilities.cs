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
}
