using Microsoft.Playwright;
using Warren.Live.Tests.Running;

[assembly: AssemblyFixture(typeof(Warren.WebConsole.Tests.Running.ConsoleSite))]

namespace Warren.WebConsole.Tests.Running;

/// <summary>One Warren with fake brokers and one browser for all tests, and a session in it that was begun by the form.</summary>
public sealed class ConsoleSite : IAsyncLifetime
{
    private readonly WarrenProcess warren = new();
    private string session = "";

    internal Chromium Browser { get; } = new();

    internal WarrenProcess Warren => warren;

    internal Uri Console => new(warren.Credentials.Url + "/console/");

    public async ValueTask InitializeAsync()
    {
        foreach (var limit in (string[])["RequestsPerSecondPerAddress", "RequestsPerSecondPerAccount", "SignInsPerMinutePerAddress"])
        {
            warren.Environment["WARREN_Limits__" + limit] = "0"; // tests are faster than people
        }

        await warren.StartAsync(null, "--fake-brokers");
        await Browser.StartAsync();
        await using var visit = await OpenAsync(signedIn: false);
        await visit.SignInAsync(warren.Credentials);
        session = await visit.Page.Context.StorageStateAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await Browser.DisposeAsync();
        await warren.DisposeAsync();
    }

    /// <summary>A browser window of its own, with its own cookies.</summary>
    internal async Task<Visit> OpenAsync(bool signedIn = true, Action<BrowserNewContextOptions>? change = null)
    {
        var options = new BrowserNewContextOptions { BaseURL = Console.ToString(), Locale = "en-GB", ViewportSize = new ViewportSize { Width = 1360, Height = 850 } };
        if (signedIn)
        {
            options.StorageState = session;
        }

        change?.Invoke(options);
        return await Visit.BeginAsync(Browser, options, Console);
    }
}
