using System.Text.Json.Serialization;

namespace Warren.Contract.Iam;

/// <summary>Answer of GET /v3.0/OS-USER/users/{user_id}/locks: failed proofs in a row, by the address that they came from.</summary>
public sealed record LocksResponse
{
    [JsonPropertyName("locks")]
    public required IReadOnlyList<LockBody> Locks { get; init; }
}

public sealed record LockBody
{
    /// <summary>password or access_key.</summary>
    [JsonPropertyName("kind")]
    public required string Kind { get; init; }

    /// <summary>The user's id or the access key.</summary>
    [JsonPropertyName("subject")]
    public required string Subject { get; init; }

    /// <summary>The address; a lock is good for it alone.</summary>
    [JsonPropertyName("source")]
    public required string Source { get; init; }

    [JsonPropertyName("failures")]
    public required int Failures { get; init; }

    [JsonPropertyName("last_failure_at")]
    public required string LastFailureAt { get; init; }

    /// <summary>Null: not locked.</summary>
    [JsonPropertyName("locked_until")]
    public required string? LockedUntil { get; init; }
}
