using Warren.Engine.Errors;
using Warren.Engine.Iam.Access;
using Warren.Engine.Iam.Policies;
using Warren.Engine.Instances;
using Warren.Server.Http;

namespace Warren.Server.Iam;

/// <summary>Whether the proven caller may call a route: its actions against what the caller was granted.</summary>
internal static class Authorization
{
    private const string InstancePart = "instance_id";

    /// <summary>Before a route runs.</summary>
    /// <exception cref="WarrenException">ReadOnlyTenant or Forbidden.</exception>
    public static async Task AuthorizeAsync(HttpContext http, RouteAccess route)
    {
        if (route.Actions.Count == 0 || (route.OwnUser is { } part && http.IsOwn(http.GetRouteValue(part) as string)))
        {
            return;
        }

        var access = await http.AccessAsync();
        if (!route.DecidedByHandler)
        {
            await http.RequireAsync(route.Actions[0], http.GetRouteValue(InstancePart) as string);
        }
        else if (!route.Actions.Any(access.MightAllow))
        {
            throw access.Refusal(route.Actions[0]);
        }
    }

    /// <summary>Whether this is the caller itself, who then needs no grant; a session policy narrows that too.</summary>
    public static bool IsOwn(this HttpContext http, string? userId) => userId == http.Caller().UserId && http.Caller().SessionPolicy is null;

    /// <summary>What the caller may do; read once per request.</summary>
    public static async Task<CallerAccess> AccessAsync(this HttpContext http)
    {
        if (http.Features.Get<CallerAccess>() is not { } access)
        {
            access = await http.RequestServices.GetRequiredService<AuthorizationService>().OfAsync(http.Caller(), http.SourceAddress(), http.RequestAborted);
            http.Features.Set(access);
        }

        return access;
    }

    /// <summary>Requires an action on an instance, or on none in particular.</summary>
    /// <exception cref="WarrenException">ReadOnlyTenant or Forbidden.</exception>
    public static async Task RequireAsync(this HttpContext http, string action, string? instanceId = null)
    {
        var access = await http.AccessAsync();
        access.Require(action, Resource(action, instanceId), await EnterpriseProjectAsync(http, access, instanceId));
    }

    /// <summary>Requires an action on something new in an enterprise project.</summary>
    /// <exception cref="WarrenException">ReadOnlyTenant or Forbidden.</exception>
    public static async Task RequireInEnterpriseProjectAsync(this HttpContext http, string action, string enterpriseProjectId) =>
        (await http.AccessAsync()).Require(action, Resource(action, null), enterpriseProjectId);

    /// <summary>Whether an action is allowed on each of several instances.</summary>
    public static InstancePermission Permission(this HttpContext http, string action) => async (instanceId, _) =>
    {
        var access = await http.AccessAsync();
        return access.Decide(action, Resource(action, instanceId), await EnterpriseProjectAsync(http, access, instanceId)).Allowed;
    };

    /// <summary>The enterprise projects whose instances a list may show; null: all.</summary>
    /// <exception cref="WarrenException">ReadOnlyTenant or Forbidden: none at all.</exception>
    public static async Task<IReadOnlyList<string>?> EnterpriseProjectsAsync(this HttpContext http, string action) =>
        await http.RequestServices.GetRequiredService<AuthorizationService>().EnterpriseProjectsAsync(await http.AccessAsync(), action, http.RequestAborted);

    private static async Task<string?> EnterpriseProjectAsync(HttpContext http, CallerAccess access, string? instanceId) =>
        instanceId is null || !access.DependsOnEnterpriseProject
            ? null
            : await http.RequestServices.GetRequiredService<AuthorizationService>().EnterpriseProjectAsync(access.Caller, instanceId, http.RequestAborted);

    private static ResourceName Resource(string action, string? id) => action.Split(':') switch
    {
        ["dms", ..] => ResourceName.Instance(InstanceFinder.Id(id) ?? id),
        [var service, var type, ..] => new ResourceName(service.ToUpperInvariant(), type, id ?? ResourceName.Any),
        _ => throw new InvalidOperationException($"{action} is no action."),
    };
}
