using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Warren.Server.Tests.Hosting;
using Warren.Server.Tests.Http;
using Warren.Server.Tests.Iam.Access;

namespace Warren.Server.Tests.Iam;

/// <summary>Five failures in a row of a user or a key lock it for the address that they came from, for five minutes.</summary>
public sealed class LockoutTests : IAsyncLifetime
{
    private static readonly TimeSpan Locked = TimeSpan.FromMinutes(5);

    private readonly FakeTimeProvider clock = new(TimeProvider.System.GetUtcNow());
    private WarrenHost host = null!;
    private GrantedUser user = null!;

    public async ValueTask InitializeAsync()
    {
        host = await WarrenHost.StartAsync(services => services.AddSingleton<TimeProvider>(clock), ("Lockout:Failures", "5"));
        user = await GrantedUser.AddAsync(host, "DMS FullAccess");
    }

    public ValueTask DisposeAsync() => host.DisposeAsync();

    [Fact]
    public async Task After_five_wrong_passwords_the_right_one_is_refused_until_the_lock_ends()
    {
        await FailAsync(5);
        var locked = await host.SendAsync("POST", "/v3/auth/tokens", user.SignIn());
        Refusal.IsKeystone(locked, 403, "Forbidden");
        Assert.Contains("locked", locked.Text, StringComparison.Ordinal);
        Assert.Equal(200, (await user.CallAsync("GET", host.Instances)).Status); // a token that is there already stays good

        clock.Advance(Locked);
        Assert.NotEmpty(await host.SignInAsync(user.SignIn()));
        await FailAsync(4);
        Assert.NotEmpty(await host.SignInAsync(user.SignIn())); // the count begins anew
    }

    [Fact]
    public async Task A_good_password_ends_the_row_of_failures_and_old_ones_are_forgotten()
    {
        await FailAsync(4);
        Assert.NotEmpty(await host.SignInAsync(user.SignIn()));
        await FailAsync(4);
        clock.Advance(Locked + TimeSpan.FromSeconds(1));
        await FailAsync(4);
        Assert.NotEmpty(await host.SignInAsync(user.SignIn()));
    }

    [Fact]
    public async Task Guesses_at_the_same_moment_count_one_by_one()
    {
        await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => host.SendAsync("POST", "/v3/auth/tokens", Wrong(user.Id))));

        Refusal.IsKeystone(await host.SendAsync("POST", "/v3/auth/tokens", user.SignIn()), 403, "Forbidden");
        var failures = (await host.GetAsync($"/v3.0/OS-USER/users/{user.Id}/locks")).Json.GetProperty("locks")[0].GetProperty("failures").GetInt32();
        Assert.InRange(failures, 5, 12);
    }

    [Fact]
    public async Task A_user_that_does_not_exist_locks_just_as_one_that_does()
    {
        var known = new List<string>();
        var unknown = new List<string>();
        for (var i = 0; i < 7; i++)
        {
            known.Add(Masked(await host.SendAsync("POST", "/v3/auth/tokens", Wrong(user.Id)), user.Id));
            unknown.Add(Masked(await host.SendAsync("POST", "/v3/auth/tokens", Wrong("0123456789abcdef0123456789abcdef")), ""));
        }

        Assert.Equal(known, unknown);
        Assert.StartsWith("403", known[^1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_lock_is_seen_and_ended_by_who_may_change_users()
    {
        await FailAsync(5);
        var path = $"/v3.0/OS-USER/users/{user.Id}/locks";

        var seen = Assert.Single((await user.CallAsync("GET", path)).Json.GetProperty("locks").EnumerateArray());
        Assert.Equal(("password", user.Id, "127.0.0.1", 5), (seen.GetProperty("kind").GetString(), seen.GetProperty("subject").GetString(), seen.GetProperty("source").GetString(), seen.GetProperty("failures").GetInt32()));
        Assert.Equal((clock.GetUtcNow() + Locked).ToString("yyyy-MM-dd'T'HH:mm:ss", System.Globalization.CultureInfo.InvariantCulture), seen.GetProperty("locked_until").GetString()![..19]);
        Assert.Equal(403, (await user.CallAsync("DELETE", path)).Status);
        Assert.Equal(204, (await host.CallAsync("DELETE", path)).Status);
        Assert.Empty((await host.GetAsync(path)).Json.GetProperty("locks").EnumerateArray());
        Assert.NotEmpty(await host.SignInAsync(user.SignIn()));
    }

    [Fact]
    public async Task After_five_wrong_signatures_the_key_is_locked_and_a_stale_date_is_no_guess()
    {
        var key = (await user.CallAsync("POST", "/v3.0/OS-CREDENTIAL/credentials", """{"credential":{}}""")).Json.GetProperty("credential");
        var (access, secret) = (key.GetProperty("access").GetString()!, key.GetProperty("secret").GetString()!);
        for (var i = 0; i < 6; i++)
        {
            Refusal.Is(await host.SendAsync("GET", host.Instances, null, ("Authorization", $"SDK-HMAC-SHA256 Access={access}, SignedHeaders=x-sdk-date, Signature={new string('0', 64)}"), ("X-Sdk-Date", "20200101T000000Z")), 401, "APIGW.0301", "minutes");
        }

        Assert.Equal(200, (await host.SignedAsync("GET", host.Instances, access, secret)).Status);
        for (var i = 0; i < 5; i++)
        {
            Refusal.Is(await host.SignedAsync("GET", host.Instances, access, "wrong"), 401, "APIGW.0301", "verify aksk signature fail");
        }

        Refusal.Is(await host.SignedAsync("GET", host.Instances, access, secret), 401, "APIGW.0301", "AK access failed to reach the limit");
        Assert.Equal("access_key", (await host.GetAsync($"/v3.0/OS-USER/users/{user.Id}/locks")).Json.GetProperty("locks")[0].GetProperty("kind").GetString());
        clock.Advance(Locked);
        Assert.Equal(200, (await host.SignedAsync("GET", host.Instances, access, secret)).Status);
        Assert.Empty((await host.GetAsync($"/v3.0/OS-USER/users/{user.Id}/locks")).Json.GetProperty("locks").EnumerateArray());
    }

    [Fact]
    public async Task Guessing_at_the_old_password_locks_too()
    {
        const string Wrong = """{"user":{"original_password":"Secret-wrong","password":"Secret-new-0"}}""";
        for (var i = 0; i < 5; i++)
        {
            Assert.Equal(400, (await user.CallAsync("POST", $"/v3/users/{user.Id}/password", Wrong)).Status);
        }

        Assert.Equal(403, (await user.CallAsync("POST", $"/v3/users/{user.Id}/password", Wrong.Replace("Secret-wrong", GrantedUser.Password, StringComparison.Ordinal))).Status);
    }

    private static string Wrong(string id) => SignInBody.Of(SignInBody.Password(new JsonObject { ["id"] = id, ["domain"] = new JsonObject { ["name"] = "any" } }, "Secret-wrong"));

    private static string Masked(Answer answer, string id) => $"{answer.Status} {(id.Length == 0 ? answer.Text : answer.Text.Replace(id, "", StringComparison.Ordinal))}";

    private async Task FailAsync(int times)
    {
        for (var i = 0; i < times; i++)
        {
            Refusal.IsKeystone(await host.SendAsync("POST", "/v3/auth/tokens", Wrong(user.Id)), 401, "Unauthorized");
        }
    }
}
