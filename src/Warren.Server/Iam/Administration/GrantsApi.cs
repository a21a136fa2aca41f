using Microsoft.AspNetCore.Http.HttpResults;
using Warren.Contract.Iam;
using Warren.Engine.Iam.Roles;
using Warren.Server.Http;

namespace Warren.Server.Iam.Administration;

/// <summary>Roles of groups: in a project, in the account as a whole, in every project.</summary>
internal static class GrantsApi
{
    public static void MapGrants(this IEndpointRouteBuilder app)
    {
        Map(app, "/v3/projects/{scope_id}/groups/{group_id}/roles", "", GrantScope.Project, "OnProject");
        Map(app, "/v3/domains/{scope_id}/groups/{group_id}/roles", "", GrantScope.Account, "OnDomain");
        Map(app, "/v3/OS-INHERIT/domains/{scope_id}/groups/{group_id}/roles", "/inherited_to_projects", GrantScope.AllProjects, "");
    }

    private static void Map(IEndpointRouteBuilder app, string path, string end, GrantScope scope, string where)
    {
        GrantKey Key(string scopeId, string groupId, string roleId) => new(groupId, null, roleId, scope, scopeId);
        var one = $"{path}/{{role_id}}{end}";
        app.MapPut(one, async Task<NoContent> (string scope_id, string group_id, string role_id, HttpContext http, GrantService grants, CancellationToken ct) =>
        {
            await grants.GrantAsync(http.Caller(), Key(scope_id, group_id, role_id), ct);
            return TypedResults.NoContent();
        }).Requires($"iam:permissions:grantRoleToGroup{where}");
        app.MapMethods(one, ["HEAD"], async Task<NoContent> (string scope_id, string group_id, string role_id, HttpContext http, GrantService grants, CancellationToken ct) =>
        {
            await grants.RequireAsync(http.Caller(), Key(scope_id, group_id, role_id), ct);
            return TypedResults.NoContent();
        }).Requires($"iam:permissions:checkRoleForGroup{where}");
        app.MapDelete(one, async Task<NoContent> (string scope_id, string group_id, string role_id, HttpContext http, GrantService grants, CancellationToken ct) =>
        {
            await grants.RevokeAsync(http.Caller(), Key(scope_id, group_id, role_id), ct);
            return TypedResults.NoContent();
        }).Requires($"iam:permissions:revokeRoleFromGroup{where}");
        app.MapGet(path + end, async Task<Ok<RolesResponse>> (string scope_id, string group_id, HttpContext http, GrantService grants, PublicAddress address, CancellationToken ct) =>
        {
            var roles = await grants.RolesAsync(http.Caller(), Key(scope_id, group_id, ""), ct);
            return TypedResults.Ok(AdministrationMap.ToResponse(roles, roles.Count, http, address.Of(http.Request)));
        }).Requires($"iam:permissions:listRolesForGroup{where}");
    }
}
