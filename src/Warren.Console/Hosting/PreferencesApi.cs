using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Localization;
using Microsoft.AspNetCore.Routing;

namespace Warren.WebConsole.Hosting;

/// <summary>What a browser remembers of its user's taste: the language. (The theme is the browser's own affair, see console.js.)</summary>
internal static class PreferencesApi
{
    public const string LanguageCookie = "warren-language";

    private static readonly TimeSpan Life = TimeSpan.FromDays(365);

    public static void MapPreferences(this IEndpointRouteBuilder console) =>
        console.MapGet("/language/{language}", Choose).ExcludeFromDescription().Add(ConsoleRoute.Mark);

    /// <param name="language">One of <see cref="ConsoleSetup.Languages"/>; any other is left alone.</param>
    /// <param name="back">The page to go back to, below the console.</param>
    /// <param name="http">The request.</param>
    private static RedirectHttpResult Choose(string language, string? back, HttpContext http)
    {
        if (ConsoleSetup.Languages.Contains(language))
        {
            var value = CookieRequestCultureProvider.MakeCookieValue(new RequestCulture(language));
            http.Response.Cookies.Append(LanguageCookie, value, new CookieOptions
            {
                Path = ConsoleSetup.Root,
                MaxAge = Life,
                HttpOnly = true,
                SameSite = SameSiteMode.Strict,
                Secure = http.Request.IsHttps,
                IsEssential = true,
            });
        }

        return TypedResults.LocalRedirect(LocalPath.Of(back));
    }
}
