using System.Diagnostics;
using Warren.Engine.Security;
using Warren.Server.Telemetry;

namespace Warren.Server.Http;

/// <summary>Gives each request an id of its own, in X-Request-Id of every answer and in every error body.</summary>
internal static class RequestId
{
    public const string Header = "X-Request-Id";

    private const string SpanTag = "warren.request_id";

    public static IApplicationBuilder UseRequestId(this IApplicationBuilder app)
    {
        var logger = app.ApplicationServices.GetRequiredService<ILoggerFactory>().CreateLogger("Warren.Server.Http");
        var scoped = LogSetup.IsJson(app.ApplicationServices.GetRequiredService<IConfiguration>());
        return app.Use(async (http, next) =>
        {
            http.TraceIdentifier = RandomText.Id();
            http.Response.Headers[Header] = http.TraceIdentifier;
            Activity.Current?.SetTag(SpanTag, http.TraceIdentifier);
            using (scoped ? logger.BeginScope(new Dictionary<string, object>(StringComparer.Ordinal) { ["RequestId"] = http.TraceIdentifier }) : null)
            {
                await next(http);
            }
        });
    }
}
