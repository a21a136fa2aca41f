using Microsoft.Playwright;
using Warren.Live.Tests.Clients;
using Warren.Live.Tests.Running;
using Warren.WebConsole.Tests.Running;

namespace Warren.WebConsole.Tests;

/// <summary>The way of a customer, through a real browser, with a real broker.</summary>
public sealed class MainPathTests(ConsoleSite site) : LiveTest
{
    private const string SecondPassword = "Second-4711";

    [Fact]
    public async Task An_instance_is_ordered_used_extended_given_another_password_and_deleted()
    {
        var warren = NewWarren();
        warren.Environment.Remove("WARREN_Local__FastStartFolder"); // its own: nothing is shared with other tests
        await warren.StartAsync();
        var console = new Uri(warren.Credentials.Url + "/console/");
        await using var visit = await Visit.BeginAsync(site.Browser, new BrowserNewContextOptions { BaseURL = console.ToString(), Locale = "en-GB" }, console);
        var page = visit.Page;
        await visit.SignInAsync(warren.Credentials);

        await page.GetByRole(AriaRole.Link, new() { Name = "Order an instance" }).First.ClickAsync();
        await page.Locator("#name").FillAsync("main-path");
        await page.Locator("#user").FillAsync(WarrenClient.AccessUser);
        await page.Locator("#password").FillAsync(WarrenClient.AccessPassword);
        await page.GetByRole(AriaRole.Button, new() { Name = "Order", Exact = true }).ClickAsync();
        await IsAsync(page, "RUNNING");
        await TaskEndsAsync(page, "Create");

        var instance = Assert.Single(await warren.Api.ListAsync());
        await page.GetByRole(AriaRole.Tab, new() { Name = "Overview" }).ClickAsync();
        await Assertions.Expect(page.Locator(".code pre")).ToContainTextAsync($"\"{instance.ConnectAddress}\"");
        await using (var connection = await Amqp.ConnectAsync(instance))
        {
            await Amqp.SendAsync(connection, "kept", "through all of this");
        }

        await page.GetByRole(AriaRole.Tab, new() { Name = "Broker" }).ClickAsync();
        await Assertions.Expect(page.Locator("#queues tbody tr").Filter(new() { HasText = "kept" })).ToHaveCountAsync(1);
        await page.GetByPlaceholder("New durable queue").FillAsync("made here");
        await page.GetByPlaceholder("New durable queue").PressAsync("Enter");
        await Assertions.Expect(page.Locator("#queues tbody tr").Filter(new() { HasText = "made here" })).ToHaveCountAsync(1);
        await Assertions.Expect(page.Locator("#broker-users tbody tr")).ToHaveCountAsync(1); // not Warren's own

        await page.GetByRole(AriaRole.Tab, new() { Name = "Settings" }).ClickAsync();
        await page.Locator("#extend-storage").FillAsync("200");
        await page.GetByRole(AriaRole.Button, new() { Name = "Extend", Exact = true }).ClickAsync();
        await Assertions.Expect(page.GetByText("Accepted; see the tasks.")).ToBeVisibleAsync();
        await TaskEndsAsync(page, "Extend");
        await IsAsync(page, "RUNNING");

        await page.GetByRole(AriaRole.Tab, new() { Name = "Settings" }).ClickAsync();
        await page.Locator("#old-password").FillAsync(WarrenClient.AccessPassword);
        await page.Locator("#new-password").FillAsync(SecondPassword);
        await page.GetByRole(AriaRole.Button, new() { Name = "Set password" }).ClickAsync();
        await Assertions.Expect(page.GetByText("Accepted; it holds once its task is done.")).ToBeVisibleAsync();
        await TaskEndsAsync(page, "Set password");
        await Amqp.IsRefusedAsync(instance, WarrenClient.AccessUser, WarrenClient.AccessPassword);
        await using (var connection = await Amqp.ConnectAsync(instance, password: SecondPassword))
        {
            Assert.Equal("through all of this", await Amqp.ReceiveAsync(connection, "kept"));
        }

        await page.GetByRole(AriaRole.Tab, new() { Name = "Settings" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Delete", Exact = true }).ClickAsync();
        await page.Locator("#confirm-word").FillAsync("main-path");
        await page.GetByRole(AriaRole.Dialog).Locator("button.danger").ClickAsync();
        await Assertions.Expect(page.GetByText("This instance does not exist, or no longer.")).ToBeVisibleAsync();
        await warren.NodeOf(instance.InstanceId).AssertGoneAsync(instance.ConnectAddress);
    }

    private static Task IsAsync(IPage page, string status) =>
        Assertions.Expect(page.Locator($".head [data-status={status}]")).ToBeVisibleAsync(new() { Timeout = 120_000 });

    /// <summary>Watches the newest task of that name to its good end.</summary>
    private static async Task TaskEndsAsync(IPage page, string task)
    {
        await page.GetByRole(AriaRole.Tab, new() { Name = "Tasks" }).ClickAsync();
        var row = page.Locator("tbody tr").Filter(new() { Has = page.Locator("td.name", new() { HasTextString = task }) }).First;
        await Assertions.Expect(row.Locator("[data-status=SUCCESS]")).ToBeVisibleAsync(new() { Timeout = 120_000 });
    }
}
