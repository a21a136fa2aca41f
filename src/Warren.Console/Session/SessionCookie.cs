using System.Globalization;
using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Http;
using Warren.Contract.Client;
using Warren.Contract.Iam;
using Warren.WebConsole.Hosting;

namespace Warren.WebConsole.Session;

/// <summary>
/// The session: a token of the API and what it says, in a cookie that only this program can read (Data Protection), no script can see (HttpOnly), no other
/// site can send (SameSite=Strict), and that lives as long as the token.
/// </summary>
internal static class SessionCookie
{
    public const string Token = "token";
    public const string AccountId = "account-id";
    public const string AccountName = "account-name";
    public const string UserId = "user-id";
    public const string ProjectId = "project-id";
    public const string ProjectName = "project-name";
    public const string ExpiresAt = "expires-at";

    public static void Configure(CookieAuthenticationOptions cookie)
    {
        cookie.Cookie.Name = "warren-session";
        cookie.Cookie.Path = ConsoleSetup.Root;
        cookie.Cookie.HttpOnly = true;
        cookie.Cookie.SameSite = SameSiteMode.Strict;
        cookie.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        cookie.SlidingExpiration = false; // a token's life is not prolonged
        cookie.LoginPath = "/sign-in";
        cookie.AccessDeniedPath = "/sign-in";
        cookie.ReturnUrlParameter = "back";
    }

    /// <summary>Begins the session of a token that was just issued.</summary>
    public static Task WriteAsync(HttpContext http, ApiConnection connection, TokenBody token)
    {
        var expires = DateTimeOffset.Parse(token.ExpiresAt, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
        var claims = new List<Claim>
        {
            new(ClaimTypes.Name, token.User.Name),
            new(Token, connection.Token!),
            new(AccountId, token.User.Domain.Id),
            new(AccountName, token.User.Domain.Name),
            new(UserId, token.User.Id),
            new(ProjectId, token.Project?.Id ?? ""),
            new(ProjectName, token.Project?.Name ?? ""),
            new(ExpiresAt, expires.ToString("O", CultureInfo.InvariantCulture)),
        };
        var identity = new ClaimsIdentity(claims, CookieAuthenticationDefaults.AuthenticationScheme);
        return http.SignInAsync(new ClaimsPrincipal(identity), new AuthenticationProperties { ExpiresUtc = expires, IsPersistent = false, AllowRefresh = false });
    }
}
