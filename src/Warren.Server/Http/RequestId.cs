using Warren.Engine.Security;

namespace Warren.Server.Http;

/// <summary>Gives each request an id of its own, in X-Request-Id of every answer and in every error body.</summary>
internal static class RequestId
{
    public const string Header = "X-Request-Id";

    public static IApplicationBuilder UseRequestId(this IApplicationBuilder app) => app.Use((http, next) =>
    {
        http.TraceIdentifier = RandomText.Id();
        http.Response.Headers[Header] = http.TraceIdentifier;
        return next(http);
    });
}
