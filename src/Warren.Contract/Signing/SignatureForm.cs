namespace Warren.Contract.Signing;

/// <summary>The three ways in which clients sign with an access key. The first two share one algorithm name.</summary>
public enum SignatureForm
{
    /// <summary><c>SDK-HMAC-SHA256 Access=…</c>: the secret itself is the key. Current SDKs of every language, Terraform.</summary>
    Access,

    /// <summary><c>SDK-HMAC-SHA256 Credential=…/sdk_request</c>: a chain of keys. The older Go SDKs.</summary>
    LegacyCredential,

    /// <summary><c>V11-HMAC-SHA256 Credential=…</c>: a derived key per day, region and service. Current SDKs when asked for.</summary>
    V11,
}
