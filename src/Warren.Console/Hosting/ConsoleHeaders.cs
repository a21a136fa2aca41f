using Microsoft.AspNetCore.Builder;

namespace Warren.WebConsole.Hosting;

/// <summary>What a browser may do with the console's pages: nothing from or for anybody else.</summary>
internal static class ConsoleHeaders
{
    /// <summary>Styles inside a page are allowed because MudBlazor positions and colours by them; scripts inside a page are not.</summary>
    private const string ContentSecurity =
        "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; connect-src 'self'; object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'";

    public static void UseConsoleHeaders(this IApplicationBuilder console) => console.Use((http, next) =>
    {
        var headers = http.Response.Headers;
        headers.ContentSecurityPolicy = ContentSecurity;
        headers.XFrameOptions = "DENY";
        headers["Referrer-Policy"] = "same-origin";
        headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=(), payment=(), usb=()";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        return next(http);
    });
}
