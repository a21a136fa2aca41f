using Warren.Engine.Audit;

namespace Warren.Engine.Iam;

/// <summary>Why a sign-in was refused, in the terms of the identity calls (400 malformed, 401 wrong, 403 disabled).</summary>
public sealed class SignInException(int status, string message) : Exception(message)
{
    /// <summary>HTTP status.</summary>
    public int Status { get; } = status;

    /// <summary>Who was said to sign in, where the account at least is known.</summary>
    public AuditSubject? Subject { get; init; }
}
