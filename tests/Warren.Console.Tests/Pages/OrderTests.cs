using Microsoft.Playwright;
using Warren.WebConsole.Tests.Running;

namespace Warren.WebConsole.Tests.Pages;

/// <summary>The order form against the API.</summary>
public sealed class OrderTests(ConsoleSite site)
{
    [Fact]
    public async Task A_cluster_is_ordered_and_its_task_is_watched_to_the_end()
    {
        await using var visit = await site.OpenAsync();
        await visit.ShowAsync("order");
        await visit.Page.GetByLabel("Cluster").CheckAsync();
        await visit.Page.Locator("#name").FillAsync("by-the-form");
        await visit.Page.Locator("#user").FillAsync("customer");
        await visit.Page.Locator("#password").FillAsync("Planted-4711");
        await Assertions.Expect(visit.Page.Locator(".code pre")).ToContainTextAsync("\"storage_space\": 300");
        await visit.Page.GetByRole(AriaRole.Tab, new() { Name = "Terraform" }).ClickAsync();
        await Assertions.Expect(visit.Page.Locator(".code pre")).ToContainTextAsync("resource \"huaweicloud_dms_rabbitmq_instance\" \"by-the-form\"");
        Assert.DoesNotContain("Planted-4711", await visit.Page.Locator("aside").InnerTextAsync(), StringComparison.Ordinal);

        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Order", Exact = true }).ClickAsync();

        await Assertions.Expect(visit.Page.Locator("h1")).ToHaveTextAsync("by-the-form");
        await Assertions.Expect(visit.Page.Locator("tbody [data-status=SUCCESS]")).ToBeVisibleAsync();
        await Assertions.Expect(visit.Page.Locator(".head [data-status=RUNNING]")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task What_the_api_refuses_is_shown_in_place_with_its_code()
    {
        await Orders.RunningAsync(site, "taken-name");
        await using var visit = await site.OpenAsync();
        await visit.ShowAsync("order");
        await visit.Page.Locator("#name").FillAsync("taken-name");
        await visit.Page.Locator("#user").FillAsync("customer");
        await visit.Page.Locator("#password").FillAsync("Planted-4711");

        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Order", Exact = true }).ClickAsync();

        await Assertions.Expect(visit.Page.Locator("form .error")).ToContainTextAsync("111400060");
        await Assertions.Expect(visit.Page.Locator("form .error")).ToContainTextAsync("Request ID");
    }

    [Fact]
    public async Task A_form_that_is_not_filled_in_says_so_and_sends_nothing()
    {
        await using var visit = await site.OpenAsync();
        await visit.ShowAsync("order");

        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Order", Exact = true }).ClickAsync();

        await Assertions.Expect(visit.Page.Locator("#name")).ToHaveClassAsync("invalid");
        await Assertions.Expect(visit.Page.Locator(".submit .wrong")).ToBeVisibleAsync();
        await visit.SeesNoErrorAsync();
    }
}
