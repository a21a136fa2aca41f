using System.Security.Cryptography;
using System.Text;

namespace Warren.Contract.Signing;

/// <summary>The last line of a canonical request: what stands for the body.</summary>
internal static class CanonicalPayload
{
    /// <summary>The legacy form moves the query of a POST without a body into the payload.</summary>
    public static bool IsQuery(SignedRequest request, SignatureForm form) =>
        form == SignatureForm.LegacyCredential && !request.HasBody && request.Method.Equals("POST", StringComparison.OrdinalIgnoreCase);

    /// <summary>The header's word if there is one, as it stands; else the hash.</summary>
    public static string Of(SignedRequest request, SignatureForm form)
    {
        if (request.Headers.First(SignatureNames.ContentHashHeader) is { Length: > 0 } given) { return given.Trim(); }

        return IsQuery(request, form)
            ? Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(CanonicalQuery.FormEncoded(request.RawQuery))))
            : request.HashOfBody();
    }

    /// <summary>
    /// Whether a hash given by the header is that of the body. Without this test anyone could add the header to a request that was signed
    /// without it, and then change the body. A word that is no hash leaves the body unsigned by the signer's own choice.
    /// </summary>
    public static bool BodyMatches(SignedRequest request)
    {
        var given = request.Headers.First(SignatureNames.ContentHashHeader)?.Trim();
        return given is not { Length: 64 } || !given.All(char.IsAsciiHexDigit)
            || given.Equals(request.HashOfBody(), StringComparison.OrdinalIgnoreCase);
    }
}
