namespace Warren.Engine.Iam;

/// <summary>A user of an account; signs in with a password or with access keys.</summary>
public sealed class User
{
    /// <summary>32 hexadecimal digits; a federated user's as Keystone has it, up to 64 letters, digits, - or _.</summary>
    public required string Id { get; init; }

    public required string AccountId { get; init; }

    /// <summary>Unique in the account.</summary>
    public required string Name { get; set; }

    /// <summary>PBKDF2 of the framework, format v3; empty, which no password matches, for a federated user. Never shown.</summary>
    public required string PasswordHash { get; set; }

    /// <summary>Tokens issued before this moment are refused.</summary>
    public required DateTimeOffset PasswordChangedAt { get; set; }

    public bool Enabled { get; set; } = true;

    public string Description { get; set; } = "";

    public string? Email { get; set; }

    /// <summary>Country code of <see cref="Phone"/>.</summary>
    public string? AreaCode { get; set; }

    public string? Phone { get; set; }

    /// <summary>How the user is meant to come in: default, programmatic or console. Told, and not enforced.</summary>
    public string AccessMode { get; set; } = "default";

    /// <summary>Whether the user should choose a new password. Told, and not enforced.</summary>
    public bool PasswordToBeChanged { get; set; }

    /// <summary>The account's own user: may do everything in it.</summary>
    public bool IsAccountOwner { get; init; }

    /// <summary>Known from Keystone alone: has no password and no access keys here, and what it may do stands in each of its tokens.</summary>
    public bool Federated { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }
}
