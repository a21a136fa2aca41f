using System.Net;
using Microsoft.EntityFrameworkCore;
using Warren.Engine.Errors;
using Warren.Engine.Iam.Policies;
using Warren.Engine.Iam.Roles;
using Warren.Engine.Instances;
using Warren.Engine.Store;

namespace Warren.Engine.Iam.Access;

/// <summary>Reads what a caller was granted. The account's owner needs no grants and costs no query.</summary>
public sealed class AuthorizationService(StoreContext store, TimeProvider clock)
{
    public async Task<CallerAccess> OfAsync(Caller caller, IPAddress? sourceIp, CancellationToken ct)
    {
        var grants = caller.IsAccountOwner ? [] : await GrantsAsync(caller, ct);
        return new CallerAccess(caller, grants, sourceIp, clock.GetUtcNow());
    }

    /// <summary>The roles that the caller's proof carries: those granted where its scope is.</summary>
    public async Task<IReadOnlyList<Role>> RolesAsync(Caller caller, CancellationToken ct)
    {
        if (caller.IsAccountOwner || (caller.ProjectId is null && !caller.AccountScope))
        {
            return [];
        }

        var grants = await GrantsAsync(caller, ct);
        return
        [
            .. grants.Where(g => caller.ProjectId is null ? g.Grant.Scope == GrantScope.Account : g.Grant.Scope switch
                {
                    GrantScope.Account => false,
                    GrantScope.Project => g.Grant.ScopeId == caller.ProjectId,
                    _ => true,
                })
                .Select(g => g.Role).DistinctBy(r => r.Id).OrderBy(r => r.DisplayName, StringComparer.Ordinal),
        ];
    }

    /// <summary>The enterprise project of an instance of the caller's project; null for an unknown one.</summary>
    public async Task<string?> EnterpriseProjectAsync(Caller caller, string? instanceId, CancellationToken ct) =>
        InstanceFinder.Id(instanceId) is { } id
            ? await store.Instances.Where(i => i.Id == id && i.ProjectId == caller.ProjectId).Select(i => i.EnterpriseProjectId).SingleOrDefaultAsync(ct)
            : null;

    /// <summary>The enterprise projects whose instances a list may show; null: all.</summary>
    /// <exception cref="WarrenException">ReadOnlyTenant or Forbidden: none at all.</exception>
    public async Task<IReadOnlyList<string>?> EnterpriseProjectsAsync(CallerAccess access, string action, CancellationToken ct)
    {
        var resource = ResourceName.Instance(null);
        var everywhere = access.Decide(action, resource, null).Allowed;
        if (!access.DependsOnEnterpriseProject)
        {
            return everywhere ? null : throw access.Refusal(action);
        }

        var used = await store.Instances.Where(i => i.ProjectId == access.Caller.ProjectId).Select(i => i.EnterpriseProjectId).Distinct().ToListAsync(ct);
        var allowed = used.Union(access.GrantedEnterpriseProjects, StringComparer.Ordinal).Where(id => access.Decide(action, resource, id).Allowed).ToList();
        return everywhere || allowed.Count > 0 ? allowed : throw access.Refusal(action);
    }

    /// <summary>Everything that was granted to the caller or to a group that it is in, wherever it is good.</summary>
    private async Task<IReadOnlyList<(RoleGrant Grant, Role Role)>> GrantsAsync(Caller caller, CancellationToken ct)
    {
        if (caller.FederatedRoles is { } federated)
        {
            return Federated(caller, federated);
        }

        var grants = await store.RoleGrants.AsNoTracking()
            .Where(g => g.AccountId == caller.AccountId
                && (g.UserId == caller.UserId || store.GroupMembers.Any(m => m.UserId == caller.UserId && m.GroupId == g.GroupId)))
            .ToListAsync(ct);
        var customIds = grants.Select(g => g.RoleId).Where(id => SystemRoles.Find(id) is null).Distinct().ToList();
        var custom = customIds.Count == 0
            ? []
            : await store.CustomPolicies.AsNoTracking().Where(p => customIds.Contains(p.Id) && p.AccountId == caller.AccountId).ToDictionaryAsync(p => p.Id, Role.Of, ct);
        return [.. grants.Select(g => (g, Role: SystemRoles.Find(g.RoleId) ?? custom.GetValueOrDefault(g.RoleId))).Where(g => g.Role is not null).Select(g => (g.g, g.Role!))];
    }

    /// <summary>The roles of Keystone's token as grants where its scope is, each as far as its type goes; none for a token without a scope.</summary>
    private List<(RoleGrant Grant, Role Role)> Federated(Caller caller, IReadOnlyList<Role> roles)
    {
        (GrantScope Scope, string Id)? place = caller.ProjectId is { } project ? (GrantScope.Project, project) : caller.AccountScope ? (GrantScope.Account, caller.AccountId) : null;
        return place is not { } scope
            ? []
            :
            [
                .. roles.Where(r => scope.Scope == GrantScope.Project ? r.InProjects : r.InAccount).Select(role => (
                    new RoleGrant { Id = role.Id, AccountId = caller.AccountId, UserId = caller.UserId, RoleId = role.Id, Scope = scope.Scope, ScopeId = scope.Id, CreatedAt = clock.GetUtcNow() },
                    role)),
            ];
    }
}
