using System.Diagnostics.CodeAnalysis;
using Warren.Engine.Iam;

namespace Warren.Engine.Network;

/// <summary>What names, descriptions and callers of the network services have in common.</summary>
internal static class NetworkRules
{
    public const int LongestName = 64;

    /// <summary>Names of the neutron calls, which may also be empty.</summary>
    public const int LongestNeutronName = 255;

    public const int LongestDescription = 255;

    /// <summary>1 to 64 characters, without control characters, &lt; and &gt;. Source: the VPC service's reference.</summary>
    public static string Name(NetworkKind kind, string? name) =>
        name is { Length: >= 1 and <= LongestName } && IsPlain(name) ? name : throw Invalid(kind, "name must have 1 to 64 characters, without < and >.");

    /// <summary>0 to 255 characters; absent is empty.</summary>
    public static string NeutronName(NetworkKind kind, string? name) =>
        (name ?? "") is { Length: <= LongestNeutronName } text && IsPlain(text) ? text : throw Invalid(kind, "name must have at most 255 characters, without < and >.");

    /// <summary>0 to 255 characters; absent is empty.</summary>
    public static string Description(NetworkKind kind, string? description) =>
        (description ?? "") is { Length: <= LongestDescription } text && IsPlain(text.ReplaceLineEndings(" "))
            ? text
            : throw Invalid(kind, "description must have at most 255 characters, without < and >.");

    /// <summary>The project that the caller's proof is good for; networks belong to projects.</summary>
    public static string RequireProject(this Caller caller, NetworkKind kind) =>
        caller.ProjectId ?? throw new NetworkException(NetworkFault.Forbidden, kind, "The token must have a project in its scope.");

    public static NetworkException Invalid(NetworkKind kind, string message) => new(NetworkFault.Invalid, kind, message);

    /// <summary>The same answer for what does not exist and for what belongs to another project.</summary>
    public static NetworkException NotFound(NetworkKind kind, string id) => new(NetworkFault.NotFound, kind, $"{Words(kind)} {id} could not be found.");

    public static NetworkException InUse(NetworkKind kind, string id, string by) => new(NetworkFault.InUse, kind, $"{Words(kind)} {id} is in use: {by}.");

    [SuppressMessage("Globalization", "CA1308", Justification = "Words of a sentence, not a key.")]
    private static string Words(NetworkKind kind) => kind switch
    {
        NetworkKind.Vpc => "VPC",
        NetworkKind.SecurityGroup => "Security group",
        NetworkKind.SecurityGroupRule => "Security group rule",
        NetworkKind.PublicIp => "Public IP address",
        NetworkKind.EnterpriseProject => "Enterprise project",
        _ => kind.ToString(),
    };

    private static bool IsPlain(string text) => !text.Any(c => char.IsControl(c) || c is '<' or '>');
}
