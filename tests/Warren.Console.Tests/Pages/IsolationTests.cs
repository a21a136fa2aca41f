using System.Net;
using Microsoft.Playwright;
using Warren.WebConsole.Tests.Running;

namespace Warren.WebConsole.Tests.Pages;

/// <summary>The console shows nobody more than the API: who is not signed in is shown nothing, and a user without grants nothing of an instance.</summary>
public sealed class IsolationTests(ConsoleSite site)
{
    private const string Name = "not-for-everybody";

    [Fact]
    public async Task Whoever_is_not_signed_in_is_led_to_the_sign_in_from_every_page_and_file()
    {
        var id = await Orders.RunningAsync(site, Name);
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false }) { BaseAddress = site.Console };

        foreach (var path in (IEnumerable<string>)[.. ConsolePages.All.Select(p => p.Path), .. PathsOf(id)])
        {
            using var answer = await http.GetAsync(new Uri(path, UriKind.Relative));
            Assert.True(answer.StatusCode == HttpStatusCode.Redirect, $"{path} answers {answer.StatusCode}");
            Assert.Contains("/console/sign-in", answer.Headers.Location!.ToString(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_user_without_grants_is_shown_nothing_of_an_instance()
    {
        var id = await Orders.RunningAsync(site, Name);
        var (status, text) = await site.Warren.Api.SendAsync("POST", "/v3.0/OS-USER/users", """{"user":{"name":"without-grants","password":"Secret-00"}}""");
        Assert.True(status == 201, text);
        await using var visit = await site.OpenAsync(signedIn: false);
        await visit.SignInAsync(site.Warren.Credentials with { User = "without-grants", Password = "Secret-00" });

        foreach (var path in (IEnumerable<string>)["instances", $"instances/{id}"])
        {
            await visit.GoAsync(path);
            await Assertions.Expect(visit.Page.Locator(".error").First).ToBeVisibleAsync();
            Assert.DoesNotContain(Name, await visit.Page.ContentAsync(), StringComparison.Ordinal);
        }

        foreach (var file in PathsOf(id))
        {
            var answer = await visit.Page.APIRequest.GetAsync(new Uri(site.Console, file).ToString());
            Assert.DoesNotContain(Name, await answer.TextAsync(), StringComparison.Ordinal);
            Assert.True(file.EndsWith(id, StringComparison.Ordinal) || answer.Status == 403, $"{file} answers {answer.Status}");
        }
    }

    private static string[] PathsOf(string id) => [$"instances/{id}", $"instances/{id}/ca.crt", $"instances/{id}/definitions.json"];
}
