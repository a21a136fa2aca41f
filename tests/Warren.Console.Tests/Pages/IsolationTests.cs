using System.Net;
using Microsoft.Playwright;
using Warren.Live.Tests.Running;
using Warren.WebConsole.Tests.Running;

namespace Warren.WebConsole.Tests.Pages;

/// <summary>The console shows nobody more than the API: who is not signed in is shown nothing, and a stranger nothing of the first account's.</summary>
public sealed class IsolationTests(ConsoleSite site)
{
    private const string Name = "not-for-everybody";
    private const string Intruder = "intruder";

    private static readonly string[] Tabs = ["overview", "monitoring", "tasks", "broker", "plugins", "definitions", "group", "tags", "audit", "settings"];

    /// <summary>What only pages of those may hold who may see it.</summary>
    private string[] Ours => [Name, site.Warren.Credentials.VpcId, site.Warren.Credentials.SubnetId, site.Warren.Credentials.SecurityGroupId];

    [Fact]
    public async Task Whoever_is_not_signed_in_is_led_to_the_sign_in_from_every_page_and_file()
    {
        var id = await Orders.RunningAsync(site, Name);
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false }) { BaseAddress = site.Console };

        foreach (var path in (IEnumerable<string>)[.. ConsolePages.All.Select(p => p.Path), $"instances/{id}", .. FilesOf(id)])
        {
            using var answer = await http.GetAsync(new Uri(path, UriKind.Relative));
            Assert.True(answer.StatusCode == HttpStatusCode.Redirect, $"{path} answers {answer.StatusCode}");
            Assert.Contains("/console/sign-in", answer.Headers.Location!.ToString(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Another_account_s_owner_is_sent_nothing_of_ours_by_any_page_tab_or_file()
    {
        var id = await Orders.RunningAsync(site, Name);

        var sent = await LookEverywhereAsync(await Strangers.OfAnotherAccountAsync(site.Warren), id);

        Assert.All([.. Ours, site.Warren.Credentials.ProjectId], ours => Assert.DoesNotContain(ours, sent, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_user_without_grants_is_sent_nothing_of_the_account_by_any_page_tab_or_file(bool namesProject)
    {
        var id = await Orders.RunningAsync(site, Name);

        var sent = await LookEverywhereAsync(await Strangers.WithoutGrantsAsync(site.Warren), id, namesProject ? site.Warren.Credentials.ProjectName : null);

        Assert.All(Ours, ours => Assert.DoesNotContain(ours, sent, StringComparison.Ordinal));
    }

    /// <summary>That the two above can fail: what is looked through is what pages are made of.</summary>
    [Fact]
    public async Task The_owner_is_sent_all_of_it()
    {
        var id = await Orders.RunningAsync(site, Name);
        await using var visit = await site.OpenAsync();
        var sent = Sent.To(visit.Page);

        await visit.ShowAsync($"instances/{id}");
        await visit.ShowAsync("order");

        Assert.All(Ours, ours => Assert.Contains(ours, sent.Text, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Forms_of_a_user_without_grants_are_refused_in_place_and_make_nothing()
    {
        await using var visit = await site.OpenAsync(signedIn: false);
        var sent = Sent.To(visit.Page);
        await visit.SignInAsync(await Strangers.WithoutGrantsAsync(site.Warren));

        foreach (var page in (string[])["users", "groups", "policies", "enterprise-projects"])
        {
            await visit.GoAsync(page);
            var error = visit.Page.Locator(".error").Last;
            await Assertions.Expect(visit.Page.Locator(".error, table.rows tbody tr").First).ToBeAttachedAsync();
            var before = await error.CountAsync() > 0 ? await error.InnerTextAsync() : ""; // most lists are refused too
            var form = visit.Page.Locator("main form").Filter(new() { Has = visit.Page.Locator("button.primary") }).First;
            foreach (var field in await form.Locator("input:not([type=checkbox]):not([type=radio])").AllAsync())
            {
                await field.FillAsync(await field.GetAttributeAsync("type") == "password" ? "Intruder-4711" : Intruder);
            }

            await form.Locator("button.primary").ClickAsync();
            await Assertions.Expect(error).ToBeVisibleAsync();
            await Assertions.Expect(error).Not.ToHaveTextAsync(before, new() { UseInnerText = true }); // another request's id
        }

        foreach (var path in (string[])["/v3/users", "/v3/groups", "/v3.0/OS-ROLE/roles", "/v1.0/enterprise-projects"])
        {
            var (status, text) = await site.Warren.Api.SendAsync("GET", path, null);
            Assert.Equal(200, status);
            Assert.DoesNotContain(Intruder, text, StringComparison.OrdinalIgnoreCase);
        }

        Assert.Empty(sent.Faults);
    }

    /// <summary>Opens every page, every tab of somebody else's instance and its files.</summary>
    /// <returns>All that came to the browser.</returns>
    private async Task<string> LookEverywhereAsync(Credentials stranger, string id, string? project = null)
    {
        await using var visit = await site.OpenAsync(signedIn: false);
        var sent = Sent.To(visit.Page);
        await visit.SignInAsync(stranger, project: project);
        foreach (var (path, loaded) in ConsolePages.All)
        {
            await visit.GoAsync(path);
            await Assertions.Expect(visit.Page.Locator($"{loaded}, .error, main .empty, main dl.facts, #subnet").First).ToBeAttachedAsync();
        }

        foreach (var tab in Tabs)
        {
            await visit.GoAsync($"instances/{id}?tab={tab}");
            await Assertions.Expect(visit.Page.Locator(".error, .card.empty").First).ToBeVisibleAsync();
            await Assertions.Expect(visit.Page.Locator("[role=tabpanel]")).ToHaveCountAsync(0); // and so no button that would act on it
        }

        foreach (var file in FilesOf(id))
        {
            var answer = await visit.Page.APIRequest.GetAsync(new Uri(site.Console, file).ToString());
            Assert.True(answer.Status is 403 or 404, $"{file} answers {answer.Status}");
            Assert.DoesNotContain(Name, await answer.TextAsync(), StringComparison.Ordinal);
        }

        Assert.Empty(sent.Faults);
        return sent.Text;
    }

    private static string[] FilesOf(string id) => [$"instances/{id}/ca.crt", $"instances/{id}/definitions.json"];
}
