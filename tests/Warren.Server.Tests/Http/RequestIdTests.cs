using Warren.Server.Tests.Hosting;

namespace Warren.Server.Tests.Http;

/// <summary>Headers that every answer has.</summary>
public sealed class RequestIdTests(WarrenHost host)
{
    [Fact]
    public async Task Every_answer_has_an_id_of_its_own()
    {
        string[] paths = ["/", "/v3", "/healthz", "/readyz", "/v1.0/products", "/v1.0/nothing", host.Instances, host.Instances + "/x"];

        var ids = new List<string>();
        foreach (var path in paths)
        {
            ids.Add((await host.GetAsync(path)).Headers["X-Request-Id"]);
        }

        Assert.Distinct(ids);
        Assert.All(ids, id => Assert.Matches("^[0-9a-f]{32}$", id));
    }

    [Fact]
    public async Task A_caller_does_not_choose_the_id()
    {
        var answer = await host.CallAsync("GET", "/v1.0/products", null, ("X-Request-Id", "mine"));

        Assert.NotEqual("mine", answer.Headers["X-Request-Id"]);
    }

    [Theory]
    [InlineData("/v1.0/products")]
    [InlineData("/v1.0/nothing")]
    public async Task Every_answer_says_that_its_brokers_are_not_real_and_how_to_be_read(string path)
    {
        var headers = (await host.GetAsync(path)).Headers;

        Assert.Equal("fake", headers["X-Warren-Runtime"]);
        Assert.Equal("nosniff", headers["X-Content-Type-Options"]);
        Assert.Equal("SAMEORIGIN", headers["X-Frame-Options"]);
        Assert.False(headers.ContainsKey("Server"));
    }
}
