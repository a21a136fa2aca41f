using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using Warren.WebConsole.Tests.Running;

namespace Warren.WebConsole.Tests.Pages;

/// <summary>axe on every page, in both themes and on a phone: nothing serious.</summary>
public sealed class AccessibilityTests(ConsoleSite site)
{
    /// <summary>Only what is wrong is worked out in full, which is much less.</summary>
    private static readonly AxeRunOptions Violations = new() { ResultTypes = [ResultType.Violations] };

    private static readonly string[] Serious = ["serious", "critical"];

    [Theory]
    [InlineData(ColorScheme.Light, 1360)]
    [InlineData(ColorScheme.Dark, 390)]
    public async Task No_page_has_a_serious_fault(ColorScheme scheme, int width)
    {
        await using var visit = await site.OpenAsync(change: o => (o.ColorScheme, o.ViewportSize) = (scheme, new ViewportSize { Width = width, Height = 900 }));
        var instance = await Orders.RunningAsync(site, $"axe-{width}");
        var faults = new List<string>();
        foreach (var path in ConsolePages.All.Select(p => p.Path).Concat(InstanceTabs(instance)))
        {
            await visit.ShowAsync(path);
            faults.AddRange(await FaultsAsync(visit.Page, path));
            var overflow = await visit.Page.EvaluateAsync<int>("document.documentElement.scrollWidth - innerWidth");
            if (overflow > 0)
            {
                faults.Add($"{path}: wider than the window by {overflow} px");
            }
        }

        Assert.True(faults.Count == 0, string.Join('\n', faults));
    }

    [Fact]
    public async Task Nor_has_the_sign_in_or_a_dialog()
    {
        await using var stranger = await site.OpenAsync(signedIn: false);
        await stranger.GoAsync("sign-in");
        var faults = await FaultsAsync(stranger.Page, "sign-in");
        await using var visit = await site.OpenAsync();
        await visit.ShowAsync("networks");
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "New VPC" }).ClickAsync();
        await Assertions.Expect(visit.Page.Locator("#vpc-name")).ToBeVisibleAsync();

        Assert.Empty(faults.Concat(await FaultsAsync(visit.Page, "dialog")));
    }

    private static IEnumerable<string> InstanceTabs(string instance) =>
        new[] { "overview", "monitoring", "tasks", "broker", "plugins", "definitions", "group", "tags", "audit", "settings" }.Select(tab => $"instances/{instance}?tab={tab}");

    internal static async Task<IReadOnlyList<string>> FaultsAsync(IPage page, string path)
    {
        AxeResult result = await page.RunAxe(Violations);
        return
        [
            .. result.Violations.Where(v => Serious.Contains(v.Impact)).Select(v =>
                $"{path}: {v.Id} ({v.Help}): {string.Join(" | ", v.Nodes.Take(3).Select(n => n.Html + " " + string.Join(' ', n.Any.Select(a => a.Message))))}"),
        ];
    }
}
