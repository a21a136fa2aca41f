using Warren.Server.Tests.Hosting;

namespace Warren.Server.Tests.Telemetry;

/// <summary>Who may read /metrics. What stands there is tested in a process of its own, since meters are the process's.</summary>
public sealed class MetricsTests
{
    private const string Token = "a-token-of-Prometheus";

    [Theory]
    [InlineData(null)]
    [InlineData("Bearer another-token-than-that")]
    [InlineData("Basic " + Token)]
    [InlineData(Token)]
    public async Task Whoever_has_it_not_is_refused(string? authorization)
    {
        await using var host = await WarrenHost.StartAsync(_ => { }, ("Telemetry:MetricsToken", Token));

        var answer = await host.SendAsync("GET", "/metrics", null, authorization is null ? [] : [("Authorization", authorization)]);

        Assert.Equal(401, answer.Status);
        Assert.DoesNotContain("warren_", answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_token_in_the_settings_there_is_none()
    {
        await using var host = await WarrenHost.StartAsync(_ => { });

        Assert.Equal(404, (await host.GetAsync("/metrics")).Status);
    }
}
