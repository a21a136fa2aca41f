using System.ComponentModel.DataAnnotations;

namespace Warren.Engine.Iam.Lockout;

/// <summary>When guessing is stopped. Section <c>Lockout</c>.</summary>
public sealed record ProofLockOptions
{
    /// <summary>Failures in a row of one user or key from one address that lock it there. 0 to 100, default 5; 0: never.</summary>
    [Range(0, 100)]
    public int Failures { get; init; } = 5;

    /// <summary>How long it stays locked; failures older than this are forgotten. 1 s to 24 h, default 5 min.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan Duration { get; init; } = TimeSpan.FromMinutes(5);
}
