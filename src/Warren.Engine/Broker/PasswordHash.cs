using System.Security.Cryptography;
using System.Text;
using Warren.Engine.Security;

namespace Warren.Engine.Broker;

/// <summary>RabbitMQ's own form of a stored password: base64 of a 4-byte salt followed by SHA-256 of salt and password (rabbit_password_hashing_sha256).</summary>
public static class PasswordHash
{
    public const string Algorithm = "rabbit_password_hashing_sha256";

    private const int SaltLength = 4;

    public static string Of(Secret password) => Of(password, RandomNumberGenerator.GetBytes(SaltLength));

    /// <summary>Whether this password has that hash.</summary>
    public static bool Matches(Secret password, string hash)
    {
        var stored = Convert.FromBase64String(hash);
        return CryptographicOperations.FixedTimeEquals(stored, Convert.FromBase64String(Of(password, stored[..SaltLength])));
    }

    private static string Of(Secret password, byte[] salt)
    {
        byte[] salted = [.. salt, .. Encoding.UTF8.GetBytes(password.Reveal())];
        return Convert.ToBase64String([.. salt, .. SHA256.HashData(salted)]);
    }
}
