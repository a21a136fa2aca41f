using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using Warren.Contract.Iam;
using Warren.Engine.Iam;
using Warren.Engine.Iam.Roles;
using Warren.Server.Http;

namespace Warren.Server.Iam.Administration;

/// <summary>The system's roles and the account's own policies.</summary>
internal static class RolesApi
{
    private const int LongestPage = 300;

    public static void MapRoles(this IEndpointRouteBuilder app)
    {
        app.MapGet("/v3/roles", ListAsync).Requires("iam:roles:listRoles")
            .WithQuery("name", "the name as a whole")
            .WithQuery("display_name", "part of the display name")
            .WithQuery("domain_id", "the account: its own policies instead of the system's")
            .WithQuery("permission_type", "policy: policies alone; role: roles alone")
            .WithQuery("type", "domain or project: where it can be granted; or AX, XA, AA")
            .WithQuery("catalog", "the service")
            .WithQuery("page", "from 1; with per_page")
            .WithQuery("per_page", $"1 to {LongestPage}; default {LongestPage}");
        app.MapGet("/v3/roles/{role_id}", ShowAsync).Requires("iam:roles:getRole");
        var custom = app.MapGroup("/v3.0/OS-ROLE/roles");
        custom.MapPost("", CreateAsync).Requires("iam:roles:createRole");
        custom.MapGet("", ListCustomAsync).Requires("iam:roles:listRoles");
        custom.MapGet("/{role_id}", ShowCustomAsync).Requires("iam:roles:getRole");
        custom.MapPatch("/{role_id}", UpdateAsync).Requires("iam:roles:updateRole");
        custom.MapDelete("/{role_id}", DeleteAsync).Requires("iam:roles:deleteRole");
    }

    private static async Task<Ok<RolesResponse>> ListAsync(HttpContext http, RoleService roles, PublicAddress address, CancellationToken ct)
    {
        string? Query(string name) => http.Request.Query.Text(name);
        IEnumerable<Role> found = Query("domain_id") is not { } account ? SystemRoles.All
            : account == http.Caller().AccountId ? await roles.ListCustomAsync(http.Caller(), ct)
            : [];
        var matching = found.Where(r =>
            (Query("name") is not { } name || r.Name == name)
            && (Query("display_name") is not { } shown || r.DisplayName.Contains(shown, StringComparison.OrdinalIgnoreCase))
            && (Query("catalog") is not { } catalog || r.Catalog.Equals(catalog, StringComparison.OrdinalIgnoreCase))
            && Query("permission_type") switch { "policy" => r.IsCustom || r.FineGrained, "role" => !r.IsCustom && !r.FineGrained, _ => true }
            && Query("type") switch { null => true, "domain" => r.InAccount, "project" => r.InProjects, var type => r.Type == type }).ToList();
        return TypedResults.Ok(AdministrationMap.ToResponse(Page(matching, Query("page"), Query("per_page")), matching.Count, http, address.Of(http.Request)));
    }

    private static async Task<Ok<RoleResponse>> ShowAsync(string role_id, HttpContext http, RoleService roles, PublicAddress address, CancellationToken ct) =>
        TypedResults.Ok(ToResponse(await roles.FindAsync(http.Caller(), role_id, ct), http, address));

    private static async Task<Created<RoleResponse>> CreateAsync(WireBody<RoleRequest> body, HttpContext http, RoleService roles, PublicAddress address, CancellationToken ct) =>
        TypedResults.Created((string?)null, ToResponse(await roles.CreateAsync(http.Caller(), ToChange(body.Value), ct), http, address));

    private static async Task<Ok<RolesResponse>> ListCustomAsync(string? page, string? per_page, HttpContext http, RoleService roles, PublicAddress address, CancellationToken ct)
    {
        var all = await roles.ListCustomAsync(http.Caller(), ct);
        return TypedResults.Ok(AdministrationMap.ToResponse(Page(all, page, per_page), all.Count, http, address.Of(http.Request)));
    }

    private static async Task<Ok<RoleResponse>> ShowCustomAsync(string role_id, HttpContext http, RoleService roles, PublicAddress address, CancellationToken ct)
    {
        var role = await roles.FindAsync(http.Caller(), role_id, ct);
        return role.IsCustom ? TypedResults.Ok(ToResponse(role, http, address)) : throw IamException.Unknown("role", role_id);
    }

    private static async Task<Ok<RoleResponse>> UpdateAsync(
        string role_id, WireBody<RoleRequest> body, HttpContext http, RoleService roles, PublicAddress address, CancellationToken ct) =>
        TypedResults.Ok(ToResponse(await roles.UpdateAsync(http.Caller(), role_id, ToChange(body.Value), ct), http, address));

    /// <summary>200 and no body, as clients insist.</summary>
    private static async Task<Ok> DeleteAsync(string role_id, HttpContext http, RoleService roles, CancellationToken ct)
    {
        await roles.DeleteAsync(http.Caller(), role_id, ct);
        return TypedResults.Ok();
    }

    /// <summary>page counts from 1; what is not a number counts as absent.</summary>
    internal static IReadOnlyList<T> Page<T>(IReadOnlyList<T> all, string? page, string? perPage)
    {
        static int? Number(string? text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value > 0 ? value : null;
        var size = Math.Min(Number(perPage) ?? LongestPage, LongestPage);
        return Number(page) is { } number ? [.. all.Skip((int)Math.Min((long)(number - 1) * size, int.MaxValue)).Take(size)] : [.. all.Take(size)];
    }

    private static RoleResponse ToResponse(Role role, HttpContext http, PublicAddress address) => new() { Role = AdministrationMap.ToBody(role, address.Of(http.Request)) };

    private static PolicyChange ToChange(RoleRequest request)
    {
        var fields = request.Role ?? throw IamException.Invalid("role", "an object");
        return new PolicyChange
        {
            DisplayName = fields.DisplayName,
            Type = fields.Type,
            Description = fields.Description,
            DescriptionCn = fields.DescriptionCn,
            Json = fields.Policy?.GetRawText(),
        };
    }
}
