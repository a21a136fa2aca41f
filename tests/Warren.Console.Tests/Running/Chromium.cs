using Microsoft.Playwright;

namespace Warren.WebConsole.Tests.Running;

/// <summary>The system's Chromium; Playwright's own download is not used.</summary>
internal sealed class Chromium : IAsyncDisposable
{
    private const string Program = "/usr/bin/chromium";

    private IPlaywright? playwright;
    private IBrowser? browser;

    public async Task StartAsync()
    {
        Assert.True(File.Exists(Program), $"These tests need Debian's package chromium: there is no {Program}.");
        playwright = await Playwright.CreateAsync();
        browser = await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = Program,
            Args = ["--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu"], // root has no sandbox
        });
    }

    public Task<IBrowserContext> NewContextAsync(BrowserNewContextOptions options) => browser!.NewContextAsync(options);

    public async ValueTask DisposeAsync()
    {
        if (browser is not null)
        {
            await browser.DisposeAsync();
        }

        playwright?.Dispose();
    }
}
