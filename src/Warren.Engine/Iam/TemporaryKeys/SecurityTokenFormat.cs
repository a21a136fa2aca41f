using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.DataProtection;

namespace Warren.Engine.Iam.TemporaryKeys;

/// <summary>
/// Everything about a temporary key, carried by whoever uses it, so that the store keeps nothing of it. <see cref="PolicyJson"/> narrows what the user may do.
/// </summary>
internal sealed record SecurityTokenClaims(
    string AccessKey, string Secret, string UserId, DateTimeOffset IssuedAt, DateTimeOffset ExpiresAt, string? TokenId, string? PolicyJson)
{
    public override string ToString() => $"SecurityTokenClaims {{ AccessKey = {AccessKey} }}";
}

/// <summary>Writes and reads security tokens; encrypted by Data Protection's key ring, since the secret is in them.</summary>
internal sealed partial class SecurityTokenFormat(IDataProtectionProvider provider)
{
    /// <summary>Longer texts cannot be ours and are not even decoded: the longest policy, twice encoded, and some more.</summary>
    private const int LongestToken = 32 * 1024;

    private readonly IDataProtector protector = provider.CreateProtector("Warren.Iam.SecurityToken.v1");

    public string Write(SecurityTokenClaims claims) =>
        Base64Url.EncodeToString(protector.Protect(JsonSerializer.SerializeToUtf8Bytes(claims, Json.Default.SecurityTokenClaims)));

    /// <summary>The claims, or null for anything that this installation did not write.</summary>
    public SecurityTokenClaims? Read(string token)
    {
        if (token.Length is 0 or > LongestToken)
        {
            return null;
        }

        try
        {
            return JsonSerializer.Deserialize(protector.Unprotect(Base64Url.DecodeFromChars(token)), Json.Default.SecurityTokenClaims);
        }
        catch (Exception e) when (e is CryptographicException or FormatException or JsonException)
        {
            return null;
        }
    }

    [JsonSerializable(typeof(SecurityTokenClaims))]
    private sealed partial class Json : JsonSerializerContext;
}
