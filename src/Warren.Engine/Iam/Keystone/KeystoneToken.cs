using Warren.Engine.Iam.Roles;

namespace Warren.Engine.Iam.Keystone;

/// <summary>What Keystone says of a token.</summary>
public sealed record KeystoneToken
{
    public required KeystoneName User { get; init; }

    public required KeystoneName UserDomain { get; init; }

    /// <summary>Null when the token is good for no project.</summary>
    public KeystoneName? Project { get; init; }

    /// <summary>The project's domain, or the domain that the token is good for; the user's when it is good for neither.</summary>
    public required KeystoneName Domain { get; init; }

    /// <summary>Whether the token is good for a domain as a whole.</summary>
    public bool DomainScope { get; init; }

    /// <summary>Already ours, see <see cref="KeystoneOptions.Roles"/>.</summary>
    public required IReadOnlyList<Role> Roles { get; init; }

    public required TokenStamp Stamp { get; init; }
}

/// <summary>Something of Keystone's; its id is the id here too.</summary>
/// <param name="Id">32 hexadecimal digits as a rule; the first domain's is "default", those of users out of a directory have 64.</param>
/// <param name="Name">Unique in its domain, and can change.</param>
public sealed record KeystoneName(string Id, string Name);
