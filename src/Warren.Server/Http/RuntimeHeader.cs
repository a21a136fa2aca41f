using Warren.Engine.Runtimes;

namespace Warren.Server.Http;

/// <summary>Says in every answer which runtime keeps the brokers, so that nobody takes fake ones for real.</summary>
internal static class RuntimeHeader
{
    public const string Header = "X-Warren-Runtime";

    public static IApplicationBuilder UseRuntimeHeader(this WebApplication app)
    {
        var name = app.Services.GetRequiredService<IBrokerRuntime>().Name;
        return app.Use((http, next) =>
        {
            http.Response.Headers[Header] = name;
            return next(http);
        });
    }
}
