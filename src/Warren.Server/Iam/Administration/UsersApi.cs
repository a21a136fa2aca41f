using Microsoft.AspNetCore.Http.HttpResults;
using Warren.Contract.Iam;
using Warren.Engine.Iam;
using Warren.Engine.Iam.Policies;
using Warren.Engine.Iam.Projects;
using Warren.Engine.Iam.Users;
using Warren.Engine.Security;
using Warren.Server.Http;

namespace Warren.Server.Iam.Administration;

/// <summary>Users, in both forms: /v3.0/OS-USER/users and Keystone's /v3/users. What is one's own may be read by anyone.</summary>
internal static class UsersApi
{
    public static void MapUsers(this IEndpointRouteBuilder app)
    {
        app.MapPost("/v3.0/OS-USER/users", CreateAsync).Requires("iam:users:createUser");
        app.MapGet("/v3.0/OS-USER/users/{user_id}", ShowAsync).RequiresUnlessOwn("iam:users:getUser");
        app.MapPut("/v3.0/OS-USER/users/{user_id}", UpdateAsync).Requires("iam:users:updateUser");
        app.MapPut("/v3.0/OS-USER/users/{user_id}/info", UpdateOwnAsync).RequiresUnlessOwn("iam:users:updateUser");
        app.MapGet("/v3.0/OS-USER/users/{user_id}/locks", LocksAsync).RequiresUnlessOwn("iam:users:getUser");
        app.MapDelete("/v3.0/OS-USER/users/{user_id}/locks", UnlockAsync).Requires("iam:users:updateUser");
        app.MapPost("/v3/users", CreateAsync).Requires("iam:users:createUser");
        app.MapGet("/v3/users", ListAsync).RequiresAuthentication();
        app.MapGet("/v3/users/{user_id}", ShowAsync).RequiresUnlessOwn("iam:users:getUser");
        app.MapPatch("/v3/users/{user_id}", UpdateAsync).Requires("iam:users:updateUser");
        app.MapDelete("/v3/users/{user_id}", DeleteAsync).Requires("iam:users:deleteUser");
        app.MapPost("/v3/users/{user_id}/password", ChangePasswordAsync).RequiresUnlessOwn("iam:users:updateUser");
        app.MapGet("/v3/users/{user_id}/groups", GroupsAsync).RequiresUnlessOwn("iam:groups:listGroupsForUser");
        app.MapGet("/v3/users/{user_id}/projects", ProjectsAsync).RequiresUnlessOwn("iam:projects:listProjectsForUser");
    }

    private static async Task<Created<UserResponse>> CreateAsync(WireBody<UserRequest> body, HttpContext http, UserService users, PublicAddress address, CancellationToken ct) =>
        TypedResults.Created((string?)null, ToResponse(await users.CreateAsync(http.Caller(), ToChange(body.Value), ct), address.Of(http.Request)));

    private static async Task<Ok<UserResponse>> ShowAsync(string user_id, HttpContext http, UserService users, PublicAddress address, CancellationToken ct) =>
        TypedResults.Ok(ToResponse(await users.FindAsync(http.Caller(), user_id, ct), address.Of(http.Request)));

    private static async Task<Ok<UserResponse>> UpdateAsync(
        string user_id, WireBody<UserRequest> body, HttpContext http, UserService users, PublicAddress address, CancellationToken ct) =>
        TypedResults.Ok(ToResponse(await users.UpdateAsync(http.Caller(), user_id, ToChange(body.Value), ct), address.Of(http.Request)));

    private static async Task<NoContent> UpdateOwnAsync(string user_id, WireBody<UserRequest> body, HttpContext http, UserService users, CancellationToken ct)
    {
        var wanted = ToChange(body.Value);
        await users.UpdateAsync(http.Caller(), user_id, new UserChange { Email = wanted.Email, Phone = wanted.Phone, AreaCode = wanted.AreaCode }, ct);
        return TypedResults.NoContent();
    }

