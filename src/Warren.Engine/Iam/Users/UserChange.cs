using Warren.Engine.Security;

namespace Warren.Engine.Iam.Users;

/// <summary>What a user is made with, or what is to change; null: not given.</summary>
public sealed record UserChange
{
    public string? AccountId { get; init; }

    public string? Name { get; init; }

    public Secret? Password { get; init; }

    public bool? Enabled { get; init; }

    public string? Description { get; init; }

    public string? Email { get; init; }

    public string? AreaCode { get; init; }

    public string? Phone { get; init; }

    /// <summary>default, programmatic or console.</summary>
    public string? AccessMode { get; init; }

    public bool? PasswordToBeChanged { get; init; }
}
