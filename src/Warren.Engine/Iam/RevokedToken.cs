namespace Warren.Engine.Iam;

/// <summary>A token that was revoked before its time; the row may go once the token has expired.</summary>
public sealed class RevokedToken
{
    /// <summary>Id inside the token.</summary>
    public required string Id { get; init; }

    public required DateTimeOffset ExpiresAt { get; init; }
}
