namespace Warren.Engine.Iam;

/// <summary>A refusal of the identity administration, in its own terms: a status and a sentence; the edge knows the shape.</summary>
public sealed class IamException(int status, string message) : Exception(message)
{
    /// <summary>HTTP status.</summary>
    public int Status { get; } = status;

    /// <param name="field">Its name in the body or query.</param>
    /// <param name="allowed">What is allowed.</param>
    public static IamException Invalid(string field, string allowed) => new(400, $"{field} must be {allowed}.");

    /// <summary>Also for what belongs to another account.</summary>
    public static IamException Unknown(string kind, string id) => new(404, $"The {kind} {(id.Length > 64 ? id[..64] : id)} does not exist.");

    public static IamException Conflict(string message) => new(409, message);

    public static IamException Forbidden(string message) => new(403, message);
}
