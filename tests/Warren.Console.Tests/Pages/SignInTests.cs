using System.Net;
using Microsoft.Playwright;
using Warren.WebConsole.Tests.Running;

namespace Warren.WebConsole.Tests.Pages;

/// <summary>Sessions: how they begin, what keeps them, how they end.</summary>
public sealed class SignInTests(ConsoleSite site)
{
    [Fact]
    public async Task A_wrong_password_is_refused_in_place_with_the_request_s_id_and_what_was_typed_stays()
    {
        await using var visit = await site.OpenAsync(signedIn: false);

        await visit.SignInAsync(site.Warren.Credentials, password: "Wrong-1234");

        await Assertions.Expect(visit.Page.Locator(".error")).ToContainTextAsync("Request ID");
        await Assertions.Expect(visit.Page.Locator("#user")).ToHaveValueAsync(site.Warren.Credentials.User);
        await Assertions.Expect(visit.Page.Locator("#password")).ToHaveValueAsync("");
    }

    [Fact]
    public async Task The_session_s_cookie_is_out_of_reach_of_scripts_other_sites_and_the_api()
    {
        await using var visit = await site.OpenAsync();

        var cookie = Assert.Single(await visit.Page.Context.CookiesAsync(), c => c.Name == "warren-session");

        Assert.True(cookie.HttpOnly);
        Assert.Equal(SameSiteAttribute.Strict, cookie.SameSite);
        Assert.Equal("/console", cookie.Path);
    }

    [Fact]
    public async Task Who_is_not_signed_in_comes_to_the_page_that_was_asked_for_afterwards()
    {
        await using var visit = await site.OpenAsync(signedIn: false);

        await visit.Page.GotoAsync("quotas");
        await visit.Page.Locator("#account").FillAsync(site.Warren.Credentials.Account);
        await visit.Page.Locator("#user").FillAsync(site.Warren.Credentials.User);
        await visit.Page.Locator("#password").FillAsync(site.Warren.Credentials.Password);
        await visit.Page.Keyboard.PressAsync("Enter");

        await Assertions.Expect(visit.Page.Locator("h1")).ToHaveTextAsync("Quotas");
    }

    [Fact]
    public async Task Signing_out_revokes_the_token_so_that_a_stolen_cookie_is_worth_nothing()
    {
        await using var visit = await site.OpenAsync(signedIn: false);
        await visit.SignInAsync(site.Warren.Credentials);
        var stolen = await visit.Page.Context.StorageStateAsync();

        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Sign out" }).ClickAsync();
        await Assertions.Expect(visit.Page.Locator(".notice")).ToContainTextAsync("signed out");
        await using var thief = await site.OpenAsync(signedIn: false, o => o.StorageState = stolen);
        await thief.Page.GotoAsync("instances");

        await Assertions.Expect(thief.Page.Locator(".notice")).ToContainTextAsync("The session has ended");
    }

    [Fact]
    public async Task A_form_of_another_site_signs_nobody_out()
    {
        var answer = await PostAsync("sign-out", []);

        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
    }

    [Fact]
    public async Task A_form_of_another_site_signs_nobody_in_even_with_the_right_password()
    {
        var known = site.Warren.Credentials;

        var answer = await PostAsync(
            "sign-in",
            new() { ["_handler"] = "sign-in", ["Form.Account"] = known.Account, ["Form.User"] = known.User, ["Form.Password"] = known.Password });

        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.DoesNotContain(answer.Cookies, c => c.StartsWith("warren-session", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Pages_say_what_browsers_may_do_with_them_and_lead_nowhere_else()
    {
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false }) { BaseAddress = site.Console };

        using var page = await http.GetAsync(new Uri("sign-in", UriKind.Relative));
        using var away = await http.GetAsync(new Uri("language/zh?back=//elsewhere.example/", UriKind.Relative));

        var policy = page.Headers.GetValues("Content-Security-Policy").Single();
        Assert.Contains("script-src 'self';", policy, StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
        Assert.Equal("/console/", away.Headers.Location?.OriginalString);
    }

    /// <summary>A form as another site has it: without the token that only our own pages carry.</summary>
    private async Task<(HttpStatusCode Status, IReadOnlyList<string> Cookies)> PostAsync(string path, Dictionary<string, string> fields)
    {
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false }) { BaseAddress = site.Console };
        using var form = new FormUrlEncodedContent(fields);
        using var answer = await http.PostAsync(new Uri(path, UriKind.Relative), form);
        return (answer.StatusCode, answer.Headers.TryGetValues("Set-Cookie", out var cookies) ? [.. cookies] : []);
    }
}
