using Microsoft.Playwright;
using Warren.Live.Tests.Running;
using Warren.WebConsole.Tests.Running;

namespace Warren.WebConsole.Tests.Pages;

/// <summary>A page that was open while Warren died and came back.</summary>
public sealed class LostConnectionTests(ConsoleSite site) : LiveTest
{
    [Fact]
    public async Task A_page_says_that_the_connection_is_lost_and_goes_on_after_a_restart_without_signing_in_again()
    {
        var warren = NewWarren();
        await warren.StartAsync(null, "--fake-brokers");
        var console = new Uri(warren.Credentials.Url + "/console/");
        await using var visit = await Visit.BeginAsync(site.Browser, new BrowserNewContextOptions { BaseURL = console.ToString(), Locale = "en-GB" }, console);
        visit.MayLoseConnection = true;
        await visit.SignInAsync(warren.Credentials);
        await visit.ShowAsync("quotas");

        await warren.KillAsync();
        await Assertions.Expect(visit.Page.GetByText("The connection is lost")).ToBeVisibleAsync();
        warren.Urls = warren.Credentials.Url;
        await warren.StartAsync(null, "--fake-brokers");

        await Assertions.Expect(visit.Page.GetByText("The connection is lost")).ToBeHiddenAsync();
        await Assertions.Expect(visit.Page.Locator("h1")).ToHaveTextAsync("Quotas");
        await Assertions.Expect(visit.Page.Locator("table.rows tbody tr").First).ToBeVisibleAsync();
    }
}