    /// <summary>Who may not list users sees itself: clients look up their own id by name.</summary>
    private static async Task<Ok<UsersResponse>> ListAsync(
        string? name, string? enabled, string? domain_id, HttpContext http, UserService users, PublicAddress address, CancellationToken ct)
    {
        var caller = http.Caller();
        var all = (await http.AccessAsync()).Decide("iam:users:listUsers", new ResourceName("IAM", "users", ResourceName.Any), null).Allowed;
        IReadOnlyList<User> found = string.IsNullOrEmpty(domain_id) || domain_id == caller.AccountId
            ? await users.ListAsync(caller, string.IsNullOrEmpty(name) ? null : name, bool.TryParse(enabled, out var wanted) ? wanted : null, onlySelf: !all, ct)
            : [];
        var url = address.Of(http.Request);
        return TypedResults.Ok(new UsersResponse { Users = [.. found.Select(u => AdministrationMap.ToBody(u, url))], Links = AdministrationMap.ListLinks(http, url) });
    }

    private static async Task<NoContent> DeleteAsync(string user_id, HttpContext http, UserService users, CancellationToken ct)
    {
        await users.DeleteAsync(http.Caller(), user_id, ct);
        return TypedResults.NoContent();
    }

    private static async Task<NoContent> ChangePasswordAsync(string user_id, WireBody<UserRequest> body, HttpContext http, UserService users, CancellationToken ct)
    {
        var fields = body.Value.User ?? throw IamException.Invalid("user", "an object");
        await users.ChangeOwnPasswordAsync(http.Caller(), user_id, ToSecret(fields.OriginalPassword), ToSecret(fields.Password), http.Source(), ct);
        return TypedResults.NoContent();
    }

    private static async Task<Ok<LocksResponse>> LocksAsync(string user_id, HttpContext http, UserService users, CancellationToken ct) =>
        TypedResults.Ok(AdministrationMap.ToResponse(await users.LocksAsync(http.Caller(), user_id, ct), user_id));

    private static async Task<NoContent> UnlockAsync(string user_id, HttpContext http, UserService users, CancellationToken ct)
    {
        await users.UnlockAsync(http.Caller(), user_id, ct);
        return TypedResults.NoContent();
    }

    private static async Task<Ok<GroupsResponse>> GroupsAsync(string user_id, HttpContext http, UserService users, PublicAddress address, CancellationToken ct) =>
        TypedResults.Ok(AdministrationMap.ToResponse(await users.GroupsAsync(http.Caller(), user_id, ct), http, address.Of(http.Request)));

    private static async Task<Ok<ProjectsResponse>> ProjectsAsync(
        string user_id, HttpContext http, UserService users, ProjectChanges projects, PublicAddress address, CancellationToken ct)
    {
        var found = await projects.OfUserAsync(http.Caller(), await users.FindAsync(http.Caller(), user_id, ct), ct);
        var url = address.Of(http.Request);
        return TypedResults.Ok(new ProjectsResponse { Projects = [.. found.Select(p => IamMap.ToBody(p, url))], Links = AdministrationMap.ListLinks(http, url) });
    }

    private static UserResponse ToResponse(User user, string url) => new() { User = AdministrationMap.ToBody(user, url) };

    private static Secret? ToSecret(string? text) => text is null ? null : new Secret(text);

    private static UserChange ToChange(UserRequest request)
    {
        var fields = request.User ?? throw IamException.Invalid("user", "an object");
        return new UserChange
        {
            AccountId = fields.DomainId,
            Name = fields.Name,
            Password = ToSecret(fields.Password),
            Enabled = fields.Enabled,
            Description = fields.Description,
            Email = fields.Email,
            AreaCode = fields.AreaCode,
            Phone = fields.Phone ?? fields.Mobile,
            AccessMode = fields.AccessMode,
            PasswordToBeChanged = fields.PwdStatus,
        };
    }
}
