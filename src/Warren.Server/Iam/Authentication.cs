using Microsoft.AspNetCore.Http.Features;
using Warren.Engine.Audit;
using Warren.Engine.Errors;
using Warren.Engine.Iam;
using Warren.Engine.Iam.Keystone;
using Warren.Engine.Store;
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
                if (RateLimits.TryRefuseAccount(http, out var refusal))
                {
                    await refusal;
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

    /// <summary>The store's when the request came, or a little later; null: it cannot be told.</summary>
    public static long? StoreVersion(this HttpContext http) => http.Features.Get<SeenStore>()?.Version;

    private static bool IsRoute(Endpoint endpoint) => endpoint is RouteEndpoint;

    private static async Task AuthenticateAsync(HttpContext http)
    {
        var version = await http.RequestServices.GetRequiredService<StoreVersion>().ReadAsync();
        http.Features.Set(new SeenStore(version));
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
            return services.GetRequiredService<RememberedCallers>().TryToken(token, http.StoreVersion(), out var known)
                ? known
                : await services.GetRequiredService<TokenCheck>().CheckAsync(token, http.StoreVersion(), http.RequestAborted);
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

    private sealed record SeenStore(long? Version);
}
