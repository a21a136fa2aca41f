using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Warren.Contract.Client;
using Warren.WebConsole.Hosting;

namespace Warren.WebConsole.Session;

/// <summary>Ends the session: the token is revoked, and the cookie taken back.</summary>
internal static class SignOutApi
{
    public static void MapSignOut(this IEndpointRouteBuilder console)
    {
        console.MapPost("/sign-out", SignOutAsync).ExcludeFromDescription().Add(ConsoleRoute.Mark);
        console.MapGet("/session-ended", EndedAsync).ExcludeFromDescription().Add(ConsoleRoute.Mark);
    }

    private static async Task<Results<RedirectHttpResult, BadRequest>> SignOutAsync([FromForm] string? reason, HttpContext http, IAntiforgery antiforgery, IHttpClientFactory clients, CancellationToken ct)
    {
        _ = reason; // a form parameter makes the framework check the form's token
        if (!await antiforgery.IsRequestValidAsync(http))
        {
            return TypedResults.BadRequest();
        }

        if (http.User.FindFirst(SessionCookie.Token)?.Value is { } token)
        {
            await RevokeAsync(token, clients, CallerAddress.Of(http), ct);
        }

        await http.SignOutAsync();
        return TypedResults.LocalRedirect($"{ConsoleSetup.Root}/sign-in?why=signed-out");
    }

    /// <summary>Where a page leads whose token the API no longer takes.</summary>
    private static async Task<RedirectHttpResult> EndedAsync(string? back, HttpContext http)
    {
        await http.SignOutAsync();
        return TypedResults.LocalRedirect($"{ConsoleSetup.Root}/sign-in?why=ended&back={Uri.EscapeDataString(back ?? "")}");
    }

    private static async Task RevokeAsync(string token, IHttpClientFactory clients, string? source, CancellationToken ct)
    {
        using var http = Api.Create(clients, source);
        try
        {
            await new ApiConnection(http) { Token = token }.SignOutAsync(ct);
        }
        catch (ApiException)
        {
            // it had ended before
        }
    }
}
