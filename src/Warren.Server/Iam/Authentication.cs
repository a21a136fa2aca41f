using Microsoft.AspNetCore.Http.Features;
using Warren.Engine.Audit;
using Warren.Engine.Errors;
using Warren.Engine.Iam;
using Warren.Engine.Iam.Keystone;
using Warren.Server.Audit;
using Warren.Server.Http;

namespace Warren.Server.Iam;

/// <summary>
/// Proves who calls, before a route runs: by the token in X-Auth-Token or by a signature, and the path's project against it; then asks whether that
/// caller may (see <see cref="Authorization"/>).
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
                using var lease = http.RequestServices.GetRequiredService<AccountLimiter>().Take(http.Caller().AccountId);
                if (!lease.IsAcquired)
                {
                    await RateLimits.RefuseAsync(http, lease);
                    return;
                }

                await RememberedAnswers.AnswerAsync(http, async () =>
                {
                    await Authorization.AuthorizeAsync(http, access);
                    await next(http);
                });
                return;
            }
        }

        await next(http);
    });

    /// <summary>The caller that was proven for this request.</summary>
    public static Caller Caller(this HttpContext http) => http.Features.GetRequiredFeature<ProvenCaller>().Caller;

    private static bool IsRoute(Endpoint endpoint) => endpoint is RouteEndpoint;

    private static async Task AuthenticateAsync(HttpContext http)
    {
        var caller = await ProveAsync(http);
        http.AuditAs(AuditSubject.Of(caller));
        if (http.GetRouteValue("project_id") is string projectId && projectId != caller.ProjectId)
        {
            throw new WarrenException(IsProjectId(projectId) ? DmsErrors.ProjectMismatch : DmsErrors.ProjectIdMalformed);
        }

        http.Features.Set(new ProvenCaller(caller));
    }

    private static async Task<Caller> ProveAsync(HttpContext http)
    {
        var services = http.RequestServices;
        if (http.Request.Headers[TokenHeader].ToString() is { Length: > 0 } token)
        {
            return await services.GetRequiredService<TokenCheck>().CheckAsync(token, http.RequestAborted);
        }

        if (!SignatureAuthentication.IsSigned(http.Request))
        {
            throw new WarrenException(DmsErrors.TokenMissing);
        }

        if (http.GetRouteValue("project_id") is string projectId && !IsProjectId(projectId))
        {
            throw new WarrenException(DmsErrors.ProjectIdMalformed);
        }

        return await SignatureAuthentication.AuthenticateAsync(http);
    }

    private static bool IsProjectId(string text) => text.Length == ProjectIdLength && text.All(char.IsAsciiHexDigit);

    private sealed record ProvenCaller(Caller Caller);
}
