using Microsoft.Playwright;

namespace Warren.WebConsole.Tests.Running;

/// <summary>Every page, and what shows that its data has come.</summary>
internal static class ConsolePages
{
    public static readonly IReadOnlyList<(string Path, string Loaded)> All =
    [
        ("", ".tiles .tile"),
        ("instances", "table.rows tbody tr, .card.empty"),
        ("recycle-bin", "#uses-bin"),
        ("order", "#subnet option"),
        ("networks", ".card dl.facts"),
        ("users", "table.rows tbody tr"),
        ("groups", "form.inline"),
        ("policies", "table.rows tbody tr"),
        ("access", "table.rows tbody tr"),
        ("enterprise-projects", "table.rows tbody tr"),
        ("quotas", "table.rows tbody tr"),
        ("audit", "table.rows tbody tr"),
        ("credentials", "table.rows tbody tr"),
    ];

    public static async Task ShowAsync(this Visit visit, string path)
    {
        await visit.GoAsync(path);
        var loaded = All.Where(p => p.Path == path.Split('?')[0]).Select(p => p.Loaded).FirstOrDefault("[role=tabpanel]");
        await Assertions.Expect(visit.Page.Locator(loaded).First).ToBeAttachedAsync();
    }
}
