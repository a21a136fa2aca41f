namespace Warren.Engine.Iam;

/// <summary>A user of an account; signs in with a password or with access keys.</summary>
public sealed class User
{
    /// <summary>32 hexadecimal digits.</summary>
    public required string Id { get; init; }

    public required string AccountId { get; init; }

    /// <summary>Unique in the account.</summary>
    public required string Name { get; set; }

    /// <summary>PBKDF2 of the framework, format v3. Never shown.</summary>
    public required string PasswordHash { get; set; }

    /// <summary>Tokens issued before this moment are refused.</summary>
    public required DateTimeOffset PasswordChangedAt { get; set; }

    public bool Enabled { get; set; } = true;

    /// <summary>The account's own user: may do everything in it.</summary>
    public bool IsAccountOwner { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }
}
