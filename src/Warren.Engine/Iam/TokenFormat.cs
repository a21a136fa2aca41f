using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.DataProtection;

namespace Warren.Engine.Iam;

/// <summary>What a token says, before anything in the store is asked.</summary>
internal sealed record TokenClaims(
    string Id, string UserId, string AccountId, string? ProjectId, bool AccountScope, DateTimeOffset IssuedAt, DateTimeOffset ExpiresAt, IReadOnlyList<string> Methods);

/// <summary>
/// Writes and reads tokens: self-contained, authenticated by Data Protection's key ring, so that a key rotation logs nobody out
/// and every copy that shares the ring accepts them. Nothing in them is secret, everything in them is protected against change.
/// </summary>
internal sealed class TokenFormat(IDataProtectionProvider provider)
{
    private const byte Version = 1;

    /// <summary>Longer texts cannot be tokens of ours and are not even decoded.</summary>
    private const int LongestToken = 4096;

    /// <summary>How every value of Data Protection's begins (the bytes 09 F0 C9 F0), and no token of Keystone's: a fernet token begins with gA, a JWS with eyJ.</summary>
    private const string Beginning = "CfDJ8";

    private readonly IDataProtector protector = provider.CreateProtector("Warren.Iam.Token.v1");

    /// <summary>Whether a text is, or pretends to be, a token of a Warren.</summary>
    public static bool IsOurs(string token) => token.StartsWith(Beginning, StringComparison.Ordinal);

    public string Write(TokenClaims claims)
    {
        using var buffer = new MemoryStream();
        using (var writer = new BinaryWriter(buffer, Encoding.UTF8, leaveOpen: true))
        {
            writer.Write(Version);
            writer.Write(claims.Id);
            writer.Write(claims.UserId);
            writer.Write(claims.AccountId);
            writer.Write(claims.ProjectId ?? "");
            writer.Write(claims.AccountScope);
            writer.Write(claims.IssuedAt.ToUnixTimeMilliseconds());
            writer.Write(claims.ExpiresAt.ToUnixTimeMilliseconds());
            writer.Write(string.Join(',', claims.Methods));
        }

        return Base64Url.EncodeToString(protector.Protect(buffer.ToArray()));
    }

    /// <summary>The claims, or null for anything that this installation did not write.</summary>
    public TokenClaims? Read(string token)
    {
        if (token.Length is 0 or > LongestToken)
        {
            return null;
        }

        try
        {
            using var reader = new BinaryReader(new MemoryStream(protector.Unprotect(Base64Url.DecodeFromChars(token))), Encoding.UTF8);
            return reader.ReadByte() != Version
                ? null
                : new TokenClaims(
                    reader.ReadString(),
                    reader.ReadString(),
                    reader.ReadString(),
                    reader.ReadString() is { Length: > 0 } project ? project : null,
                    reader.ReadBoolean(),
                    DateTimeOffset.FromUnixTimeMilliseconds(reader.ReadInt64()),
                    DateTimeOffset.FromUnixTimeMilliseconds(reader.ReadInt64()),
                    reader.ReadString().Split(','));
        }
        catch (Exception e) when (e is CryptographicException or FormatException or EndOfStreamException)
        {
            return null;
        }
    }
}
