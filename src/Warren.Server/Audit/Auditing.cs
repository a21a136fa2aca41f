using Microsoft.AspNetCore.Http.Metadata;
using Warren.Engine.Audit;
using Warren.Server.Http;
using Warren.Server.Iam;

namespace Warren.Server.Audit;

/// <summary>
/// Every call that changes something, and every refusal for lack of proof or permission, is recorded before its answer leaves. Calls whose account nobody
/// can know (no token, an unknown user's name in an unknown account) are in the log alone.
/// </summary>
internal static class Auditing
{
    public static IApplicationBuilder UseAudit(this IApplicationBuilder app) => app.Use((http, next) =>
    {
        if (http.GetEndpoint() is RouteEndpoint route && route.Metadata.GetMetadata<RouteAccess>() is { } access && http.Response.StatusCode != StatusCodes.Status405MethodNotAllowed)
        {
            if (!http.Request.IsSafe())
            {
                http.RequestServices.GetRequiredService<AuditTrail>().Begin(Describe(http, route, access));
            }

            http.Response.OnStarting(() => !http.Request.IsSafe() || http.Response.StatusCode is 401 or 403 ? CompleteAsync(http, route, access) : Task.CompletedTask);
        }

        return next(http);
    });

    /// <summary>On whose account the request is recorded: the proven caller's, or where nobody was proven, who was said to call; null: nobody is known.</summary>
    public static void AuditAs(this HttpContext http, AuditSubject? subject)
    {
        if (subject is not null)
        {
            http.RequestServices.GetRequiredService<AuditTrail>().By(subject);
        }
    }

    private static async Task CompleteAsync(HttpContext http, RouteEndpoint route, RouteAccess access)
    {
        var logger = http.RequestServices.GetRequiredService<ILoggerFactory>().CreateLogger("Warren.Server.Audit");
        var error = http.Features.Get<WrittenError>();
        try
        {
            var trail = http.RequestServices.GetRequiredService<AuditTrail>();
            if (http.Request.IsSafe())
            {
                trail.Begin(Describe(http, route, access));
            }

            // Not the request's own token: a caller who hangs up cannot keep a refusal out of the record.
            if (!await trail.CompleteAsync(http.Response.StatusCode, error?.Code, error?.Message, CancellationToken.None))
            {
                Log.RefusedUnknown(logger, http.TraceIdentifier, http.Request.Method, http.Request.Path, http.Source(), http.Response.StatusCode);
            }
        }
        catch (Exception e)
        {
            Log.RecordFailed(logger, http.TraceIdentifier, http.Request.Method, http.Request.Path, http.Source(), http.Response.StatusCode, e);
        }
    }

    private static AuditRequest Describe(HttpContext http, RouteEndpoint route, RouteAccess access) => new()
    {
        Action = access.Actions.Count > 0 ? access.Actions[0] : NameOf(route),
        Method = http.Request.Method,
        Path = http.Request.Path,
        ResourceId = http.Request.RouteValues.LastOrDefault(v => v.Key != "project_id" && v.Value is string).Value as string,
        ExpectedStatus = route.Metadata.OfType<IProducesResponseTypeMetadata>().FirstOrDefault(m => m.StatusCode < 300)?.StatusCode ?? StatusCodes.Status200OK,
        SourceIp = http.Source(),
        UserAgent = http.Request.Headers.UserAgent.ToString(),
        RequestId = http.TraceIdentifier,
    };

    /// <summary>A call that needs no permission: "iam:tokens:post" of POST /v3/auth/tokens.</summary>
    private static string NameOf(RouteEndpoint route)
    {
        var fixedParts = route.RoutePattern.PathSegments.Where(s => s.IsSimple).Select(s => s.Parts[0]).OfType<Microsoft.AspNetCore.Routing.Patterns.RoutePatternLiteralPart>();
        var method = route.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods[0] ?? "";
        return $"iam:{fixedParts.LastOrDefault()?.Content}:{Verb(method)}";
    }

    private static string Verb(string method) => method switch
    {
        "POST" => "create",
        "PUT" or "PATCH" => "update",
        "DELETE" => "delete",
        _ => "get",
    };
}
