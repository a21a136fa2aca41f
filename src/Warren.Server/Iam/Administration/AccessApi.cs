using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using Warren.Contract.Iam;
using Warren.Engine.Iam;
using Warren.Engine.Iam.Access;
using Warren.Engine.Iam.Policies;
using Warren.Engine.Iam.Roles;
using Warren.Server.Http;

namespace Warren.Server.Iam.Administration;

/// <summary>Who may do what, on which instance, and by which statement. Anyone may ask about itself.</summary>
internal static class AccessApi
{
    public const string Action = "iam:permissions:listAccess";

    public static void MapAccess(this IEndpointRouteBuilder app) =>
        app.MapGet("/v3.0/OS-PERMISSION/access", ExplainAsync).RequiresAuthentication()
            .WithQuery("user_id", "one user; default: every user of the account")
            .WithQuery("action", "one action, such as dms:instance:delete; default: every action that a route asks for")
            .WithQuery("project_id", "where; default: the project of the token")
            .WithQuery("instance_id", "on which instance; default: on none in particular");

    private static async Task<Ok<AccessResponse>> ExplainAsync(
        string? user_id, string? action, string? project_id, string? instance_id, HttpContext http, ExplainService access, KnownActions known, CancellationToken ct)
    {
        var userId = Given(user_id);
        if (!http.IsOwn(userId))
        {
            await http.RequireAsync(Action);
        }

        if (userId is null && Given(action) is null)
        {
            throw IamException.Invalid("user_id", "given when action is not: every action of every user is too much for one answer");
        }

        if (Given(action) is { } wanted && wanted.Split(':') is not [{ Length: > 0 }, { Length: > 0 }, { Length: > 0 }])
        {
            throw IamException.Invalid("action", "service:type:operation, such as dms:instance:delete");
        }

        var found = await access.ExplainAsync(
            http.Caller(), userId, Given(action) is { } one ? [one] : known.All, Given(project_id), Given(instance_id), http.SourceAddress(), ct);
        return TypedResults.Ok(new AccessResponse { Access = [.. found.Select(ToBody)] });
    }

    private static string? Given(string? text) => string.IsNullOrEmpty(text) ? null : text;

    private static AccessBody ToBody(Explanation e) => new()
    {
        UserId = e.User.Id,
        UserName = e.User.Name,
        Action = e.Action,
        Allowed = e.Verdict == Verdict.Allowed && e.User.Enabled,
        Verdict = e.Verdict switch { Verdict.Allowed => "allowed", Verdict.Denied => "denied", _ => "not_allowed" },
        Reason = Reason(e),
        Role = e.Role is { } role ? new IdAndName { Id = role.Id, Name = role.DisplayName } : null,
        StatementNumber = e.Role is null ? null : e.Statement + 1,
        Statement = e.Role is null ? null : JsonElement.Parse(e.Role.Json).GetProperty("Statement")[e.Statement],
        Grants =
        [
            .. e.Grants.Select(g => new AccessGrant
            {
                Group = g.Grant.GroupId is { } id ? new IdAndName { Id = id, Name = g.GroupName ?? "" } : null,
                Scope = g.Grant.Scope switch
                {
                    GrantScope.Account => "domain",
                    GrantScope.Project => "project",
                    GrantScope.AllProjects => "all_projects",
                    _ => "enterprise_project",
                },
                ScopeId = g.Grant.ScopeId,
            }),
        ],
    };

    private static string Reason(Explanation e) => e switch
    {
        { User.Enabled: false } => "The user is disabled.",
        { User.IsAccountOwner: true } => "The account's own user may do everything in it.",
        { Role: null } => "No statement of any role or policy granted to the user or its groups, good here, allows it.",
        { Verdict: Verdict.Denied } => $"Statement {e.Statement + 1} of \"{e.Role.DisplayName}\" denies it, and a denial wins.",
        _ => $"Statement {e.Statement + 1} of \"{e.Role.DisplayName}\" allows it.",
    };
}

/// <summary>Every action that a route asks for, by name.</summary>
internal sealed class KnownActions(EndpointDataSource endpoints)
{
    public IReadOnlyList<string> All => field ??=
    [
        .. endpoints.Endpoints.Select(e => e.Metadata.GetMetadata<RouteAccess>()).OfType<RouteAccess>().SelectMany(a => a.Actions).Append(AccessApi.Action)
            .Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal),
    ];
}
