using System.Globalization;
using System.Security.Claims;
using Microsoft.AspNetCore.Components.Authorization;

namespace Warren.WebConsole.Session;

/// <summary>Who uses this page or file, read out of the session's cookie.</summary>
internal sealed class SignedInUser(AuthenticationStateProvider authentication)
{
    private ClaimsPrincipal? user;

    public string Token => Claim(SessionCookie.Token);

    public string AccountId => Claim(SessionCookie.AccountId);

    public string AccountName => Claim(SessionCookie.AccountName);

    public string UserId => Claim(SessionCookie.UserId);

    public string Name => Claim(ClaimTypes.Name);

    public string ProjectId => Claim(SessionCookie.ProjectId);

    public string ProjectName => Claim(SessionCookie.ProjectName);

    public DateTimeOffset ExpiresAt => DateTimeOffset.Parse(Claim(SessionCookie.ExpiresAt), CultureInfo.InvariantCulture);

    /// <summary>The address that the browser calls from, set by the root component; the API records it.</summary>
    public string? Source { get; set; }

    /// <summary>Of a page, whose circuit knows it.</summary>
    public async Task LoadAsync() => user ??= (await authentication.GetAuthenticationStateAsync()).User;

    /// <summary>Of a request without a page: there the framework's provider knows nobody, and throws.</summary>
    public void Load(ClaimsPrincipal caller) => user = caller;

    private string Claim(string type) => user?.FindFirst(type)?.Value ?? "";
}
