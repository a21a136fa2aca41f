namespace Warren.Engine.Pool;

/// <summary>
/// An instance that nobody has ordered yet: booted, with no user but Warren's own, and waiting. An order that fits takes over its id, addresses, secrets and
/// running nodes, and its row goes in the transaction that writes the order; so it is given once at most, and everything that runs belongs to one row.
/// </summary>
public sealed class BlankInstance
{
    /// <summary>A UUID: the id of the instance that it becomes. Nobody has seen it before.</summary>
    public required string Id { get; init; }

    /// <summary>What it was booted as.</summary>
    public required string SpecCode { get; init; }

    /// <summary>Node addresses, comma-joined, in node order.</summary>
    public required string Addresses { get; init; }

    public required string ProtectedErlangCookie { get; init; }

    public required string ProtectedAgentPassword { get; init; }

    /// <summary>Which host's brokers these are (<see cref="Instances.Instance.Host"/>); that host's copy of Warren alone looks after it.</summary>
    public string? Host { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public BlankState State { get; set; }
}

/// <summary>How far a blank instance is. Only a ready one is given away.</summary>
public enum BlankState
{
    /// <summary>Being booted.</summary>
    Starting = 0,

    /// <summary>It serves.</summary>
    Ready = 1,

    /// <summary>Not to be given any more; being removed.</summary>
    Retired = 2,
}
