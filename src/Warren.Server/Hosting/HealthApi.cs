using Microsoft.AspNetCore.Http.HttpResults;
using Warren.Engine.Store;
using Warren.Server.Iam;

namespace Warren.Server.Hosting;

/// <summary>/healthz: the process answers. /readyz: it can serve, its store included.</summary>
internal static class HealthApi
{
    public static void MapHealth(this IEndpointRouteBuilder app)
    {
        app.MapGet("/healthz", () => TypedResults.Text("ok\n")).AllowsAnyone();
        app.MapGet("/readyz", ReadyAsync).AllowsAnyone();
    }

    private static async Task<ContentHttpResult> ReadyAsync(StoreReadiness store, CancellationToken ct) => await store.AnswersAsync(ct)
        ? TypedResults.Text("ready\n")
        : TypedResults.Text("the store does not answer\n", statusCode: StatusCodes.Status503ServiceUnavailable);
}
