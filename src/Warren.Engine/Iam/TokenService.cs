using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Warren.Engine.Audit;
using Warren.Engine.Errors;
using Warren.Engine.Iam.Lockout;
using Warren.Engine.Security;
using Warren.Engine.Store;

namespace Warren.Engine.Iam;

/// <summary>Issues, checks and revokes tokens. A token lives 24 hours (3.2 of the reference).</summary>
public sealed class TokenService(
    StoreContext store, RememberedCallers remembered, IDataProtectionProvider dataProtection, IPasswordHasher<User> hasher, ProofLocks locks, TimeProvider clock)
{
    public static readonly TimeSpan Lifetime = TimeSpan.FromHours(24);

    // One hash that no password matches: checking it costs as much as a real one, so that an unknown user answers as slowly as a wrong password.
    private static string? decoyHash;

    // Asked for most calls with a token, and so compiled once.
    private static readonly Func<StoreContext, string, string, string?, CancellationToken, Task<Holder?>> HolderQuery = StoreQuery.Compile(
        (StoreContext store, string userId, string tokenId, string? projectId, CancellationToken ct) =>
            (from user in store.Users.AsNoTracking()
             join account in store.Accounts.AsNoTracking() on user.AccountId equals account.Id
             from project in store.Projects.AsNoTracking().Where(p => p.Id == projectId).DefaultIfEmpty()
             where user.Id == userId
             select new Holder(user, account, project, store.RevokedTokens.Any(t => t.Id == tokenId))).SingleOrDefault());

    private readonly TokenFormat format = new(dataProtection);

    /// <summary>Checks the proof and the scope, and issues a token.</summary>
    /// <exception cref="SignInException">Wrong proof, unknown or foreign scope, or somebody disabled.</exception>
    public async Task<(string Token, Caller Caller)> IssueAsync(SignIn request, CancellationToken ct)
    {
        var (user, methods, notAfter) = request.Token is { } earlier
            ? await ProveByTokenAsync(earlier, ct)
            : (await ProveByPasswordAsync(request, ct), ["password"], (DateTimeOffset?)null);
        var account = await store.Accounts.SingleAsync(a => a.Id == user.AccountId, ct);
        if (!user.Enabled || !account.Enabled)
        {
            throw new SignInException(403, "The user or its account is disabled.") { Subject = Subject(account, user, request) };
        }

        var project = request.Scope.AsksProject ? await FindProjectAsync(request.Scope, user, account, ct) : null;
        var accountScope = !request.Scope.AsksProject && request.Scope.AsksAccount;
        if (accountScope && !IsAccount(account, request.Scope.AccountId, request.Scope.AccountName))
        {
            throw new SignInException(401, "The account in scope is not the user's own.");
        }

        var now = DateTimeOffset.FromUnixTimeMilliseconds(clock.GetUtcNow().ToUnixTimeMilliseconds()); // what a token can hold, and so what is told of it
        var expires = now + Lifetime;
        if (notAfter < expires)
        {
            expires = notAfter.Value; // a token got with a token ends with it
        }

        var claims = new TokenClaims(RandomText.Id(), user.Id, account.Id, project?.Id, accountScope, now, expires, methods);
        return (format.Write(claims), ToCaller(claims, user, account, project));
    }

    /// <summary>Who holds this token.</summary>
    /// <param name="token">As it was sent.</param>
    /// <param name="version">Of the store, read before, under which it is remembered; null: it is not.</param>
    /// <param name="ct">Ends the wait.</param>
    /// <exception cref="WarrenException">TokenInvalid or TokenExpired.</exception>
    public async Task<Caller> CheckAsync(string token, long? version, CancellationToken ct)
    {
        var caller = await ReadAsync(token, ct);
        remembered.KeepToken(token, version, caller);
        return caller;
    }

    private async Task<Caller> ReadAsync(string token, CancellationToken ct)
    {
        var claims = format.Read(token) ?? throw new WarrenException(DmsErrors.TokenInvalid);
        if (claims.ExpiresAt <= clock.GetUtcNow())
        {
            throw new WarrenException(DmsErrors.TokenExpired); // also when nobody is there any more to have held it
        }

        var found = await HolderQuery(store, claims.UserId, claims.Id, claims.ProjectId, ct);
        var good = found is { Revoked: false, User.Enabled: true, Account.Enabled: true }
            && found.User.PasswordChangedAt <= claims.IssuedAt
            && (claims.ProjectId is null || found.Project is { Enabled: true });
        return good ? ToCaller(claims, found!.User, found.Account, found.Project) : throw new WarrenException(DmsErrors.TokenInvalid);
    }

    /// <summary>Ends a token now. Ending it twice is the same as once.</summary>
    public async Task RevokeAsync(TokenStamp token, CancellationToken ct)
    {
        if (!await store.RevokedTokens.AnyAsync(t => t.Id == token.Id, ct))
        {
            store.RevokedTokens.Add(new RevokedToken { Id = token.Id, ExpiresAt = token.ExpiresAt });
            await store.SaveChangesAsync(ct);
        }

        var now = clock.GetUtcNow();
        await store.RevokedTokens.Where(t => t.ExpiresAt < now).ExecuteDeleteAsync(ct);
    }

    private async Task<User> ProveByPasswordAsync(SignIn request, CancellationToken ct)
    {
        if (request.Password is null || (request.UserId is null && (request.UserName is null || (request.AccountId ?? request.AccountName) is null)))
        {
            throw new SignInException(400, "auth.identity.password.user needs password and either id, or name with domain (id or name).");
        }

        var users = request.UserId is { } id
            ? store.Users.Where(u => u.Id == id)
            : from u in store.Users
              join a in store.Accounts on u.AccountId equals a.Id
              where u.Name == request.UserName && (request.AccountId != null ? a.Id == request.AccountId : a.Name == request.AccountName)
              select u;
        var user = await users.SingleOrDefaultAsync(ct);
        var subject = user?.Id ?? ProofLocks.UnknownName(request.AccountId ?? request.AccountName ?? "", request.UserId ?? request.UserName!);
        if (await locks.UntilAsync(subject, request.Source, ct) is { } until)
        {
            throw new SignInException(403, ProofLocks.WrongPasswords(until))
            {
                Subject = await SubjectAsync(user, request, ct),
            };
        }

        var hash = user?.PasswordHash ?? (decoyHash ??= hasher.HashPassword(null!, RandomText.Password(32).Reveal()));
        var result = hasher.VerifyHashedPassword(user!, hash, request.Password);
        if (user is null || result == PasswordVerificationResult.Failed)
        {
            await locks.FailedAsync(subject, request.Source, user, ct);
            throw new SignInException(401, "The account, user name or password is wrong.") { Subject = await SubjectAsync(user, request, ct) };
        }

        await locks.SucceededAsync(subject, request.Source, ct);
        return user;
    }

    private async Task<(User User, IReadOnlyList<string> Methods, DateTimeOffset? NotAfter)> ProveByTokenAsync(string token, CancellationToken ct)
    {
        try
        {
            var caller = await CheckAsync(token, version: null, ct);
            var user = await store.Users.SingleAsync(u => u.Id == caller.UserId, ct);
            return (user, [.. caller.Token!.Methods.Append("token").Distinct()], caller.Token.ExpiresAt);
        }
        catch (WarrenException)
        {
            throw new SignInException(401, "The token in auth.identity.token.id is not valid.");
        }
    }

    private async Task<Project> FindProjectAsync(SignInScope scope, User user, Account account, CancellationToken ct)
    {
        var foreign = (scope.ProjectAccountId ?? scope.ProjectAccountName) is not null
            && !IsAccount(account, scope.ProjectAccountId, scope.ProjectAccountName);
        var project = foreign
            ? null
            : await store.Projects.SingleOrDefaultAsync(
                p => p.AccountId == user.AccountId && (scope.ProjectId != null ? p.Id == scope.ProjectId : p.Name == scope.ProjectName), ct);
        return project is { Enabled: true } ? project : throw new SignInException(401, "The project in scope does not exist in the user's account, or is disabled.");
    }

    private async Task<AuditSubject?> SubjectAsync(User? user, SignIn request, CancellationToken ct)
    {
        var account = user is not null
            ? await store.Accounts.AsNoTracking().SingleOrDefaultAsync(a => a.Id == user.AccountId, ct)
            : await store.Accounts.AsNoTracking().SingleOrDefaultAsync(a => a.Id == request.AccountId || a.Name == request.AccountName, ct);
        return account is null ? null : Subject(account, user, request);
    }

    private static AuditSubject Subject(Account account, User? user, SignIn request) =>
        new(account.Id, account.Name, ProjectId: null, user?.Id, user?.Name ?? request.UserName ?? request.UserId, AccessKey: null);

    private static bool IsAccount(Account account, string? id, string? name) =>
        id is not null ? id == account.Id : name == account.Name;

    private static Caller ToCaller(TokenClaims claims, User user, Account account, Project? project) => Caller.Of(user, account) with
    {
        ProjectId = project?.Id,
        ProjectName = project?.Name,
        AccountScope = claims.AccountScope,
        Token = new TokenStamp(claims.Id, claims.IssuedAt, claims.ExpiresAt, claims.Methods),
    };

    private sealed record Holder(User User, Account Account, Project? Project, bool Revoked);
}
