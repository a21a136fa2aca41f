using System.Net;
using Microsoft.EntityFrameworkCore;
using Warren.Engine.Iam.Policies;
using Warren.Engine.Instances;
using Warren.Engine.Store;

namespace Warren.Engine.Iam.Access;

/// <summary>Answers who may do what in the caller's account with the same decision that a request would meet, and says by which statement.</summary>
public sealed class ExplainService(StoreContext store, AuthorizationService authorization)
{
    /// <summary>Users in one answer, by name.</summary>
    public const int MostUsers = 500;

    /// <param name="caller">Whose account it is about.</param>
    /// <param name="userId">Null: every user.</param>
    /// <param name="actions">In full, for example dms:instance:delete.</param>
    /// <param name="projectId">Where; null: in the caller's project.</param>
    /// <param name="instanceId">On which; null: on none in particular.</param>
    /// <param name="sourceIp">From where the user would call.</param>
    /// <param name="ct">Ends the wait.</param>
    /// <exception cref="IamException">404: the user, the project or the instance does not exist.</exception>
    public async Task<IReadOnlyList<Explanation>> ExplainAsync(
        Caller caller, string? userId, IReadOnlyList<string> actions, string? projectId, string? instanceId, IPAddress? sourceIp, CancellationToken ct)
    {
        var account = await store.Accounts.AsNoTracking().SingleAsync(a => a.Id == caller.AccountId, ct);
        var project = (projectId ?? caller.ProjectId) is { } id
            ? await store.Projects.AsNoTracking().SingleOrDefaultAsync(p => p.Id == id && p.AccountId == account.Id, ct) ?? throw IamException.Unknown("project", id)
            : null;
        var enterpriseProject = instanceId is null ? null : await EnterpriseProjectAsync(project, instanceId, ct);
        var users = await store.Users.AsNoTracking()
            .Where(u => u.AccountId == account.Id && (userId == null || u.Id == userId)).OrderBy(u => u.Name).Take(MostUsers).ToListAsync(ct);
        if (users.Count == 0)
        {
            throw IamException.Unknown("user", userId ?? "");
        }

        var groups = await store.Groups.AsNoTracking().Where(g => g.AccountId == account.Id).ToDictionaryAsync(g => g.Id, g => g.Name, ct);
        var found = new List<Explanation>(users.Count * actions.Count);
        foreach (var user in users)
        {
            var asUser = Caller.Of(user, account) with { ProjectId = project?.Id, ProjectName = project?.Name, AccountScope = project is null };
            var access = await authorization.OfAsync(asUser, sourceIp, ct);
            found.AddRange(actions.Select(action => Explain(access, groups, user, action, instanceId, enterpriseProject)));
        }

        return found;
    }

    private static Explanation Explain(
        CallerAccess access, Dictionary<string, string> groups, User user, string action, string? instanceId, string? enterpriseProject)
    {
        var decision = access.Decide(action, ResourceName.For(action, instanceId), enterpriseProject);
        var by = access.GoodFor(action, enterpriseProject).Where(g => g.Role.Id == decision.Policy?.Id).ToList();
        return new Explanation(
            user,
            action,
            decision.Verdict,
            by.Count == 0 ? null : by[0].Role,
            decision.Statement,
            [.. by.Select(g => (g.Grant, g.Grant.GroupId is { } group ? groups.GetValueOrDefault(group) : null))]);
    }

    private async Task<string> EnterpriseProjectAsync(Project? project, string instanceId, CancellationToken ct)
    {
        var id = InstanceFinder.Id(instanceId);
        return project is null || id is null
            ? throw IamException.Unknown("instance", instanceId)
            : await store.Instances.Where(i => i.Id == id && i.ProjectId == project.Id).Select(i => i.EnterpriseProjectId).SingleOrDefaultAsync(ct)
                ?? throw IamException.Unknown("instance", instanceId);
    }
}
