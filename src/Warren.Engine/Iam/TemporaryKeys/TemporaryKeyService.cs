using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Warren.Engine.Iam.Policies;
using Warren.Engine.Security;
using Warren.Engine.Store;
using Secret = Warren.Engine.Security.Secret;

namespace Warren.Engine.Iam.TemporaryKeys;

/// <summary>
/// Temporary access keys: made with a token, good for minutes or hours, and no longer once the token is revoked or the user's password is changed.
/// </summary>
public sealed class TemporaryKeyService(StoreContext store, IDataProtectionProvider dataProtection, TimeProvider clock)
{
    public static readonly TimeSpan Shortest = TimeSpan.FromMinutes(15);
    public static readonly TimeSpan Longest = TimeSpan.FromHours(24);

    private readonly SecurityTokenFormat format = new(dataProtection);

    /// <summary>Makes one for the caller.</summary>
    /// <param name="caller">Who is to act with it.</param>
    /// <param name="durationSeconds">900 to 86400; null: 900.</param>
    /// <param name="policyJson">What it may do at most; null: what the caller may.</param>
    /// <exception cref="IamException">400: the duration or the policy is not acceptable. 403: the caller has a temporary key itself.</exception>
    public TemporaryKey Issue(Caller caller, int? durationSeconds, string? policyJson)
    {
        if (caller.IsTemporary)
        {
            throw IamException.Forbidden("A temporary access key or a token of Keystone's makes no temporary access keys.");
        }

        var seconds = durationSeconds ?? Shortest.TotalSeconds;
        if (seconds < Shortest.TotalSeconds || seconds > Longest.TotalSeconds)
        {
            throw IamException.Invalid("duration_seconds", $"{Shortest.TotalSeconds:0} to {Longest.TotalSeconds:0}");
        }

        try
        {
            _ = policyJson is null ? null : PolicyParser.Parse(policyJson);
        }
        catch (PolicyFormatException e)
        {
            throw new IamException(400, e.Message);
        }

        var now = clock.GetUtcNow();
        var claims = new SecurityTokenClaims(
            RandomText.AccessKey(), RandomText.Password(40).Reveal(), caller.UserId, now, now.AddSeconds(seconds), caller.Token?.Id, policyJson);
        return new TemporaryKey(claims.AccessKey, new Secret(claims.Secret), format.Write(claims), claims.ExpiresAt);
    }

    /// <summary>The secret that the signature must have been made with, and the caller without a scope; null when the two do not belong together or are not good any more.</summary>
    public async Task<(Secret Secret, Caller Caller)?> FindAsync(string accessKey, string securityToken, CancellationToken ct)
    {
        if (format.Read(securityToken) is not { } claims || claims.AccessKey != accessKey || claims.ExpiresAt <= clock.GetUtcNow())
        {
            return null;
        }

        var found = await (
            from user in store.Users.AsNoTracking()
            join account in store.Accounts.AsNoTracking() on user.AccountId equals account.Id
            where user.Id == claims.UserId && user.Enabled && account.Enabled && user.PasswordChangedAt <= claims.IssuedAt
                && !store.RevokedTokens.Any(t => t.Id == claims.TokenId)
            select new { User = user, Account = account }).SingleOrDefaultAsync(ct);
        return found is null
            ? null
            : (new Secret(claims.Secret), Caller.Of(found.User, found.Account) with
            {
                AccountScope = true,
                AccessKey = claims.AccessKey,
                IsTemporary = true,
                SessionPolicy = claims.PolicyJson is null ? null : new NamedPolicy("session", "the policy of the temporary access key", PolicyParser.Parse(claims.PolicyJson)),
            });
    }
}
