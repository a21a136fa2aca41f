using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Warren.Engine.Errors;
using Warren.Engine.Store;

namespace Warren.Engine.Iam.Keystone;

/// <summary>
/// Keystone's domains, projects and users as rows of ours, made on first sight and under the same ids. What they own here belongs to these rows; what they
/// may do stands in each token. A row that Warren made itself is never taken over, whatever ids a Keystone gives out.
/// </summary>
public sealed class FederatedIdentities(StoreContext store, TimeProvider clock, ILogger<FederatedIdentities> logger)
{
    /// <summary>Two calls may see somebody first at the same time: one of them writes, the other finds it written.</summary>
    private const int Attempts = 3;

    private static readonly Func<StoreContext, string, string, string?, CancellationToken, Task<Rows?>> RowsQuery = StoreQuery.Compile(
        (StoreContext store, string userId, string accountId, string? projectId, CancellationToken ct) =>
            (from user in store.Users.AsNoTracking()
             join home in store.Accounts.AsNoTracking() on user.AccountId equals home.Id
             from account in store.Accounts.AsNoTracking().Where(a => a.Id == accountId).DefaultIfEmpty()
             from project in store.Projects.AsNoTracking().Where(p => p.Id == projectId).DefaultIfEmpty()
             where user.Id == userId
             select new Rows(user, home, account, project)).SingleOrDefault());

    /// <summary>The caller that a token of Keystone's proves.</summary>
    /// <exception cref="WarrenException">TokenInvalid: somebody was disabled here, or an id is one of our own.</exception>
    public async Task<Caller> CallerAsync(KeystoneToken token, CancellationToken ct)
    {
        for (var attempt = 1; attempt <= Attempts; attempt++)
        {
            var rows = await RowsQuery(store, token.User.Id, token.Domain.Id, token.Project?.Id, ct);
            if (rows is not null && IsTold(rows, token))
            {
                return Proven(rows, token);
            }

            try
            {
                await WriteAsync(token, ct);
            }
            catch (DbUpdateException e) when (attempt < Attempts && !StoreFailure.IsUnavailable(e))
            {
                store.ChangeTracker.Clear();
            }
        }

        throw new InvalidOperationException($"User {token.User.Id} of Keystone's could not be written.");
    }

    private Caller Proven(Rows rows, KeystoneToken token)
    {
        var (user, home, account, project) = (rows.User, rows.Home, rows.Account!, rows.Project);
        if (!user.Federated || !home.Federated || !account.Federated || user.AccountId != token.UserDomain.Id || (project is not null && project.AccountId != account.Id))
        {
            Log.FederatedIdTaken(logger, user.Id, account.Id, project?.Id);
            throw new WarrenException(DmsErrors.TokenInvalid);
        }

        return user.Enabled && home.Enabled && account.Enabled && project is null or { Enabled: true }
            ? new Caller
            {
                AccountId = account.Id,
                AccountName = account.Name,
                UserId = user.Id,
                UserName = user.Name,
                ProjectId = project?.Id,
                ProjectName = project?.Name,
                AccountScope = token.DomainScope,
                Token = token.Stamp,
                IsTemporary = true,
                FederatedRoles = token.Roles,
            }
            : throw new WarrenException(DmsErrors.TokenInvalid);
    }

    /// <summary>Whether the rows are all there and have the names of the token.</summary>
    private static bool IsTold(Rows rows, KeystoneToken token) =>
        rows.Account is not null && (token.Project is null || rows.Project is not null)
        && (!rows.User.Federated || IsNamed(rows.User.Name, token.User))
        && (!rows.Account.Federated || IsNamed(rows.Account.Name, token.Domain))
        && (rows.Project is null || !rows.Account.Federated || rows.Project.AccountId != rows.Account.Id || IsNamed(rows.Project.Name, token.Project!));

    private async Task WriteAsync(KeystoneToken token, CancellationToken ct)
    {
        await WriteAccountAsync(token.UserDomain, ct);
        await WriteAccountAsync(token.Domain, ct);
        await WriteUserAsync(token, ct);
        if (token.Project is not null)
        {
            await WriteProjectAsync(token.Project, token.Domain.Id, ct);
        }

        await store.SaveChangesAsync(ct);
        store.ChangeTracker.Clear();
    }

    private async Task WriteAccountAsync(KeystoneName domain, CancellationToken ct)
    {
        if (await store.Accounts.FindAsync([domain.Id], ct) is not { } account)
        {
            var name = await NameAsync(domain, (n, id) => store.Accounts.AnyAsync(a => a.Name == n && a.Id != id, ct));
            store.Accounts.Add(new Account { Id = domain.Id, Name = name, Federated = true, CreatedAt = clock.GetUtcNow() });
        }
        else if (account.Federated && !IsNamed(account.Name, domain))
        {
            account.Name = await NameAsync(domain, (n, id) => store.Accounts.AnyAsync(a => a.Name == n && a.Id != id, ct));
        }
    }

    private async Task WriteUserAsync(KeystoneToken token, CancellationToken ct)
    {
        Task<bool> TakenAsync(string name, string id) => store.Users.AnyAsync(u => u.AccountId == token.UserDomain.Id && u.Name == name && u.Id != id, ct);
        if (await store.Users.FindAsync([token.User.Id], ct) is not { } user)
        {
            var now = clock.GetUtcNow();
            store.Users.Add(new User
            {
                Id = token.User.Id,
                AccountId = token.UserDomain.Id,
                Name = await NameAsync(token.User, TakenAsync),
                PasswordHash = "",
                PasswordChangedAt = now,
                Federated = true,
                CreatedAt = now,
            });
        }
        else if (user.Federated && !IsNamed(user.Name, token.User))
        {
            user.Name = await NameAsync(token.User, TakenAsync);
        }
    }

    private async Task WriteProjectAsync(KeystoneName named, string accountId, CancellationToken ct)
    {
        Task<bool> TakenAsync(string name, string id) => store.Projects.AnyAsync(p => p.AccountId == accountId && p.Name == name && p.Id != id, ct);
        if (await store.Projects.FindAsync([named.Id], ct) is not { } project)
        {
            store.Projects.Add(new Project { Id = named.Id, AccountId = accountId, Name = await NameAsync(named, TakenAsync), CreatedAt = clock.GetUtcNow() });
        }
        else if (project.AccountId == accountId && !IsNamed(project.Name, named))
        {
            project.Name = await NameAsync(named, TakenAsync);
        }
    }

    /// <summary>Names are unique here too. One that is taken, by our own account or by somebody whom Keystone has forgotten, gets the id appended.</summary>
    private static async Task<string> NameAsync(KeystoneName named, Func<string, string, Task<bool>> takenAsync) =>
        await takenAsync(named.Name, named.Id) ? WithId(named) : named.Name;

    private static bool IsNamed(string name, KeystoneName named) => name == named.Name || name == WithId(named);

    private static string WithId(KeystoneName named) => $"{named.Name}#{named.Id}";

    private sealed record Rows(User User, Account Home, Account? Account, Project? Project);
}
