using Microsoft.AspNetCore.Http.HttpResults;
using Warren.Contract.Iam;
using Warren.Engine.Iam;
using Warren.Engine.Iam.Groups;
using Warren.Server.Http;

namespace Warren.Server.Iam.Administration;

/// <summary>Groups and who is in them.</summary>
internal static class GroupsApi
{
    public static void MapGroups(this IEndpointRouteBuilder app)
    {
        var groups = app.MapGroup("/v3/groups");
        groups.MapPost("", CreateAsync).Requires("iam:groups:createGroup");
        groups.MapGet("", ListAsync).Requires("iam:groups:listGroups");
        groups.MapGet("/{group_id}", ShowAsync).Requires("iam:groups:getGroup");
        groups.MapPatch("/{group_id}", UpdateAsync).Requires("iam:groups:updateGroup");
        groups.MapDelete("/{group_id}", DeleteAsync).Requires("iam:groups:deleteGroup");
        groups.MapGet("/{group_id}/users", MembersAsync).Requires("iam:users:listUsersForGroup");
        groups.MapPut("/{group_id}/users/{user_id}", AddAsync).Requires("iam:permissions:addUserToGroup");
        groups.MapMethods("/{group_id}/users/{user_id}", ["HEAD"], CheckAsync).Requires("iam:permissions:checkUserInGroup");
        groups.MapDelete("/{group_id}/users/{user_id}", RemoveAsync).Requires("iam:permissions:removeUserFromGroup");
    }

    private static async Task<Created<GroupResponse>> CreateAsync(WireBody<GroupRequest> body, HttpContext http, GroupService groups, PublicAddress address, CancellationToken ct)
    {
        var fields = Fields(body.Value);
        var group = await groups.CreateAsync(http.Caller(), fields.DomainId, fields.Name, fields.Description, ct);
        return TypedResults.Created((string?)null, new GroupResponse { Group = AdministrationMap.ToBody(group, address.Of(http.Request)) });
    }

    private static async Task<Ok<GroupsResponse>> ListAsync(
        string? name, string? domain_id, HttpContext http, GroupService groups, PublicAddress address, CancellationToken ct)
    {
        IReadOnlyList<Group> found = string.IsNullOrEmpty(domain_id) || domain_id == http.Caller().AccountId
            ? await groups.ListAsync(http.Caller(), string.IsNullOrEmpty(name) ? null : name, ct)
            : [];
        return TypedResults.Ok(AdministrationMap.ToResponse(found, http, address.Of(http.Request)));
    }

    private static async Task<Ok<GroupResponse>> ShowAsync(string group_id, HttpContext http, GroupService groups, PublicAddress address, CancellationToken ct) =>
        TypedResults.Ok(new GroupResponse { Group = AdministrationMap.ToBody(await groups.FindAsync(http.Caller(), group_id, ct), address.Of(http.Request)) });

    private static async Task<Ok<GroupResponse>> UpdateAsync(
        string group_id, WireBody<GroupRequest> body, HttpContext http, GroupService groups, PublicAddress address, CancellationToken ct)
    {
        var fields = Fields(body.Value);
        var group = await groups.UpdateAsync(http.Caller(), group_id, fields.Name, fields.Description, ct);
        return TypedResults.Ok(new GroupResponse { Group = AdministrationMap.ToBody(group, address.Of(http.Request)) });
    }

    private static async Task<NoContent> DeleteAsync(string group_id, HttpContext http, GroupService groups, CancellationToken ct)
    {
        await groups.DeleteAsync(http.Caller(), group_id, ct);
        return TypedResults.NoContent();
    }

    private static async Task<Ok<UsersResponse>> MembersAsync(string group_id, HttpContext http, GroupService groups, PublicAddress address, CancellationToken ct)
    {
        var url = address.Of(http.Request);
        var members = await groups.MembersAsync(http.Caller(), group_id, ct);
        return TypedResults.Ok(new UsersResponse { Users = [.. members.Select(u => AdministrationMap.ToBody(u, url))], Links = AdministrationMap.ListLinks(http, url) });
    }

    private static async Task<NoContent> AddAsync(string group_id, string user_id, HttpContext http, GroupService groups, CancellationToken ct)
    {
        await groups.AddAsync(http.Caller(), group_id, user_id, ct);
        return TypedResults.NoContent();
    }

    private static async Task<NoContent> CheckAsync(string group_id, string user_id, HttpContext http, GroupService groups, CancellationToken ct) =>
        await groups.IsMemberAsync(http.Caller(), group_id, user_id, ct) ? TypedResults.NoContent() : throw IamException.Unknown("member", user_id);

    private static async Task<NoContent> RemoveAsync(string group_id, string user_id, HttpContext http, GroupService groups, CancellationToken ct)
    {
        await groups.RemoveAsync(http.Caller(), group_id, user_id, ct);
        return TypedResults.NoContent();
    }

    private static GroupFields Fields(GroupRequest request) => request.Group ?? throw IamException.Invalid("group", "an object");
}
