using Microsoft.AspNetCore.Http.HttpResults;
using Warren.Contract.Iam;
using Warren.Engine.Iam.Roles;
using Warren.Server.Http;

namespace Warren.Server.Iam.Administration;

/// <summary>GET /v3.0/OS-PERMISSION/role-assignments: every grant of the account, filtered.</summary>
internal static class RoleAssignmentsApi
{
    public static void MapRoleAssignments(this IEndpointRouteBuilder app) =>
        app.MapGet("/v3.0/OS-PERMISSION/role-assignments", ListAsync).Requires("iam:permissions:listRoleAssignments")
            .WithQuery("domain_id", "the account")
            .WithQuery("role_id", "a role")
            .WithQuery("subject", "user or group")
            .WithQuery("subject.user_id", "a user")
            .WithQuery("subject.group_id", "a group")
            .WithQuery("scope", "project, domain or enterprise_project")
            .WithQuery("scope.project_id", "a project")
            .WithQuery("scope.domain_id", "the account")
            .WithQuery("scope.enterprise_projects_id", "an enterprise project")
            .WithQuery("is_inherited", "true: grants in every project alone")
            .WithQuery("page", "from 1; with per_page")
            .WithQuery("per_page", "rows of a page");

    private static async Task<Ok<RoleAssignmentsResponse>> ListAsync(HttpContext http, GrantService grants, CancellationToken ct)
    {
        string? Query(string name) => http.Request.Query.Text(name);
        bool Is(string name, string? actual) => Query(name) is not { } wanted || wanted == actual;
        var matching = (await grants.ListAsync(http.Caller(), ct)).Where(g =>
            Is("domain_id", g.AccountId)
            && Is("role_id", g.RoleId)
            && Is("subject", g.UserId is null ? "group" : "user")
            && Is("subject.user_id", g.UserId)
            && Is("subject.group_id", g.GroupId)
            && Is("scope", ScopeName(g.Scope))
            && Is("scope.project_id", g.Scope == GrantScope.Project ? g.ScopeId : null)
            && Is("scope.domain_id", g.Scope is GrantScope.Account or GrantScope.AllProjects ? g.ScopeId : null)
            && Is("scope.enterprise_projects_id", g.Scope == GrantScope.EnterpriseProject ? g.ScopeId : null)
            && (!bool.TryParse(Query("is_inherited"), out var inherited) || inherited == (g.Scope == GrantScope.AllProjects))).ToList();
        return TypedResults.Ok(new RoleAssignmentsResponse
        {
            TotalNum = matching.Count,
            RoleAssignments = [.. RolesApi.Page(matching, Query("page"), Query("per_page")).Select(ToBody)],
        });
    }

    private static string ScopeName(GrantScope scope) => scope switch
    {
        GrantScope.Project => "project",
        GrantScope.EnterpriseProject => "enterprise_project",
        _ => "domain",
    };

    private static RoleAssignment ToBody(RoleGrant grant)
    {
        var place = new IdOnly { Id = grant.ScopeId };
        return new RoleAssignment
        {
            User = grant.UserId is { } user ? new IdOnly { Id = user } : null,
            Group = grant.GroupId is { } group ? new IdOnly { Id = group } : null,
            Role = new IdOnly { Id = grant.RoleId },
            Scope = grant.Scope switch
            {
                GrantScope.Project => new AssignmentScope { Project = place },
                GrantScope.EnterpriseProject => new AssignmentScope { EnterpriseProject = place },
                _ => new AssignmentScope { Domain = place },
            },
            IsInherited = grant.Scope == GrantScope.AllProjects,
        };
    }
}
