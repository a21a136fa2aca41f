using System.Security.Cryptography;
using System.Text;

namespace Warren.Contract.Signing;

/// <summary>
/// What is signed in the end: algorithm, date, scope (not in the Access form) and the hash of the canonical request, a line each.
/// </summary>
internal static class StringToSign
{
    public static byte[] Sign(ReadOnlySpan<byte> key, SignatureForm form, string date, CredentialScope? scope, string canonicalRequest)
    {
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(canonicalRequest)));
        var text = form == SignatureForm.Access
            ? $"{SignatureNames.Algorithm(form)}\n{date}\n{hash}"
            : $"{SignatureNames.Algorithm(form)}\n{date}\n{scope!.Text(form)}\n{hash}";
        return HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(text));
    }
}
