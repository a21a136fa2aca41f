namespace Warren.Contract.Signing;

/// <summary>Words that the signature puts on the wire.</summary>
public static class SignatureNames
{
    public const string AuthorizationHeader = "Authorization";

    /// <summary>When the request was signed: <c>20060102T150405Z</c>, always UTC.</summary>
    public const string DateHeader = "X-Sdk-Date";

    /// <summary>What stands for the hash of the body, when the signer gave it; see <see cref="UnsignedPayload"/>.</summary>
    public const string ContentHashHeader = "X-Sdk-Content-Sha256";

    /// <summary>In <see cref="ContentHashHeader"/>: the body is not covered by the signature.</summary>
    public const string UnsignedPayload = "UNSIGNED-PAYLOAD";

    internal const string SdkAlgorithm = "SDK-HMAC-SHA256";
    internal const string V11Algorithm = "V11-HMAC-SHA256";
    internal const string LegacyTerminator = "sdk_request";
    internal const string HostHeader = "host";

    internal static string Algorithm(SignatureForm form) => form == SignatureForm.V11 ? V11Algorithm : SdkAlgorithm;
}
