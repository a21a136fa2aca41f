using Microsoft.EntityFrameworkCore;
using Warren.Engine.Iam.Groups;
using Warren.Engine.Security;
using Warren.Engine.Store;

namespace Warren.Engine.Iam.Roles;

/// <summary>Gives roles to groups and users of the caller's account, and takes them back.</summary>
public sealed class GrantService(StoreContext store, RoleService roles, TimeProvider clock)
{
    /// <summary>Twice is the same as once.</summary>
    /// <exception cref="IamException">404: group, user, role or place is unknown or of another account; 400: the role is not meant for such a place.</exception>
    public async Task GrantAsync(Caller caller, GrantKey key, CancellationToken ct)
    {
        await CheckAsync(caller, key, ct);
        var role = await roles.FindAsync(caller, key.RoleId, ct);
        if (!(key.Scope == GrantScope.Account ? role.InAccount : role.InProjects))
        {
            throw new IamException(400, $"{role.DisplayName} is of type {role.Type}: it is granted {(role.InAccount ? "in the account as a whole" : "in projects")} only.");
        }

        if (!await Matching(caller, key).AnyAsync(ct))
        {
            var grant = new RoleGrant
            {
                Id = RandomText.Id(),
                AccountId = caller.AccountId,
                GroupId = key.GroupId,
                UserId = key.UserId,
                RoleId = role.Id,
                Scope = key.Scope,
                ScopeId = key.ScopeId,
                CreatedAt = clock.GetUtcNow(),
            };
            store.RoleGrants.Add(grant);
            try
            {
                await store.SaveChangesAsync(ct);
            }
            catch (DbUpdateException e) when (StoreFailure.IsDuplicate(e))
            {
                store.Entry(grant).State = EntityState.Detached;
                if (!await Matching(caller, key).AnyAsync(ct))
                {
                    throw;
                }

                // somebody granted the same at the same moment
            }
        }
    }

    /// <exception cref="IamException">404: there is no such grant.</exception>
    public async Task RequireAsync(Caller caller, GrantKey key, CancellationToken ct)
    {
        await CheckAsync(caller, key, ct);
        if (!await Matching(caller, key).AnyAsync(ct))
        {
            throw IamException.Unknown("grant of role", key.RoleId);
        }
    }

    /// <exception cref="IamException">404: there is no such grant.</exception>
    public async Task RevokeAsync(Caller caller, GrantKey key, CancellationToken ct)
    {
        await RequireAsync(caller, key, ct);
        await Matching(caller, key).ExecuteDeleteAsync(ct);
    }

    /// <summary>The roles that a group or user has in a place.</summary>
    /// <param name="caller">Whose account.</param>
    /// <param name="key">The role id is not looked at.</param>
    /// <param name="ct">Gives up.</param>
    public async Task<IReadOnlyList<Role>> RolesAsync(Caller caller, GrantKey key, CancellationToken ct)
    {
        await CheckAsync(caller, key, ct);
        var ids = await InPlace(caller, key).Select(g => g.RoleId).ToListAsync(ct);
        var found = new List<Role>();
        foreach (var id in ids)
        {
            found.Add(await roles.FindAsync(caller, id, ct));
        }

        return [.. found.OrderBy(r => r.DisplayName, StringComparer.Ordinal)];
    }

    /// <summary>Every grant of the account, oldest first.</summary>
    public async Task<IReadOnlyList<RoleGrant>> ListAsync(Caller caller, CancellationToken ct) =>
        await store.RoleGrants.AsNoTracking().Where(g => g.AccountId == caller.AccountId).OrderBy(g => g.CreatedAt).ThenBy(g => g.Id).ToListAsync(ct);

    /// <summary>The groups that have any role in an enterprise project.</summary>
    public async Task<IReadOnlyList<Group>> GroupsInAsync(Caller caller, string enterpriseProjectId, CancellationToken ct) =>
        await store.Groups.AsNoTracking()
            .Where(g => g.AccountId == caller.AccountId && store.RoleGrants.Any(r => r.GroupId == g.Id && r.Scope == GrantScope.EnterpriseProject && r.ScopeId == enterpriseProjectId))
            .OrderBy(g => g.Name).ToListAsync(ct);

    /// <summary>The users that have any role in an enterprise project themselves.</summary>
    public async Task<IReadOnlyList<User>> UsersInAsync(Caller caller, string enterpriseProjectId, CancellationToken ct) =>
        await store.Users.AsNoTracking()
            .Where(u => u.AccountId == caller.AccountId && store.RoleGrants.Any(r => r.UserId == u.Id && r.Scope == GrantScope.EnterpriseProject && r.ScopeId == enterpriseProjectId))
            .OrderBy(u => u.Name).ToListAsync(ct);

    private async Task CheckAsync(Caller caller, GrantKey key, CancellationToken ct)
    {
        if (key.GroupId is { } group && !await store.Groups.AnyAsync(g => g.Id == group && g.AccountId == caller.AccountId, ct))
        {
            throw IamException.Unknown("group", group);
        }

        if (key.UserId is { } user && !await store.Users.AnyAsync(u => u.Id == user && u.AccountId == caller.AccountId, ct))
        {
            throw IamException.Unknown("user", user);
        }

        var known = key.Scope switch
        {
            GrantScope.Project => await store.Projects.AnyAsync(p => p.Id == key.ScopeId && p.AccountId == caller.AccountId, ct),
            GrantScope.Account or GrantScope.AllProjects => key.ScopeId == caller.AccountId,
            _ => key.ScopeId.Length is > 0 and <= 36,
        };
        if (!known)
        {
            throw IamException.Unknown(key.Scope switch { GrantScope.Project => "project", GrantScope.EnterpriseProject => "enterprise project", _ => "domain" }, key.ScopeId);
        }
    }

    private IQueryable<RoleGrant> InPlace(Caller caller, GrantKey key) => store.RoleGrants.Where(g =>
        g.AccountId == caller.AccountId && g.GroupId == key.GroupId && g.UserId == key.UserId && g.Scope == key.Scope && g.ScopeId == key.ScopeId);

    private IQueryable<RoleGrant> Matching(Caller caller, GrantKey key) => InPlace(caller, key).Where(g => g.RoleId == key.RoleId);
}

/// <summary>What names a grant.</summary>
/// <param name="GroupId">To whom: this or <paramref name="UserId"/>.</param>
/// <param name="UserId">The same for a user.</param>
/// <param name="RoleId">What.</param>
/// <param name="Scope">Where.</param>
/// <param name="ScopeId">See <see cref="RoleGrant.ScopeId"/>.</param>
public sealed record GrantKey(string? GroupId, string? UserId, string RoleId, GrantScope Scope, string ScopeId);
