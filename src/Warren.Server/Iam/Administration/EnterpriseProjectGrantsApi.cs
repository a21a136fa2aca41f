using Microsoft.AspNetCore.Http.HttpResults;
using Warren.Contract.Iam;
using Warren.Engine.Iam.Groups;
using Warren.Engine.Iam.Roles;
using Warren.Server.Http;

namespace Warren.Server.Iam.Administration;

/// <summary>Roles of groups and users in an enterprise project.</summary>
internal static class EnterpriseProjectGrantsApi
{
    private const string Base = "/v3.0/OS-PERMISSION/enterprise-projects/{scope_id}";

    public static void MapEnterpriseProjectGrants(this IEndpointRouteBuilder app)
    {
        Map(app, "groups", "Group", (id, role, scope) => new GrantKey(id, null, role, GrantScope.EnterpriseProject, scope));
        Map(app, "users", "User", (id, role, scope) => new GrantKey(null, id, role, GrantScope.EnterpriseProject, scope));
        app.MapGet($"{Base}/groups", GroupsAsync).Requires("iam:permissions:listGroupsOnEnterpriseProject");
        app.MapGet($"{Base}/users", UsersAsync).Requires("iam:permissions:listUsersOnEnterpriseProject");
        app.MapGet("/v3.0/OS-PERMISSION/groups/{group_id}/enterprise-projects", OfGroupAsync).Requires("iam:permissions:listEnterpriseProjectsForGroup");
    }

    private static void Map(IEndpointRouteBuilder app, string kind, string name, Func<string, string, string, GrantKey> key)
    {
        var path = $"{Base}/{kind}/{{holder_id}}/roles";
        app.MapPut($"{path}/{{role_id}}", async Task<NoContent> (string scope_id, string holder_id, string role_id, HttpContext http, GrantService grants, CancellationToken ct) =>
        {
            await grants.GrantAsync(http.Caller(), key(holder_id, role_id, scope_id), ct);
            return TypedResults.NoContent();
        }).Requires($"iam:permissions:grantRoleTo{name}OnEnterpriseProject");
        app.MapDelete($"{path}/{{role_id}}", async Task<NoContent> (string scope_id, string holder_id, string role_id, HttpContext http, GrantService grants, CancellationToken ct) =>
        {
            await grants.RevokeAsync(http.Caller(), key(holder_id, role_id, scope_id), ct);
            return TypedResults.NoContent();
        }).Requires($"iam:permissions:revokeRoleFrom{name}OnEnterpriseProject");
        app.MapGet(path, async Task<Ok<RolesResponse>> (string scope_id, string holder_id, HttpContext http, GrantService grants, PublicAddress address, CancellationToken ct) =>
        {
            var roles = await grants.RolesAsync(http.Caller(), key(holder_id, "", scope_id), ct);
            return TypedResults.Ok(AdministrationMap.ToResponse(roles, roles.Count, http, address.Of(http.Request)));
        }).Requires($"iam:permissions:listRolesFor{name}OnEnterpriseProject");
    }

    private static async Task<Ok<GroupsResponse>> GroupsAsync(string scope_id, HttpContext http, GrantService grants, PublicAddress address, CancellationToken ct) =>
        TypedResults.Ok(AdministrationMap.ToResponse(await grants.GroupsInAsync(http.Caller(), scope_id, ct), http, address.Of(http.Request)));

    private static async Task<Ok<UsersResponse>> UsersAsync(string scope_id, HttpContext http, GrantService grants, PublicAddress address, CancellationToken ct)
    {
        var url = address.Of(http.Request);
        var users = await grants.UsersInAsync(http.Caller(), scope_id, ct);
        return TypedResults.Ok(new UsersResponse { Users = [.. users.Select(u => AdministrationMap.ToBody(u, url))], Links = AdministrationMap.ListLinks(http, url) });
    }

    private static async Task<Ok<GrantedEnterpriseProjectsResponse>> OfGroupAsync(string group_id, HttpContext http, GroupService groups, GrantService grants, CancellationToken ct)
    {
        var group = await groups.FindAsync(http.Caller(), group_id, ct);
        var ids = (await grants.ListAsync(http.Caller(), ct)).Where(g => g.GroupId == group.Id && g.Scope == GrantScope.EnterpriseProject).Select(g => g.ScopeId).Distinct();
        return TypedResults.Ok(new GrantedEnterpriseProjectsResponse { EnterpriseProjects = [.. ids.Select(id => new GrantedEnterpriseProject { ProjectId = id })] });
    }
}
