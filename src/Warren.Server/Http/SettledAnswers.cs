using Warren.Engine.Store;

namespace Warren.Server.Http;

/// <summary>The answer to a request that may have changed something leaves when whoever asks any copy of Warren for it is told so.</summary>
internal static class SettledAnswers
{
    /// <summary>Comes before all that commits while an answer starts.</summary>
    public static IApplicationBuilder UseSettledAnswers(this WebApplication app)
    {
        var version = app.Services.GetRequiredService<StoreVersion>();
        return app.Use((http, next) =>
        {
            if (!http.Request.IsSafe())
            {
                http.Response.OnStarting(version.SettledAsync); // those that are registered later run before
            }

            return next(http);
        });
    }
}
