using Microsoft.Playwright;
using Warren.WebConsole.Tests.Running;

namespace Warren.WebConsole.Tests.Pages;

/// <summary>The recycle bin's page, and the tabs of plugins and definitions.</summary>
public sealed class RecycleBinTests(ConsoleSite site)
{
    [Fact]
    public async Task What_is_deleted_while_the_bin_is_used_is_shown_there_and_comes_back()
    {
        var id = await Orders.RunningAsync(site, "kept-one");
        await using var visit = await site.OpenAsync();
        await visit.ShowAsync("recycle-bin");
        await visit.Page.Locator("#uses-bin").CheckAsync();
        await visit.Page.Locator("#retention-days").FillAsync("3");
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await Assertions.Expect(visit.Page.GetByText("Saved.")).ToBeVisibleAsync();

        await visit.ShowAsync($"instances/{id}?tab=settings");
        await visit.Page.Locator("button.danger").ClickAsync();
        var dialog = visit.Page.GetByRole(AriaRole.Dialog);
        await dialog.Locator("#confirm-word").FillAsync("kept-one");
        await dialog.Locator("button.danger").ClickAsync();
        await Assertions.Expect(visit.Page.GetByText("This instance does not exist, or no longer.")).ToBeVisibleAsync(); // before that the deletion may not be asked for yet

        await visit.ShowAsync("recycle-bin");
        await Assertions.Expect(visit.Page.Locator("tbody tr").Filter(new() { HasText = "kept-one" }).Locator("[data-status=RECYCLED]")).ToHaveCountAsync(1);
        await Assertions.Expect(visit.Page.Locator("#uses-bin")).ToBeCheckedAsync();
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Restore kept-one" }).ClickAsync();
        await Assertions.Expect(visit.Page.Locator("h1")).ToContainTextAsync("kept-one");
        await Assertions.Expect(visit.Page.Locator(".head [data-status=RUNNING]")).ToBeVisibleAsync();

        await visit.ShowAsync("recycle-bin");
        await visit.Page.Locator("#uses-bin").UncheckAsync();
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await Assertions.Expect(visit.Page.GetByText("Saved.")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_plugin_is_turned_on_and_shown_running()
    {
        var id = await Orders.RunningAsync(site, "plugged");
        await using var visit = await site.OpenAsync();
        await visit.ShowAsync($"instances/{id}?tab=plugins");

        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Turn on rabbitmq_stomp" }).ClickAsync();

        await Assertions.Expect(visit.Page.GetByRole(AriaRole.Button, new() { Name = "Turn off rabbitmq_stomp" })).ToBeEnabledAsync();
        await Assertions.Expect(visit.Page.Locator("tbody tr").Filter(new() { HasText = "rabbitmq_stomp" }).Locator(".status.good")).ToHaveCountAsync(1);
    }

    [Fact]
    public async Task A_file_that_is_no_definitions_is_refused_in_place_and_a_broker_that_does_not_answer_is_said()
    {
        var id = await Orders.RunningAsync(site, "defined");
        await using var visit = await site.OpenAsync();
        await visit.ShowAsync($"instances/{id}?tab=definitions");

        await visit.Page.Locator("#definitions-file").SetInputFilesAsync(new FilePayload { Name = "wrong.json", MimeType = "application/json", Buffer = """{"queues":["q"]}"""u8.ToArray() });

        await Assertions.Expect(visit.Page.GetByRole(AriaRole.Alert).Filter(new() { HasText = "queues" })).ToBeVisibleAsync();
        await visit.ShowAsync($"instances/{id}?tab=broker");
        await Assertions.Expect(visit.Page.GetByRole(AriaRole.Alert).First).ToBeVisibleAsync(); // the fake runtime keeps none
    }
}
