using Microsoft.AspNetCore.Http.Features;
using Warren.Engine.Errors;
using Warren.Engine.Iam;

namespace Warren.Server.Iam;

/// <summary>
/// Proves who calls, before a route runs: the token in X-Auth-Token, and the path's project against it.
/// A route that declares no access is refused, so that forgetting it cannot open it.
/// </summary>
internal static class Authentication
{
    public const string TokenHeader = "X-Auth-Token";

    private const int ProjectIdLength = 32;

    public static IApplicationBuilder UseWarrenAuthentication(this IApplicationBuilder app) => app.Use(async (http, next) =>
    {
        if (http.GetEndpoint() is { } endpoint && http.Response.StatusCode != StatusCodes.Status405MethodNotAllowed && IsRoute(endpoint))
        {
            var access = endpoint.Metadata.GetMetadata<RouteAccess>() ?? throw new InvalidOperationException($"{endpoint.DisplayName} declares no access.");
            if (!access.Anonymous)
            {
                await AuthenticateAsync(http);
            }
        }

        await next(http);
    });

    /// <summary>The caller that was proven for this request.</summary>
    public static Caller Caller(this HttpContext http) => http.Features.GetRequiredFeature<ProvenCaller>().Caller;

    private static bool IsRoute(Endpoint endpoint) => endpoint is RouteEndpoint;

    private static async Task AuthenticateAsync(HttpContext http)
    {
        var token = http.Request.Headers[TokenHeader].ToString();
        if (token.Length == 0)
        {
            throw new WarrenException(DmsErrors.TokenMissing);
        }

        var caller = await http.RequestServices.GetRequiredService<TokenService>().CheckAsync(token, http.RequestAborted);
        if (http.GetRouteValue("project_id") is string projectId)
        {
            CheckProject(projectId, caller);
        }

        http.Features.Set(new ProvenCaller(caller));
    }

    private static void CheckProject(string projectId, Caller caller)
    {
        if (projectId.Length != ProjectIdLength || !projectId.All(char.IsAsciiHexDigit))
        {
            throw new WarrenException(DmsErrors.ProjectIdMalformed);
        }

        if (projectId != caller.ProjectId)
        {
            throw new WarrenException(DmsErrors.ProjectMismatch);
        }
    }

    private sealed record ProvenCaller(Caller Caller);
}
