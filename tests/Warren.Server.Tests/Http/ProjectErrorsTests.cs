using Warren.Server.Tests.Dms.V1;
using Warren.Server.Tests.Hosting;
using Warren.Server.Tests.Iam;

namespace Warren.Server.Tests.Http;

/// <summary>Who calls, and for which project: the errors before any route runs.</summary>
public sealed class ProjectErrorsTests(WarrenHost host)
{
    [Fact]
    public async Task Without_a_token_nothing_is_told()
    {
        Refusal.Is(await host.SendAsync("GET", host.Instances), 401, "111401003", "X-Auth-Token");
        Refusal.Is(await host.SendAsync("GET", host.Instances, null, ("X-Auth-Token", "")), 401, "111401003", "X-Auth-Token");
        Refusal.Is(await host.SendAsync("POST", host.Instances, "not even JSON"), 401, "111401003", "X-Auth-Token");
        Refusal.Is(await host.SendAsync("GET", "/v1.0/malformed/instances"), 401, "111401003", "X-Auth-Token");
    }

    [Theory]
    [InlineData("garbage")]
    [InlineData("a b c")]
    [InlineData("====")]
    [InlineData("MIIXYXQVJKoZlhvcNAQcCoIYTjCCGEoCAQEeDTALBglghkgBZQMEAgEwgharBgkqhkiG9w0BBwGgg")]
    public async Task Garbage_is_no_token(string token)
    {
        Refusal.Is(await host.SendAsync("GET", host.Instances, null, ("X-Auth-Token", token)), 401, "111401001", "X-Auth-Token");
    }

    [Fact]
    public async Task A_token_that_was_changed_anywhere_is_none()
    {
        for (var at = 0; at < host.Token.Length; at += 7)
        {
            var changed = host.Token[..at] + (host.Token[at] == 'A' ? 'B' : 'A') + host.Token[(at + 1)..];
            Refusal.Is(await host.SendAsync("GET", host.Instances, null, ("X-Auth-Token", changed)), 401, "111401001");
        }
    }

    [Fact]
    public async Task A_token_without_end_is_none()
    {
        Refusal.Is(await host.SendAsync("GET", host.Instances, null, ("X-Auth-Token", new string('A', 16_000))), 401, "111401001");
    }

    [Theory]
    [InlineData("1")]
    [InlineData("instances")]
    [InlineData("0123456789abcdef0123456789abcde")]
    [InlineData("0123456789abcdef0123456789abcdef0")]
    [InlineData("0123456789abcdef0123456789abcdeg")]
    [InlineData("0123456789abcdef0123456789abcd%20f")]
    [InlineData("%EF%BC%91123456789abcdef0123456789abcde")]
    public async Task A_project_id_of_another_form_is_malformed(string id)
    {
        Refusal.Is(await host.GetAsync($"/v1.0/{id}/instances"), 400, "111400002", "project_id");
    }

    [Fact]
    public async Task A_project_that_the_token_is_not_for_is_refused_whether_it_exists_or_not()
    {
        var other = await OtherProject.AddAsync(host);

        Refusal.Is(await host.GetAsync(other.Instances), 401, "111401004", "project_id");
        Refusal.Is(await host.GetAsync("/v1.0/0123456789abcdef0123456789abcdef/instances"), 401, "111401004", "project_id");
        Refusal.Is(await host.SendAsync("GET", host.Instances, null, other.Token), 401, "111401004", "project_id");
    }

    [Fact]
    public async Task A_token_for_no_project_is_for_no_project_s_instances()
    {
        var token = await host.SignInAsync(SignInBody.Of(SignInBody.Password(SignInBody.ByName(host.Credentials), host.Credentials.Password)));

        Refusal.Is(await host.SendAsync("GET", host.Instances, null, ("X-Auth-Token", token)), 401, "111401004", "project_id");
        Assert.Equal(200, (await host.SendAsync("GET", "/v1.0/products", null, ("X-Auth-Token", token))).Status);
    }
}
