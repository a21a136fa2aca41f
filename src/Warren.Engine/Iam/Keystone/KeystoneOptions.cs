using System.ComponentModel.DataAnnotations;
using Warren.Engine.Iam.Roles;
using Warren.Engine.Security;

namespace Warren.Engine.Iam.Keystone;

/// <summary>An OpenStack Keystone whose tokens are taken beside Warren's own. Section <c>Identity:Keystone</c>. Off until <see cref="Url"/> is set.</summary>
public sealed class KeystoneOptions : IValidatableObject
{
    /// <summary>Its v3 address, such as https://keystone.example:5000/v3. Default: none, and no token but Warren's own is taken.</summary>
    public string? Url { get; init; }

    /// <summary>The user by which Warren asks about tokens; it needs the role service or admin at Keystone. Default warren.</summary>
    [Required]
    public string User { get; init; } = "warren";

    /// <summary>Id of that user's domain. Default: default.</summary>
    [Required]
    public string UserDomainId { get; init; } = "default";

    /// <summary>Name of the project in which it has that role. Default service.</summary>
    [Required]
    public string Project { get; init; } = "service";

    /// <summary>Id of that project's domain. Default: default.</summary>
    [Required]
    public string ProjectDomainId { get; init; } = "default";

    /// <summary>Its password; this or <see cref="PasswordFile"/>.</summary>
    public string? Password { get; init; }

    /// <summary>A file that holds nothing but the password; read whenever Warren signs in, so that it can be exchanged. White space around it is left out.</summary>
    public string? PasswordFile { get; init; }

    /// <summary>File with the certificates, PEM, one of which has to have signed Keystone's. Default: the ones that the system trusts.</summary>
    public string? CertificateAuthority { get; init; }

    /// <summary>
    /// What a role at Keystone is here: display names of system roles, with commas between them. A role that is not named gives nothing; an empty value takes
    /// a default away. Names of Keystone's roles are compared whatever their case. Default: admin is Tenant Administrator, member is DMS FullAccess and VPC
    /// FullAccess, reader is DMS ReadOnlyAccess and VPC ReadOnlyAccess.
    /// </summary>
    public Dictionary<string, string> Roles { get; } = new(StringComparer.OrdinalIgnoreCase)
    {
        ["admin"] = "Tenant Administrator",
        ["member"] = "DMS FullAccess, VPC FullAccess",
        ["reader"] = "DMS ReadOnlyAccess, VPC ReadOnlyAccess",
    };

    /// <summary>How long an answer of Keystone's is believed, and so how late a revocation there shows here. 0 to 5 min; default 30 s. 0 asks for every call.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:05:00")]
    public TimeSpan CacheTime { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long a call waits for Keystone before it is answered with 503. 1 s to 1 min; default 5 s.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:01:00")]
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Questions to Keystone at a time; further ones wait their turn. 1 to 64; default 8.</summary>
    [Range(1, 64)]
    public int MostCalls { get; init; } = 8;

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (string.IsNullOrEmpty(Url))
        {
            yield break;
        }

        if (!Uri.TryCreate(Url, UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https"))
        {
            yield return new ValidationResult($"Identity:Keystone:{nameof(Url)} must be an http or https address.", [nameof(Url)]);
        }

        if (string.IsNullOrEmpty(Password) == string.IsNullOrEmpty(PasswordFile))
        {
            yield return new ValidationResult($"Identity:Keystone needs one of {nameof(Password)} and {nameof(PasswordFile)}.", [nameof(Password), nameof(PasswordFile)]);
        }

        foreach (var (file, member) in new[] { (PasswordFile, nameof(PasswordFile)), (CertificateAuthority, nameof(CertificateAuthority)) })
        {
            if (!string.IsNullOrEmpty(file) && !File.Exists(file))
            {
                yield return new ValidationResult($"Identity:Keystone:{member} must name a file that exists; {file} does not.", [member]);
            }
        }

        foreach (var (role, name) in Roles.SelectMany(r => Names(r.Value).Select(name => (r.Key, name))))
        {
            if (SystemRoles.All.All(s => s.DisplayName != name))
            {
                yield return new ValidationResult($"Identity:Keystone:{nameof(Roles)}:{role} must name system roles; {name} is none.", [nameof(Roles)]);
            }
        }
    }

    /// <summary>What roles at Keystone are here.</summary>
    internal IReadOnlyList<Role> RolesOf(IEnumerable<string> keystoneRoles) =>
        [.. keystoneRoles.SelectMany(name => Names(Roles.GetValueOrDefault(name) ?? "")).Distinct(StringComparer.Ordinal).Select(SystemRoles.Named)];

    /// <exception cref="IOException">The file cannot be read.</exception>
    internal Secret ReadPassword() => new(string.IsNullOrEmpty(PasswordFile) ? Password! : File.ReadAllText(PasswordFile).Trim());

    private static string[] Names(string list) => list.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
