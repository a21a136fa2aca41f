namespace Warren.Server.Iam;

/// <summary>A signed request was refused: 401 with APIGW.0301, whatever the service (as real clients need it).</summary>
internal sealed class SignatureException(string reason) : Exception(reason);
