namespace Warren.Engine.Iam;

/// <summary>An access key of a user: signs requests with its secret.</summary>
public sealed class AccessKey
{
    /// <summary>20 capital letters and digits.</summary>
    public required string Id { get; init; }

    public required string UserId { get; init; }

    /// <summary>Encrypted: HMAC needs the secret itself.</summary>
    public required string ProtectedSecret { get; init; }

    public bool Active { get; set; } = true;

    public string Description { get; set; } = "";

    public required DateTimeOffset CreatedAt { get; init; }
}
