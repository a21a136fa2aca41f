using Microsoft.EntityFrameworkCore;
using Warren.Engine.Errors;
using Warren.Engine.Security;
using Warren.Engine.Store;

namespace Warren.Engine.Iam;

/// <summary>Finds who an access key belongs to, and what a signed request is good for.</summary>
public sealed class AccessKeyService(StoreContext store, SecretProtector secrets)
{
    /// <summary>The secret that the signature must have been made with, and the caller without a scope; null for an unknown or inactive key.</summary>
    public async Task<(Secret Secret, Caller Caller)?> FindAsync(string accessKey, CancellationToken ct)
    {
        var found = await (
            from key in store.AccessKeys.AsNoTracking()
            join user in store.Users.AsNoTracking() on key.UserId equals user.Id
            join account in store.Accounts.AsNoTracking() on user.AccountId equals account.Id
            where key.Id == accessKey && key.Active && user.Enabled && account.Enabled
            select new { key.ProtectedSecret, User = user, Account = account }).SingleOrDefaultAsync(ct);
        return found is null
            ? null
            : (secrets.Unprotect(found.ProtectedSecret), new Caller
            {
                AccountId = found.Account.Id,
                AccountName = found.Account.Name,
                UserId = found.User.Id,
                UserName = found.User.Name,
                AccountScope = true,
                IsAccountOwner = found.User.IsAccountOwner,
            });
    }

    /// <summary>The caller with a project in scope.</summary>
    /// <exception cref="WarrenException">ProjectMismatch: not an enabled project of the caller's account.</exception>
    public async Task<Caller> InProjectAsync(Caller caller, string projectId, CancellationToken ct)
    {
        var project = await store.Projects.AsNoTracking().SingleOrDefaultAsync(p => p.Id == projectId && p.AccountId == caller.AccountId, ct);
        return project is { Enabled: true }
            ? caller with { ProjectId = project.Id, ProjectName = project.Name, AccountScope = false }
            : throw new WarrenException(DmsErrors.ProjectMismatch);
    }
}
