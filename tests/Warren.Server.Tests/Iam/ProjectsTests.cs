using Warren.Server.Tests.Dms.V1;
using Warren.Server.Tests.Goldens;
using Warren.Server.Tests.Hosting;
using Warren.Server.Tests.Http;

namespace Warren.Server.Tests.Iam;

/// <summary>8.4 and 8.5 of the reference: what one's project and account ids are.</summary>
public sealed class ProjectsTests(WarrenHost host) : IClassFixture<WarrenHost>
{
    [Theory]
    [InlineData("/v3/projects")]
    [InlineData("/v3/auth/projects")]
    public async Task Projects_are_listed_as_in_8_4(string path)
    {
        var answer = await host.GetAsync(path);

        // The example's last brackets are misplaced in the text; its links stand beside the list (as real clients need it). The file has them there.
        Assert.Equal(200, answer.Status);
        Golden.HasShape(Golden.Read("projects.response"), answer.Json);
        Assert.Equal(host.Url + path[1..], answer.Json.GetProperty("links").GetProperty("self").GetString());
        var project = answer.Json.GetProperty("projects").EnumerateArray().First(p => p.GetProperty("name").GetString() == host.Credentials.ProjectName);
        Assert.Equal(host.Credentials.ProjectId, project.GetProperty("id").GetString());
        Assert.Equal(project.GetProperty("domain_id").GetString(), project.GetProperty("parent_id").GetString());
        Assert.Equal((true, false), (project.GetProperty("enabled").GetBoolean(), project.GetProperty("is_domain").GetBoolean()));
    }

    [Fact]
    public async Task A_region_s_name_finds_exactly_its_one_project()
    {
        var other = await OtherProject.AddAsync(host);

        // Clients with access keys take the only match, and fail when there is none or a second (as real clients need it).
        Assert.Equal([host.Credentials.ProjectId], await IdsAsync($"?name={host.Credentials.ProjectName}"));
        Assert.Equal([other.Id], await IdsAsync($"?name={other.Name}"));
        Assert.Empty(await IdsAsync("?name=nowhere"));
        Assert.Contains(other.Id, await IdsAsync(""));
        Assert.Contains(other.Id, await IdsAsync("?name=&enabled=&page=1&per_page=100"));
        Assert.Contains(other.Id, await IdsAsync("?enabled=true"));
        Assert.Empty(await IdsAsync("?enabled=false"));
    }

    [Fact]
    public async Task A_project_is_shown_by_its_id_and_an_unknown_one_is_not()
    {
        var answer = await host.GetAsync($"/v3/projects/{host.Credentials.ProjectId}");

        Assert.Equal(host.Credentials.ProjectName, answer.Json.GetProperty("project").GetProperty("name").GetString());
        Refusal.IsKeystone(await host.GetAsync("/v3/projects/0123456789abcdef0123456789abcdef"), 404, "Not Found");
    }

    [Fact]
    public async Task The_account_is_listed_alone()
    {
        var answer = await host.GetAsync("/v3/auth/domains");

        var account = Assert.Single(answer.Json.GetProperty("domains").EnumerateArray());
        Assert.Equal(host.Credentials.Account, account.GetProperty("name").GetString());
        Assert.True(account.GetProperty("enabled").GetBoolean());
    }

    [Theory]
    [InlineData("/v3/projects")]
    [InlineData("/v3/auth/projects")]
    [InlineData("/v3/auth/domains")]
    [InlineData("/v3/auth/catalog")]
    public async Task Nobody_is_told_without_a_token(string path)
    {
        Refusal.IsKeystone(await host.SendAsync("GET", path), 401, "Unauthorized");
    }

    private async Task<IReadOnlyList<string?>> IdsAsync(string query) =>
        [.. (await host.GetAsync("/v3/projects" + query)).Json.GetProperty("projects").EnumerateArray().Select(p => p.GetProperty("id").GetString())];
}
