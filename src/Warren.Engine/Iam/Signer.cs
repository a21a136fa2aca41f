using Warren.Engine.Security;

namespace Warren.Engine.Iam;

/// <summary>Whose an access key is, before its signature was checked.</summary>
public sealed record Signer
{
    public required Secret Secret { get; init; }

    /// <summary>Without a project in scope.</summary>
    public required Caller Caller { get; init; }

    public required User User { get; init; }

    /// <summary>Whether there are failures of this key from this address to be forgotten after a good signature.</summary>
    public required bool HasFailures { get; init; }

    /// <summary>Null: not locked for this address.</summary>
    public required DateTimeOffset? LockedUntil { get; init; }
}
