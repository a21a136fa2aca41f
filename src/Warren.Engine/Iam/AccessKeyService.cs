using Microsoft.EntityFrameworkCore;
using Warren.Engine.Errors;
using Warren.Engine.Iam.Lockout;
using Warren.Engine.Security;
using Warren.Engine.Store;

namespace Warren.Engine.Iam;

/// <summary>Finds who an access key belongs to, and what a signed request is good for.</summary>
public sealed class AccessKeyService(StoreContext store, RememberedCallers remembered, SecretProtector secrets, TimeProvider clock)
{
    // Asked for most signed calls, and so compiled once.
    private static readonly Func<StoreContext, string, string?, CancellationToken, Task<Owner?>> OwnerQuery = StoreQuery.Compile(
        (StoreContext store, string accessKey, string? source, CancellationToken ct) =>
            (from key in store.AccessKeys.AsNoTracking()
             join user in store.Users.AsNoTracking() on key.UserId equals user.Id
             join account in store.Accounts.AsNoTracking() on user.AccountId equals account.Id
             from failures in store.ProofFailures.AsNoTracking().Where(f => f.Subject == accessKey && f.Source == source).DefaultIfEmpty()
             where key.Id == accessKey && key.Active && user.Enabled && account.Enabled
             select new Owner(key.ProtectedSecret, user, account, failures)).SingleOrDefault());

    private static readonly Func<StoreContext, string, string, CancellationToken, Task<Project?>> ProjectQuery = StoreQuery.Compile(
        (StoreContext store, string projectId, string accountId, CancellationToken ct) =>
            store.Projects.AsNoTracking().SingleOrDefault(p => p.Id == projectId && p.AccountId == accountId));

    /// <summary>Whose key this is and what its signatures must have been made with; null for an unknown or inactive key.</summary>
    /// <param name="accessKey">As the request names it.</param>
    /// <param name="source">The address that the request came from, which the key may be locked for.</param>
    /// <param name="version">Of the store, read before, under which it is remembered; null: it is not.</param>
    /// <param name="ct">Ends the wait.</param>
    public async Task<Signer?> FindAsync(string accessKey, string? source, long? version, CancellationToken ct)
    {
        var signer = await ReadAsync(accessKey, source, ct);
        remembered.KeepSigner(accessKey, source, version, signer);
        return signer;
    }

    private async Task<Signer?> ReadAsync(string accessKey, string? source, CancellationToken ct)
    {
        var found = await OwnerQuery(store, accessKey, source, ct);
        return found is null
            ? null
            : new Signer
            {
                Secret = secrets.Unprotect(found.ProtectedSecret),
                Caller = Caller.Of(found.User, found.Account) with { AccountScope = true, AccessKey = accessKey },
                User = found.User,
                HasFailures = found.Failures is not null,
                LockedUntil = found.Failures?.LockedUntil > clock.GetUtcNow() ? found.Failures.LockedUntil : null,
            };
    }

    /// <summary>The caller with a project in scope.</summary>
    /// <exception cref="WarrenException">ProjectMismatch: not an enabled project of the caller's account.</exception>
    public async Task<Caller> InProjectAsync(Caller caller, string projectId, long? version, CancellationToken ct)
    {
        var scoped = await ReadInProjectAsync(caller, projectId, ct);
        remembered.KeepProject(caller, projectId, version, scoped);
        return scoped;
    }

    private async Task<Caller> ReadInProjectAsync(Caller caller, string projectId, CancellationToken ct)
    {
        var project = await ProjectQuery(store, projectId, caller.AccountId, ct);
        return project is { Enabled: true }
            ? caller with { ProjectId = project.Id, ProjectName = project.Name, AccountScope = false }
            : throw new WarrenException(DmsErrors.ProjectMismatch);
    }

    private sealed record Owner(string ProtectedSecret, User User, Account Account, ProofFailures? Failures);
}
