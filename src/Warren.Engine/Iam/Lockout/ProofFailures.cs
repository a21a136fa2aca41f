namespace Warren.Engine.Iam.Lockout;

/// <summary>Failed proofs in a row of one subject from one address.</summary>
public sealed class ProofFailures
{
    /// <summary>A user's id, an access key, or what was given as a user's name where there is no such user (see <see cref="ProofLocks"/>).</summary>
    public required string Subject { get; init; }

    /// <summary>The caller's address.</summary>
    public required string Source { get; init; }

    /// <summary>The account that may see and end the lock; null when the subject belongs to none.</summary>
    public string? AccountId { get; init; }

    /// <summary>The user whom the subject is, or belongs to.</summary>
    public string? UserId { get; init; }

    public int Count { get; set; }

    public required DateTimeOffset LastAt { get; set; }

    /// <summary>Null: not locked.</summary>
    public DateTimeOffset? LockedUntil { get; set; }
}
