using System.Net;
using Warren.WebConsole.Tests.Running;

namespace Warren.WebConsole.Tests.Pages;

/// <summary>The console shows nobody more than the API: who is not signed in is shown nothing.</summary>
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

    private static string[] PathsOf(string id) => [$"instances/{id}", $"instances/{id}/ca.crt", $"instances/{id}/definitions.json"];
}
