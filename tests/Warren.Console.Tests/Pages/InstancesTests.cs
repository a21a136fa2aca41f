using Microsoft.Playwright;
using Warren.WebConsole.Tests.Running;

namespace Warren.WebConsole.Tests.Pages;

/// <summary>The list: filters, choice, what changes while one looks on.</summary>
public sealed class InstancesTests(ConsoleSite site)
{
    [Fact]
    public async Task Chosen_instances_are_deleted_once_the_word_is_typed_and_vanish_from_the_page_by_themselves()
    {
        await Orders.RunningAsync(site, "batch-one");
        await Orders.RunningAsync(site, "batch-two");
        await using var visit = await site.OpenAsync();
        await visit.ShowAsync("instances");
        await visit.Page.GetByRole(AriaRole.Searchbox).FillAsync("batch-");
        await Assertions.Expect(visit.Page.Locator("tbody tr")).ToHaveCountAsync(2);

        await visit.Page.GetByLabel("Choose all on this page").CheckAsync();
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Delete" }).ClickAsync();
        var dialog = visit.Page.GetByRole(AriaRole.Dialog);
        await Assertions.Expect(dialog.Locator("button.danger")).ToBeDisabledAsync();
        await dialog.Locator("#confirm-word").FillAsync("delete");
        await dialog.Locator("button.danger").ClickAsync();

        await Assertions.Expect(visit.Page.Locator("tbody tr")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task What_another_orders_appears_without_reloading()
    {
        await Orders.RunningAsync(site, "seen-first");
        await using var visit = await site.OpenAsync();
        await visit.ShowAsync("instances");
        await visit.Page.GetByRole(AriaRole.Searchbox).FillAsync("seen-");
        await Assertions.Expect(visit.Page.Locator("tbody tr")).ToHaveCountAsync(1);

        await site.Warren.Api.CreateAsync(site.Warren.Api.QuickStart("seen-later"));

        await Assertions.Expect(visit.Page.Locator("tbody tr").Nth(1)).ToContainTextAsync("seen-later");
        await Assertions.Expect(visit.Page.Locator("tbody [data-status=RUNNING]")).ToHaveCountAsync(2);
    }

    [Fact]
    public async Task A_heading_sorts_both_ways()
    {
        await Orders.RunningAsync(site, "sort-b");
        await Orders.RunningAsync(site, "sort-a");
        await using var visit = await site.OpenAsync();
        await visit.ShowAsync("instances");
        await visit.Page.GetByRole(AriaRole.Searchbox).FillAsync("sort-");
        var names = visit.Page.Locator("tbody .name");
        await Assertions.Expect(names).ToHaveTextAsync(["sort-b", "sort-a"]);

        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Name" }).ClickAsync();
        await Assertions.Expect(names).ToHaveTextAsync(["sort-a", "sort-b"]);
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Name" }).ClickAsync();
        await Assertions.Expect(names).ToHaveTextAsync(["sort-b", "sort-a"]);
    }
}
