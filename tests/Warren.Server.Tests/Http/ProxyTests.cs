using Warren.Server.Tests.Hosting;
using Warren.Server.Tests.Iam;

namespace Warren.Server.Tests.Http;

/// <summary>Who called, when a proxy stands between: what a trusted one says, and what anybody else says is nothing.</summary>
public sealed class ProxyTests
{
    private static readonly (string, string) Slow = ("Limits:SignInsPerMinutePerAddress", "3");

    [Fact]
    public async Task Callers_behind_a_trusted_proxy_have_limits_of_their_own()
    {
        await using var host = await WarrenHost.StartAsync(_ => { }, Slow, ("Proxy:Trusted", "127.0.0.1, 10.7.0.0/16"));

        for (var caller = 0; caller < 10; caller++)
        {
            Assert.Equal(201, await SignInFromAsync(host, $"192.0.2.{caller}, 10.7.0.{caller}"));
        }

        Assert.Contains(429, await FourTimesAsync(host, "192.0.2.77"));
    }

    [Fact]
    public async Task What_anybody_else_says_of_whom_it_forwards_is_not_believed()
    {
        await using var host = await WarrenHost.StartAsync(_ => { }, Slow, ("Proxy:Trusted", "10.7.0.1"));

        Assert.Contains(429, await FourTimesAsync(host, "192.0.2.1"));
        Assert.Equal(429, await SignInFromAsync(host, "192.0.2.2"));
    }

    [Fact]
    public async Task A_signature_is_good_through_a_proxy()
    {
        await using var host = await WarrenHost.StartAsync(_ => { }, ("Proxy:Trusted", "127.0.0.1"));

        var answer = await host.SignedAsync("GET", host.Instances, host.Credentials.AccessKey, host.Credentials.SecretKey, null, ("X-Forwarded-For", "192.0.2.1"), ("X-Forwarded-Proto", "https"));

        Assert.Equal(200, answer.Status);
    }

    private static async Task<IReadOnlyList<int>> FourTimesAsync(WarrenHost host, string from)
    {
        var seen = new List<int>();
        for (var time = 0; time < 4; time++)
        {
            seen.Add(await SignInFromAsync(host, from));
        }

        return seen;
    }

    private static async Task<int> SignInFromAsync(WarrenHost host, string from) =>
        (await host.SendAsync("POST", "/v3/auth/tokens", SignInBody.ForProject(host.Credentials), ("X-Forwarded-For", from))).Status;
}
