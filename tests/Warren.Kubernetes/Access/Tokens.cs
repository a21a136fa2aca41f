using System.Collections.Concurrent;
using System.Security.Cryptography;

namespace Warren.Kubernetes.Access;

/// <summary>Bearer tokens and whose they are.</summary>
internal sealed class Tokens
{
    private static readonly ApiUser Anonymous = new("system:anonymous", ["system:unauthenticated"]);

    private readonly ConcurrentDictionary<string, ApiUser> users = new(StringComparer.Ordinal);

    public string Issue(ApiUser user)
    {
        var token = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(24));
        users[token] = user;
        return token;
    }

    public void Revoke(string token) => users.TryRemove(token, out _);

    /// <summary>Null for a token that is not known; anonymous without one.</summary>
    public ApiUser? Find(string? header)
    {
        if (string.IsNullOrEmpty(header))
        {
            return Anonymous;
        }

        return header.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase) ? users.GetValueOrDefault(header["Bearer ".Length..].Trim()) : null;
    }
}
