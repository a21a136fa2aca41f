using Warren.Server.Tests.Hosting;

namespace Warren.Server.Tests.Http;

/// <summary>Paths that nothing is served at, and methods that a path does not have: errors like every other.</summary>
public sealed class RoutingErrorsTests(WarrenHost host)
{
    [Theory]
    [InlineData("GET", "/v1.0")]
    [InlineData("GET", "/v1.0/nothing")]
    [InlineData("GET", "/v9/instances")]
    [InlineData("POST", "/v1.0/availablezones/x")]
    [InlineData("GET", "/v1.0/0123456789abcdef0123456789abcdef/instances/a/b/c")]
    [InlineData("GET", "/%E5%85%94")]
    [InlineData("GET", "/index.html")]
    [InlineData("PUT", "/v1.0/x/y/z")]
    public async Task An_unknown_path_is_404_and_needs_no_token(string method, string path)
    {
        Refusal.Is(await host.SendAsync(method, path), 404, "111404001", Uri.UnescapeDataString(path));
    }

    [Fact]
    public async Task An_unknown_path_of_v2_is_told_in_the_codes_of_v2()
    {
        Refusal.Is(await host.SendAsync("GET", "/v2/nothing"), 404, "DMS.00404001", "/v2/nothing");
    }

    [Fact]
    public async Task An_unknown_path_of_the_identity_calls_is_told_in_their_shape()
    {
        Refusal.IsKeystone(await host.SendAsync("GET", "/v3/nothing"), 404, "Not Found");
    }

    [Theory]
    [InlineData("DELETE", "/v1.0/availableZones", "GET")]
    [InlineData("POST", "/v1.0/products", "GET")]
    [InlineData("PUT", "/v1.0/instances/maintain-windows", "GET")]
    [InlineData("PATCH", "/v1.0/0123456789abcdef0123456789abcdef/instances", "GET, POST")]
    [InlineData("DELETE", "/v1.0/0123456789abcdef0123456789abcdef/instances", "GET, POST")]
    [InlineData("OPTIONS", "/v1.0/availableZones", "GET")]
    [InlineData("FROBNICATE", "/v1.0/availableZones", "GET")]
    [InlineData("POST", "/healthz", "GET")]
    public async Task A_method_that_a_path_does_not_have_is_405_and_says_which_it_has(string method, string path, string allowed)
    {
        var answer = await host.SendAsync(method, path);

        Refusal.Is(answer, 405, "111405001", method);
        Assert.Equal(allowed, answer.Headers["Allow"]);
        Assert.Contains(allowed, answer.Json.GetProperty("error_msg").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_method_that_an_identity_call_does_not_have_is_told_in_their_shape()
    {
        var answer = await host.SendAsync("PUT", "/v3/auth/tokens");

        Refusal.IsKeystone(answer, 405, "Method Not Allowed");
        Assert.Equal("DELETE, GET, HEAD, POST", answer.Headers["Allow"]);
    }

    [Theory]
    [InlineData("/v1.0/nothing", 404)]
    [InlineData("/v1.0/availableZones", 405)]
    [InlineData("/v3/auth/tokens", 401)]
    public async Task An_error_of_HEAD_has_everything_but_its_body(string path, int status)
    {
        var answer = await host.SendAsync("HEAD", path);

        Assert.Equal((status, ""), (answer.Status, answer.Text));
        Assert.NotEmpty(answer.Headers["X-Request-Id"]);
        Assert.StartsWith("application/json", answer.Headers["Content-Type"], StringComparison.Ordinal);
    }
}
