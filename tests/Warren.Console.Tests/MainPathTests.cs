using System.Text.RegularExpressions;
using Microsoft.Playwright;
using RabbitMQ.Client;
using Warren.Live.Tests.Clients;
using Warren.Live.Tests.Running;
using Warren.WebConsole.Tests.Pages;
using Warren.WebConsole.Tests.Running;

namespace Warren.WebConsole.Tests;

/// <summary>The way of a customer, through a real browser, with a real broker.</summary>
public sealed partial class MainPathTests(ConsoleSite site) : LiveTest
{
    private const string SecondPassword = "Second-4711";

    [Fact]
    public async Task An_instance_is_ordered_used_extended_given_another_password_and_deleted()
    {
        var warren = NewWarren();
        warren.Environment.Remove("WARREN_Local__FastStartFolder"); // its own: nothing is shared with other tests
        warren.Environment["WARREN_Metrics__Interval"] = "00:00:01";
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
            await Assertions.Expect(page.Locator($"tr[data-node='{instance.ConnectAddress}'] .status.good")).ToBeVisibleAsync();
            await ChartMovesAsync(page, connection);
        }

        await page.GetByRole(AriaRole.Tab, new() { Name = "Broker" }).ClickAsync();
        await Assertions.Expect(page.Locator("#queues tbody tr").Filter(new() { HasText = "kept" })).ToHaveCountAsync(1);
        await page.GetByPlaceholder("New durable queue").FillAsync("made here");
        await page.GetByPlaceholder("New durable queue").PressAsync("Enter");
        await Assertions.Expect(page.Locator("#queues tbody tr").Filter(new() { HasText = "made here" })).ToHaveCountAsync(1);
        await Assertions.Expect(page.Locator("#broker-users tbody tr")).ToHaveCountAsync(1); // not Warren's own
        var file = await page.APIRequest.GetAsync(new Uri(console, $"instances/{instance.InstanceId}/definitions.json").ToString());
        Assert.Equal(200, file.Status);
        Assert.Contains("made here", await file.TextAsync(), StringComparison.Ordinal);

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

    /// <summary>What is published is seen in the charts, without loading the page anew.</summary>
    private static async Task ChartMovesAsync(IPage page, IConnection connection)
    {
        await page.GetByRole(AriaRole.Tab, new() { Name = "Monitoring" }).ClickAsync();
        var ready = page.Locator("[data-chart=queues] tbody tr").Filter(new() { HasTextString = "Ready" }).Locator("[data-now]");
        await Assertions.Expect(ready).ToHaveTextAsync("1");
        var line = page.Locator("[data-chart=queues] path.line-0");
        var before = await line.GetAttributeAsync("d");
        for (var i = 0; i < 4; i++)
        {
            await Amqp.SendAsync(connection, "watched", "one more");
        }

        await Assertions.Expect(ready).ToHaveTextAsync("5", new() { Timeout = 60_000 });
        Assert.NotEqual(before, await line.GetAttributeAsync("d"));
        await Assertions.Expect(page.Locator("[data-chart=rates] tbody tr").Filter(new() { HasTextString = "Published" }).Locator("td").Last).Not.ToHaveTextAsync("0/s"); // the highest
        await page.Locator("[data-chart=queues] button.link").ClickAsync();
        await Assertions.Expect(page.Locator("[data-chart=queues] .numbers tbody tr").First).ToBeVisibleAsync();
        Assert.Empty(await AccessibilityTests.FaultsAsync(page, "monitoring"));
        await page.GetByText("Last day").ClickAsync();
        await Assertions.Expect(page.Locator("[data-chart=queues] .numbers tbody th").First).ToHaveTextAsync(FiveMinutes());
    }

    /// <summary>Watches the newest task of that name to its good end.</summary>
    private static async Task TaskEndsAsync(IPage page, string task)
    {
        await page.GetByRole(AriaRole.Tab, new() { Name = "Tasks" }).ClickAsync();
        var row = page.Locator("tbody tr").Filter(new() { Has = page.Locator("td.name", new() { HasTextString = task }) }).First;
        await Assertions.Expect(row.Locator("[data-status=SUCCESS]")).ToBeVisibleAsync(new() { Timeout = 120_000 });
    }

    /// <summary>Points of the last day begin every five minutes.</summary>
    [GeneratedRegex(@"\d:\d[05]:00 UTC")]
    private static partial Regex FiveMinutes();
}
