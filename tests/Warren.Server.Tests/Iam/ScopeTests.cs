using System.Text.Json;
using System.Text.Json.Nodes;
using Warren.Server.Tests.Dms.V1;
using Warren.Server.Tests.Hosting;
using Warren.Server.Tests.Http;

namespace Warren.Server.Tests.Iam;

/// <summary>What a token is good for: a project, the account, or nothing in particular.</summary>
public sealed class ScopeTests(WarrenHost host)
{
    [Fact]
    public async Task A_project_is_named_by_id_or_by_name_with_or_without_its_account()
    {
        var accountId = await AccountIdAsync();
        var who = host.Credentials;
        string[] scopes =
        [
            $$"""{"project":{"id":"{{who.ProjectId}}"} }""",
            $$"""{"project":{"name":"{{who.ProjectName}}"} }""",
            $$"""{"project":{"name":"{{who.ProjectName}}","domain":{"name":"{{who.Account}}"} } }""",
            $$"""{"project":{"name":"{{who.ProjectName}}","domain":{"id":"{{accountId}}"} } }""",
            $$"""{"project":{"id":"{{who.ProjectId}}","name":"another name, which the id outweighs"} }""",
        ];
        foreach (var scope in scopes)
        {
            var token = await TokenAsync(scope);

            var project = token.GetProperty("project");
            Assert.Equal((who.ProjectId, who.ProjectName), (project.GetProperty("id").GetString(), project.GetProperty("name").GetString()));
            Assert.Equal((accountId, who.Account), (project.GetProperty("domain").GetProperty("id").GetString(), project.GetProperty("domain").GetProperty("name").GetString()));
            Assert.False(token.TryGetProperty("domain", out _));
            Assert.Equal("te_admin", token.GetProperty("roles")[0].GetProperty("name").GetString());
        }
    }

    [Fact]
    public async Task The_account_is_named_by_id_or_by_name()
    {
        var accountId = await AccountIdAsync();
        foreach (var scope in (string[])[$$"""{"domain":{"id":"{{accountId}}"} }""", $$"""{"domain":{"name":"{{host.Credentials.Account}}"} }"""])
        {
            var token = await TokenAsync(scope);

            Assert.Equal(accountId, token.GetProperty("domain").GetProperty("id").GetString());
            Assert.False(token.TryGetProperty("project", out _));
        }
    }

    [Theory]
    [InlineData(null)]
    [InlineData("{}")]
    [InlineData("""{"project":{}}""")]
    [InlineData("""{"project":null,"domain":null}""")]
    public async Task Without_a_scope_the_token_is_for_nothing_in_particular(string? scope)
    {
        var token = await TokenAsync(scope);

        Assert.False(token.TryGetProperty("project", out _) || token.TryGetProperty("domain", out _));
        Assert.DoesNotContain("dmsv1", token.GetProperty("catalog").EnumerateArray().Select(e => e.GetProperty("type").GetString()));
    }

    [Theory]
    [InlineData("""{"project":{"id":"0123456789abcdef0123456789abcdef"}}""")]
    [InlineData("""{"project":{"name":"no-such-region"}}""")]
    [InlineData("""{"project":{"name":"eu-warren-1","domain":{"name":"somebody else"}}}""")]
    [InlineData("""{"project":{"name":"eu-warren-1","domain":{"id":"0123456789abcdef0123456789abcdef"}}}""")]
    [InlineData("""{"domain":{"name":"somebody else"}}""")]
    [InlineData("""{"domain":{"id":"0123456789abcdef0123456789abcdef"}}""")]
    public async Task A_scope_that_is_not_the_user_s_is_refused(string scope)
    {
        Refusal.IsKeystone(await SignInAsync(scope), 401, "Unauthorized");
    }

    [Fact]
    public async Task A_second_project_has_tokens_of_its_own()
    {
        var other = await OtherProject.AddAsync(host);

        var token = await TokenAsync($$"""{"project":{"name":"{{other.Name}}"} }""");

        Assert.Equal(other.Id, token.GetProperty("project").GetProperty("id").GetString());
    }

    private Task<Answer> SignInAsync(string? scope) => host.SendAsync("POST", "/v3/auth/tokens", SignInBody.Of(
        SignInBody.Password(SignInBody.ByName(host.Credentials), host.Credentials.Password), scope is null ? null : JsonNode.Parse(scope)));

    private async Task<JsonElement> TokenAsync(string? scope)
    {
        var answer = await SignInAsync(scope);
        Assert.True(answer.Status == 201, answer.Text);
        return answer.Json.GetProperty("token");
    }

    private async Task<string> AccountIdAsync() =>
        (await host.GetAsync("/v3/auth/domains")).Json.GetProperty("domains")[0].GetProperty("id").GetString()!;
}
