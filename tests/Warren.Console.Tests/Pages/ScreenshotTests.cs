using Microsoft.Playwright;
using Warren.Server.Tests.Documents;
using Warren.WebConsole.Tests.Running;

namespace Warren.WebConsole.Tests.Pages;

/// <summary>The pictures of the README; with WARREN_WRITE_DOCS=1 they are taken anew, since pixels differ from machine to machine.</summary>
public sealed class ScreenshotTests(ConsoleSite site)
{
    private static readonly string Folder = Path.Combine(CommittedFile.Root, "docs", "images");

    private static readonly (string Name, string Path, ColorScheme Scheme, int Width, int Height, string Locale)[] Pictures =
    [
        ("instances", "instances?search=shop-", ColorScheme.Light, 1360, 560, "en-GB"),
        ("instance", "instances/{id}", ColorScheme.Light, 1360, 900, "en-GB"),
        ("order", "order", ColorScheme.Light, 1360, 1000, "en-GB"),
        ("overview-dark", "", ColorScheme.Dark, 1360, 620, "en-GB"),
        ("phone", "instances/{id}", ColorScheme.Light, 390, 844, "zh-CN"),
    ];

    [Fact]
    public async Task Pictures_of_the_main_pages_are_in_the_repository()
    {
        if (Environment.GetEnvironmentVariable(CommittedFile.Variable) == "1")
        {
            await TakeAsync();
        }

        Assert.All(Pictures, p => Assert.True(File.Exists(Path.Combine(Folder, p.Name + ".png")), $"{p.Name}.png is missing: run this test with {CommittedFile.Variable}=1."));
    }

    private async Task TakeAsync()
    {
        Directory.CreateDirectory(Folder);
        foreach (var name in (string[])["shop-orders", "shop-payments", "shop-search", "shop-mail"])
        {
            await Orders.RunningAsync(site, name);
        }

        var id = await Orders.RunningAsync(site, "shop-orders");
        foreach (var (name, path, scheme, width, height, locale) in Pictures)
        {
            await using var visit = await site.OpenAsync(change: o => (o.ColorScheme, o.ViewportSize, o.Locale) = (scheme, new ViewportSize { Width = width, Height = height }, locale));
            await visit.ShowAsync(path.Replace("{id}", id, StringComparison.Ordinal));
            await visit.Page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(Folder, name + ".png") });
        }
    }
}
