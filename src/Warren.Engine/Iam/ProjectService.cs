using Microsoft.EntityFrameworkCore;
using Warren.Engine.Iam.Roles;
using Warren.Engine.Store;

namespace Warren.Engine.Iam;

/// <summary>The projects and the account that a caller can see: its own.</summary>
public sealed class ProjectService(StoreContext store)
{
    /// <summary>The projects that the caller was granted anything in, by name; the owner's are all, a token of Keystone's knows its own. Null filters are not applied.</summary>
    public async Task<IReadOnlyList<Project>> ListAsync(Caller caller, string? name, bool? enabled, CancellationToken ct) =>
        await (caller.FederatedRoles is not null ? OfAccount(caller.AccountId).Where(p => p.Id == caller.ProjectId)
            : caller.IsAccountOwner ? OfAccount(caller.AccountId) : OfUser(caller.AccountId, caller.UserId))
            .Where(p => (name == null || p.Name == name) && (enabled == null || p.Enabled == enabled))
            .OrderBy(p => p.Name)
            .ToListAsync(ct);

    /// <summary>One project of the account, or null.</summary>
    public Task<Project?> FindAsync(Caller caller, string id, CancellationToken ct) =>
        OfAccount(caller.AccountId).SingleOrDefaultAsync(p => p.Id == id, ct);

    internal IQueryable<Project> OfAccount(string accountId) => store.Projects.AsNoTracking().Where(p => p.AccountId == accountId);

    /// <summary>Granted in the project itself, or anywhere that is not one project: a grant for an enterprise project counts in each.</summary>
    internal IQueryable<Project> OfUser(string accountId, string userId)
    {
        var grants = store.RoleGrants.Where(g => g.AccountId == accountId
            && (g.UserId == userId || store.GroupMembers.Any(m => m.UserId == userId && m.GroupId == g.GroupId)));
        return OfAccount(accountId).Where(p => grants.Any(g =>
            g.Scope == GrantScope.AllProjects || g.Scope == GrantScope.EnterpriseProject || (g.Scope == GrantScope.Project && g.ScopeId == p.Id)));
    }
}
