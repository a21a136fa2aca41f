using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Warren.Server.Tests.Hosting;
using Warren.Server.Tests.Http;

namespace Warren.Server.Tests.Iam;

/// <summary>How long a token is good: 24 hours (3.2 of the reference), or until somebody ends it.</summary>
public sealed class TokenLifetimeTests : IAsyncLifetime
{
    private readonly FakeTimeProvider clock = new(DateTimeOffset.Parse("2019-02-12T06:52:13.8551234Z", CultureInfo.InvariantCulture));
    private WarrenHost host = null!;

    public async ValueTask InitializeAsync() => host = await WarrenHost.StartAsync(services => services.AddSingleton<TimeProvider>(clock));

    public ValueTask DisposeAsync() => host.DisposeAsync();

    [Fact]
    public async Task Times_have_the_form_of_the_reference_s_sample_and_lie_24_hours_apart()
    {
        var token = (await host.SendAsync("POST", "/v3/auth/tokens", SignInBody.ForProject(host.Credentials))).Json.GetProperty("token");

        Assert.Equal("2019-02-13T06:52:13.855000Z", token.GetProperty("expires_at").GetString());
        Assert.Equal("2019-02-12T06:52:13.855000Z", token.GetProperty("issued_at").GetString());
    }

    [Fact]
    public async Task A_token_is_good_until_its_24_hours_are_over_and_then_has_expired()
    {
        clock.Advance(TimeSpan.FromHours(24) - TimeSpan.FromMilliseconds(2));
        Assert.Equal(200, (await host.GetAsync(host.Instances)).Status);

        clock.Advance(TimeSpan.FromMilliseconds(2));

        Refusal.Is(await host.GetAsync(host.Instances), 401, "111401002", "X-Auth-Token");
        Refusal.IsKeystone(await host.SendAsync("POST", "/v3/auth/tokens", SignInBody.Of(SignInBody.Token(host.Token))), 401, "Unauthorized");
    }

    [Fact]
    public async Task A_token_got_with_a_token_does_not_outlive_it()
    {
        clock.Advance(TimeSpan.FromHours(20));
        var answer = await host.SendAsync("POST", "/v3/auth/tokens", SignInBody.Of(SignInBody.Token(host.Token)));

        Assert.Equal("2019-02-13T06:52:13.855000Z", answer.Json.GetProperty("token").GetProperty("expires_at").GetString());
    }

    [Fact]
    public async Task A_new_password_ends_the_tokens_of_the_old_one()
    {
        clock.Advance(TimeSpan.FromSeconds(1));
        await using var store = host.OpenStore();
        await store.Users.ExecuteUpdateAsync(set => set.SetProperty(u => u.PasswordChangedAt, clock.GetUtcNow()));

        Refusal.Is(await host.GetAsync(host.Instances), 401, "111401001");
        Assert.NotEmpty(await host.SignInAsync(SignInBody.ForProject(host.Credentials)));
    }

    [Fact]
    public async Task A_disabled_user_is_let_in_no_more_and_signs_in_no_more()
    {
        await using var store = host.OpenStore();
        await store.Users.ExecuteUpdateAsync(set => set.SetProperty(u => u.Enabled, false));

        Refusal.Is(await host.GetAsync(host.Instances), 401, "111401001");
        Refusal.IsKeystone(await host.SendAsync("POST", "/v3/auth/tokens", SignInBody.ForProject(host.Credentials)), 403, "Forbidden");
    }

    [Fact]
    public async Task A_disabled_account_is_let_in_no_more_and_signs_in_no_more()
    {
        await using var store = host.OpenStore();
        await store.Accounts.ExecuteUpdateAsync(set => set.SetProperty(a => a.Enabled, false));

        Refusal.Is(await host.GetAsync(host.Instances), 401, "111401001");
        Refusal.IsKeystone(await host.SendAsync("POST", "/v3/auth/tokens", SignInBody.ForProject(host.Credentials)), 403, "Forbidden");
    }

    [Fact]
    public async Task A_disabled_project_has_no_tokens()
    {
        await using var store = host.OpenStore();
        await store.Projects.ExecuteUpdateAsync(set => set.SetProperty(p => p.Enabled, false));

        Refusal.Is(await host.GetAsync(host.Instances), 401, "111401001");
        Refusal.IsKeystone(await host.SendAsync("POST", "/v3/auth/tokens", SignInBody.ForProject(host.Credentials)), 401, "Unauthorized");
    }

    [Fact]
    public async Task Revocations_are_forgotten_once_their_tokens_have_expired()
    {
        var first = await host.SignInAsync(SignInBody.ForProject(host.Credentials));
        await host.CallAsync("DELETE", "/v3/auth/tokens", null, ("X-Subject-Token", first));
        clock.Advance(TimeSpan.FromHours(25));
        var second = await host.SignInAsync(SignInBody.ForProject(host.Credentials));
        await host.SendAsync("DELETE", "/v3/auth/tokens", null, ("X-Auth-Token", second), ("X-Subject-Token", second));

        await using var store = host.OpenStore();
        Assert.Equal(1, await store.RevokedTokens.CountAsync());
    }
}
