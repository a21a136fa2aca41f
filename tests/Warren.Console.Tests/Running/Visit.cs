using Microsoft.Playwright;
using Warren.Live.Tests.Running;

namespace Warren.WebConsole.Tests.Running;

/// <summary>A window of the browser on the console. At its end it fails when a script failed in it or when anything was asked of another host.</summary>
internal sealed class Visit : IAsyncDisposable
{
    private static readonly float Patience = (float)TimeSpan.FromSeconds(30).TotalMilliseconds;

    private readonly List<string> faults = [];
    private readonly IBrowserContext context;

    private Visit(IBrowserContext context, IPage page, Uri console)
    {
        this.context = context;
        Page = page;
        page.PageError += (_, error) => Keep($"script: {error}");
        page.Console += (_, message) =>
        {
            // What the server answers on purpose (a refused sign-in) is no fault of the page.
            if (message.Type == "error" && !message.Text.StartsWith("Failed to load resource", StringComparison.Ordinal))
            {
                Keep($"console: {message.Text}");
            }
        };
        page.Request += (_, request) =>
        {
            if (new Uri(request.Url) is { Scheme: "http" or "https" } asked && asked.Authority != console.Authority)
            {
                Keep($"asked another host: {request.Url}");
            }
        };
    }

    public IPage Page { get; }

    /// <summary>Whether the connection is meant to be lost, which the page reports.</summary>
    public bool MayLoseConnection { get; set; }

    public static async Task<Visit> BeginAsync(Chromium browser, BrowserNewContextOptions options, Uri console)
    {
        var window = await browser.NewContextAsync(options);
        window.SetDefaultTimeout(Patience);
        Assertions.SetDefaultExpectTimeout(Patience);
        return new Visit(window, await window.NewPageAsync(), console);
    }

    /// <summary>Opens a page of the console, relative to its root, and waits for its heading.</summary>
    public async Task GoAsync(string path)
    {
        await Page.GotoAsync(path);
        await Assertions.Expect(Page.Locator("h1")).ToBeVisibleAsync();
    }

    /// <param name="credentials">Whose.</param>
    /// <param name="password">Another one than that, which has to be wrong.</param>
    /// <param name="project">Name of the project; without it the console takes the first one that the user may use, or none.</param>
    public async Task SignInAsync(Credentials credentials, string? password = null, string? project = null)
    {
        await GoAsync("sign-in");
        await Page.Locator("#account").FillAsync(credentials.Account);
        await Page.Locator("#user").FillAsync(credentials.User);
        await Page.Locator("#password").FillAsync(password ?? credentials.Password);
        await Page.Locator("#project").FillAsync(project ?? "");
        await Page.Locator("button.primary").ClickAsync();
        if (password is null)
        {
            await Assertions.Expect(Page.Locator("nav.side")).ToBeAttachedAsync();
        }
    }

    /// <summary>What the API refused is not shown on this page.</summary>
    public Task SeesNoErrorAsync() => Assertions.Expect(Page.Locator(".error")).ToHaveCountAsync(0);

    public async ValueTask DisposeAsync()
    {
        await context.DisposeAsync();
        lock (faults)
        {
            Assert.True(faults.Count == 0 || MayLoseConnection, string.Join('\n', faults));
        }
    }

    private void Keep(string fault)
    {
        lock (faults)
        {
            faults.Add(fault);
        }
    }
}
