using Warren.Engine.Iam;

namespace Warren.Server.Iam;

/// <summary>A signed request was refused: 401 with APIGW.0301, whatever the service (as real clients need it).</summary>
/// <param name="reason">What the caller is told.</param>
/// <param name="owner">Whose key it was said to be made with, not proven; null when there is no such key.</param>
internal sealed class SignatureException(string reason, Caller? owner = null) : Exception(reason)
{
    public Caller? Owner { get; } = owner;
}
