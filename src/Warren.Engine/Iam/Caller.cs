using Warren.Engine.Iam.Policies;
using Warren.Engine.Iam.Roles;

namespace Warren.Engine.Iam;

/// <summary>Who calls, proven by a token or a signature, and what the proof is good for.</summary>
public sealed record Caller
{
    public required string AccountId { get; init; }

    public required string AccountName { get; init; }

    public required string UserId { get; init; }

    public required string UserName { get; init; }

    /// <summary>The project in scope; null for an account-wide or unscoped proof.</summary>
    public string? ProjectId { get; init; }

    public string? ProjectName { get; init; }

    /// <summary>Whether the proof is good for the whole account.</summary>
    public bool AccountScope { get; init; }

    /// <summary>The account's own user: may do everything in it.</summary>
    public bool IsAccountOwner { get; init; }

    /// <summary>Id, issue time and expiry of the token, null for a signed request.</summary>
    public TokenStamp? Token { get; init; }

    /// <summary>The access key of a signed request.</summary>
    public string? AccessKey { get; init; }

    /// <summary>Whether that key ends by itself, or the token is Keystone's. It makes no keys and changes no password: they would outlive it.</summary>
    public bool IsTemporary { get; init; }

    /// <summary>Narrows what the caller may do, the account's own user too; null: nothing does.</summary>
    public NamedPolicy? SessionPolicy { get; init; }

    /// <summary>What a token of Keystone's allows in its scope, in place of everything that was granted here; null: the token or signature is our own.</summary>
    public IReadOnlyList<Role>? FederatedRoles { get; init; }

    internal static Caller Of(User user, Account account) => new()
    {
        AccountId = account.Id,
        AccountName = account.Name,
        UserId = user.Id,
        UserName = user.Name,
        IsAccountOwner = user.IsAccountOwner,
    };
}

/// <summary>What identifies a token.</summary>
public sealed record TokenStamp(string Id, DateTimeOffset IssuedAt, DateTimeOffset ExpiresAt, IReadOnlyList<string> Methods);
