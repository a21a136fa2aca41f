using Microsoft.Extensions.Options;
using Warren.Engine.Errors;

namespace Warren.Engine.Iam.Keystone;

/// <summary>Who holds a token: one of Warren's own, or one of the Keystone that the settings name.</summary>
public sealed class TokenCheck(TokenService own, KeystoneTokens keystone, FederatedIdentities identities, IOptions<KeystoneOptions> options)
{
    /// <summary>Longer texts are no tokens; those of Keystone have some hundred characters.</summary>
    private const int LongestToken = 8192;

    /// <param name="token">As it was sent.</param>
    /// <param name="version">Of the store, read before, under which it is remembered; null: it is not.</param>
    /// <param name="ct">Ends the wait.</param>
    /// <exception cref="WarrenException">TokenInvalid, TokenExpired; Unavailable: it is not ours, and Keystone does not answer.</exception>
    public async Task<Caller> CheckAsync(string token, long? version, CancellationToken ct)
    {
        if (string.IsNullOrEmpty(options.Value.Url) || TokenFormat.IsOurs(token))
        {
            return await own.CheckAsync(token, version, ct);
        }

        var found = token.Length <= LongestToken && token.All(c => c is > ' ' and <= '~') ? await keystone.FindAsync(token, ct) : null;
        return found is null ? throw new WarrenException(DmsErrors.TokenInvalid) : await identities.CallerAsync(found, ct);
    }
}
