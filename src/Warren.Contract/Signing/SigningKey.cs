using System.Security.Cryptography;
using System.Text;

namespace Warren.Contract.Signing;

/// <summary>Turns a secret into the key of one signature. The caller clears what it gets.</summary>
internal static class SigningKey
{
    /// <param name="form">Decides on the derivation.</param>
    /// <param name="accessKey">The salt of V11.</param>
    /// <param name="secret">The secret half of the key pair.</param>
    /// <param name="scope">Null in the Access form only.</param>
    public static byte[] Derive(SignatureForm form, string accessKey, string secret, CredentialScope? scope) => form switch
    {
        SignatureForm.Access => Encoding.UTF8.GetBytes(secret),
        SignatureForm.LegacyCredential => Chain(secret, scope!),
        _ => Expand(accessKey, secret, scope!),
    };

    private static byte[] Chain(string secret, CredentialScope scope)
    {
        var key = Encoding.UTF8.GetBytes("SDK" + secret);
        foreach (var step in (ReadOnlySpan<string>)[scope.Date, scope.Region, scope.Service, SignatureNames.LegacyTerminator])
        {
            var next = HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(step));
            CryptographicOperations.ZeroMemory(key);
            key = next;
        }

        return key;
    }

    /// <summary>HKDF of RFC 5869 (salt: access key, info: scope); the key is the hexadecimal text of the result, not its octets.</summary>
    private static byte[] Expand(string accessKey, string secret, CredentialScope scope)
    {
        var material = Encoding.UTF8.GetBytes(secret);
        Span<byte> derived = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HKDF.DeriveKey(HashAlgorithmName.SHA256, material, derived, Encoding.UTF8.GetBytes(accessKey), Encoding.UTF8.GetBytes(scope.Text(SignatureForm.V11)));
        CryptographicOperations.ZeroMemory(material);

        var key = new byte[2 * derived.Length];
        Convert.TryToHexStringLower(derived, key, out _);
        CryptographicOperations.ZeroMemory(derived);
        return key;
    }
}
