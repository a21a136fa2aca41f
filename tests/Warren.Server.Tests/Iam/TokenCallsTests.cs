using System.Text.Json;
using Warren.Server.Tests.Hosting;
using Warren.Server.Tests.Http;

namespace Warren.Server.Tests.Iam;

/// <summary>GET, HEAD and DELETE /v3/auth/tokens (as real clients need it).</summary>
public sealed class TokenCallsTests(WarrenHost host)
{
    [Fact]
    public async Task A_token_tells_about_itself_what_was_told_when_it_was_issued()
    {
        var issued = await host.SendAsync("POST", "/v3/auth/tokens", SignInBody.ForProject(host.Credentials));
        var token = issued.Headers["X-Subject-Token"];

        var shown = await host.SendAsync("GET", "/v3/auth/tokens", null, ("X-Auth-Token", token), ("X-Subject-Token", token));

        Assert.Equal(200, shown.Status);
        Assert.Equal(token, shown.Headers["X-Subject-Token"]);
        Assert.True(JsonElement.DeepEquals(issued.Json, shown.Json), $"{issued.Text}\n{shown.Text}");
    }

    [Fact]
    public async Task HEAD_is_GET_without_the_body()
    {
        var answer = await host.CallAsync("HEAD", "/v3/auth/tokens", null, ("X-Subject-Token", host.Token));

        Assert.Equal((200, ""), (answer.Status, answer.Text));
        Assert.Equal(host.Token, answer.Headers["X-Subject-Token"]);
    }

    [Theory]
    [InlineData("GET")]
    [InlineData("HEAD")]
    [InlineData("DELETE")]
    public async Task What_is_no_token_is_not_found(string method)
    {
        var answer = await host.CallAsync(method, "/v3/auth/tokens", null, ("X-Subject-Token", "garbage"));

        Assert.Equal(404, answer.Status);
    }

    [Fact]
    public async Task A_call_that_names_no_token_is_malformed()
    {
        Refusal.IsKeystone(await host.GetAsync("/v3/auth/tokens"), 400, "Bad Request");
    }

    [Fact]
    public async Task A_revoked_token_is_refused_everywhere_and_others_are_not()
    {
        var token = await host.SignInAsync(SignInBody.ForProject(host.Credentials));

        var answer = await host.CallAsync("DELETE", "/v3/auth/tokens", null, ("X-Subject-Token", token));

        Assert.Equal((204, ""), (answer.Status, answer.Text));
        Refusal.Is(await host.SendAsync("GET", host.Instances, null, ("X-Auth-Token", token)), 401, "111401001", "X-Auth-Token");
        Refusal.IsKeystone(await host.SendAsync("GET", "/v3/auth/projects", null, ("X-Auth-Token", token)), 401, "Unauthorized");
        Refusal.IsKeystone(await host.SendAsync("POST", "/v3/auth/tokens", SignInBody.Of(SignInBody.Token(token))), 401, "Unauthorized");
        Refusal.IsKeystone(await host.CallAsync("GET", "/v3/auth/tokens", null, ("X-Subject-Token", token)), 404, "Not Found");
        Assert.Equal(200, (await host.GetAsync(host.Instances)).Status);
    }

    [Fact]
    public async Task A_token_can_end_itself()
    {
        var token = await host.SignInAsync(SignInBody.ForProject(host.Credentials));

        Assert.Equal(204, (await host.SendAsync("DELETE", "/v3/auth/tokens", null, ("X-Auth-Token", token), ("X-Subject-Token", token))).Status);

        Refusal.Is(await host.SendAsync("GET", host.Instances, null, ("X-Auth-Token", token)), 401, "111401001");
    }

    [Fact]
    public async Task Without_a_token_of_one_s_own_no_token_is_shown()
    {
        Refusal.IsKeystone(await host.SendAsync("GET", "/v3/auth/tokens", null, ("X-Subject-Token", host.Token)), 401, "Unauthorized");
    }
}
