using Warren.Server.Tests.Hosting;
using Warren.Server.Tests.Iam;

namespace Warren.Server.Tests.Http;

/// <summary>Beyond the limit: 429 with Retry-After, and service again when the time is over.</summary>
public sealed class RateLimitTests
{
    [Fact]
    public async Task An_address_that_asks_too_much_is_told_when_to_come_again()
    {
        await using var host = await WarrenHost.StartAsync(_ => { }, ("Limits:RequestsPerSecondPerAddress", "3"));

        await IsLimitedAsync(() => host.GetAsync(host.Instances));
    }

    [Fact]
    public async Task An_account_that_asks_too_much_is_told_when_to_come_again_and_others_are_served()
    {
        await using var host = await WarrenHost.StartAsync(_ => { }, ("Limits:RequestsPerSecondPerAccount", "3"));
        var other = await Isolation.OtherAccount.AddAsync(host);

        await IsLimitedAsync(() => host.GetAsync(host.Instances));
        for (var i = 0; i < 10; i++)
        {
            if ((await host.GetAsync(host.Instances)).Status == 429)
            {
                break;
            }
        }

        Assert.Equal(200, (await host.SendAsync("GET", $"/v1.0/{other.ProjectId}/instances", null, ("X-Auth-Token", other.Token))).Status);
    }

    [Fact]
    public async Task Sign_ins_have_a_limit_of_their_own()
    {
        await using var host = await WarrenHost.StartAsync(_ => { }, ("Limits:SignInsPerMinutePerAddress", "60"));
        for (var i = 0; i < 8; i++)
        {
            Assert.Equal(200, (await host.GetAsync(host.Instances)).Status);
        }

        await IsLimitedAsync(() => host.SendAsync("POST", "/v3/auth/tokens", SignInBody.Of(SignInBody.Token("none"))), good: 401);
        Assert.Equal(200, (await host.GetAsync(host.Instances)).Status);
    }

    private static async Task IsLimitedAsync(Func<Task<Answer>> call, int good = 200)
    {
        Answer? refused = null;
        for (var i = 0; i < 200 && refused is null; i++)
        {
            var answer = await call();
            Assert.True(answer.Status == good || answer.Status == 429, answer.Text);
            refused = answer.Status == 429 ? answer : null;
        }

        Assert.NotNull(refused);
        Refusal.Is(refused, 429, "APIGW.0308", "throttling");
        var wait = TimeSpan.FromSeconds(int.Parse(refused.Headers["Retry-After"], System.Globalization.CultureInfo.InvariantCulture));
        Assert.InRange(wait, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(60));
        await Task.Delay(wait); // what the answer says is to be waited for
        Assert.Equal(good, (await call()).Status);
    }
}
