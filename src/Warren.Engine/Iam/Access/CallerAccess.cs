using System.Net;
using Warren.Engine.Errors;
using Warren.Engine.Iam.Policies;
using Warren.Engine.Iam.Roles;

namespace Warren.Engine.Iam.Access;

/// <summary>What one caller may do, for as long as one request takes. Everything was read before, so that deciding is pure.</summary>
public sealed class CallerAccess
{
    /// <summary>Services whose resources belong to the account and not to a project.</summary>
    private static readonly string[] GlobalServices = ["iam", "eps"];

    private static readonly string[] ReadingOperations = ["get", "list"];

    private readonly IReadOnlyList<(RoleGrant Grant, Role Role)> grants;
    private readonly IPAddress? sourceIp;
    private readonly DateTimeOffset time;

    internal CallerAccess(Caller caller, IReadOnlyList<(RoleGrant Grant, Role Role)> grants, IPAddress? sourceIp, DateTimeOffset time)
    {
        Caller = caller;
        this.grants = grants;
        this.sourceIp = sourceIp;
        this.time = time;
        GrantedEnterpriseProjects = [.. grants.Where(g => g.Grant.Scope == GrantScope.EnterpriseProject).Select(g => g.Grant.ScopeId).Distinct(StringComparer.Ordinal)];
        DependsOnEnterpriseProject = GrantedEnterpriseProjects.Count > 0 || grants.Any(g => AsksForEnterpriseProject(g.Role.Policy))
            || (caller.SessionPolicy is { } session && AsksForEnterpriseProject(session));
    }

    public Caller Caller { get; }

    /// <summary>Whether an answer can depend on the enterprise project of what is asked for; otherwise nobody needs to find out which it is.</summary>
    public bool DependsOnEnterpriseProject { get; }

    internal IReadOnlyList<string> GrantedEnterpriseProjects { get; }

    /// <param name="action">In full, for example dms:instance:get.</param>
    /// <param name="resource">What it is about.</param>
    /// <param name="enterpriseProjectId">Which enterprise project that belongs to; null when it belongs to none, or it does not matter.</param>
    public PolicyDecision Decide(string action, ResourceName resource, string? enterpriseProjectId)
    {
        var request = new PolicyRequest
        {
            Action = action,
            Resource = resource,
            UserId = Caller.UserId,
            UserName = Caller.UserName,
            AccountName = Caller.AccountName,
            ProjectId = Caller.ProjectId,
            ProjectName = Caller.ProjectName,
            EnterpriseProjectId = enterpriseProjectId,
            SourceIp = sourceIp,
            Time = time,
        };
        var decision = Caller.IsAccountOwner
            ? PolicyDecision.Owner
            : PolicyEvaluator.Decide([.. GoodFor(action, enterpriseProjectId).Select(g => g.Role.Policy)], request);
        return decision.Allowed && Caller.SessionPolicy is { } session && PolicyEvaluator.Decide([session], request) is { Allowed: false } narrowed ? narrowed : decision;
    }

    /// <summary>Whether an action is about the account and not about a project.</summary>
    internal static bool IsGlobal(string action) => GlobalServices.Contains(action.Split(':')[0], StringComparer.OrdinalIgnoreCase);

    /// <summary>The grants that speak about an action, each with what was granted.</summary>
    internal IEnumerable<(RoleGrant Grant, Role Role)> GoodFor(string action, string? enterpriseProjectId) =>
        grants.Where(g => IsGood(g.Grant, action) && IsIn(g.Grant, enterpriseProjectId));

    /// <exception cref="WarrenException">ReadOnlyTenant or Forbidden.</exception>
    public void Require(string action, ResourceName resource, string? enterpriseProjectId)
    {
        if (!Decide(action, resource, enterpriseProjectId).Allowed)
        {
            throw Refusal(action);
        }
    }

    /// <summary>
    /// A first look, when the body still has to say what is asked for: whether any grant allows this action on anything at all.
    /// </summary>
    public bool MightAllow(string action) =>
        (Caller.IsAccountOwner || AllowedPatterns(action).Any(pattern => pattern.Matches(action)))
        && (Caller.SessionPolicy is not { } session || Allows(session).Any(pattern => pattern.Matches(action)));

    /// <summary>The refusal of an action: with a code of its own for those who may read in this service and nothing else.</summary>
    public WarrenException Refusal(string action)
    {
        var service = action.Split(':')[0];
        var inService = AllowedPatterns(action).Where(p => Wildcard.Matches(p.Service, service, ignoreCase: true)).ToList();
        var readsOnly = inService.Count > 0 && inService.All(p => IsReading(p.Operation)) && !IsReading(action.Split(':')[^1]);
        return readsOnly ? new WarrenException(DmsErrors.ReadOnlyTenant) : new WarrenException(DmsErrors.Forbidden, action);
    }

    private static bool IsReading(string operation) => ReadingOperations.Any(r => operation.StartsWith(r, StringComparison.OrdinalIgnoreCase));

    private static bool AsksForEnterpriseProject(NamedPolicy policy) =>
        policy.Document.Statements.SelectMany(s => s.Conditions).Any(c => c.Key == ConditionKeys.EnterpriseProjectId);

    private IEnumerable<ActionPattern> AllowedPatterns(string action) =>
        grants.Where(g => IsGood(g.Grant, action))
            .SelectMany(g => Allows(g.Role.Policy));

    private static IEnumerable<ActionPattern> Allows(NamedPolicy policy) =>
        policy.Document.Statements.Where(s => s.Effect == PolicyEffect.Allow).SelectMany(s => s.Actions);

    /// <summary>Whether the grant speaks about the place where the action happens: the account, or the caller's project.</summary>
    private bool IsGood(RoleGrant grant, string action) =>
        IsGlobal(action)
            ? grant.Scope == GrantScope.Account
            : grant.Scope switch
            {
                GrantScope.Project => grant.ScopeId == Caller.ProjectId,
                GrantScope.AllProjects or GrantScope.EnterpriseProject => true,
                _ => false,
            };

    private static bool IsIn(RoleGrant grant, string? enterpriseProjectId) =>
        grant.Scope != GrantScope.EnterpriseProject || grant.ScopeId == enterpriseProjectId;
}
