using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Warren.Server.Iam;
using Warren.Server.Tests.Hosting;
using Warren.WebConsole.Hosting;

namespace Warren.Server.Tests.Documents;

/// <summary>The description of the API: complete, and the one that is committed.</summary>
public sealed partial class OpenApiTests(WarrenHost host)
{
    /// <summary>The description itself and the page to read it.</summary>
    private static readonly string[] NotDescribed = ["/openapi/", "/docs"];

    [Fact]
    public async Task The_committed_description_is_the_one_that_is_served()
    {
        var answer = await host.SendAsync("GET", "/openapi/v1.0.json");

        Assert.Equal(200, answer.Status);
        CommittedFile.Is("docs/openapi/v1.0.json", answer.Text);
    }

    [Fact]
    public async Task Every_route_says_who_may_call_it_and_is_described_with_its_path_parameters()
    {
        var paths = (await host.SendAsync("GET", "/openapi/v1.0.json")).Json.GetProperty("paths");
        var described = 0;
        foreach (var route in host.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>().Where(r => r.Metadata.GetMetadata<ConsoleRoute>() is null))
        {
            Assert.True(route.Metadata.GetMetadata<RouteAccess>() is not null, $"{route.DisplayName} does not say who may call it.");
            var pattern = Constraint().Replace("/" + route.RoutePattern.RawText!.Trim('/'), "}");
            if (NotDescribed.Any(p => pattern.StartsWith(p, StringComparison.Ordinal)))
            {
                continue;
            }

            Assert.True(paths.TryGetProperty(pattern, out var path), $"{pattern} is not described.");
            foreach (var method in route.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods)
            {
                Assert.True(path.TryGetProperty(method.ToLowerInvariant(), out var operation), $"{method} {pattern} is not described.");
                Assert.Equal(route.RoutePattern.Parameters.Select(p => p.Name).Order(StringComparer.Ordinal), PathParameters(operation).Order(StringComparer.Ordinal));
                described++;
            }
        }

        Assert.Equal(paths.EnumerateObject().Sum(p => p.Value.EnumerateObject().Count()), described);
    }

    [Fact]
    public async Task Every_description_is_named_once()
    {
        var operations = (await host.SendAsync("GET", "/openapi/v1.0.json")).Json.GetProperty("paths").EnumerateObject().SelectMany(p => p.Value.EnumerateObject()).ToList();

        Assert.Distinct(operations.Select(o => o.Value.GetProperty("operationId").GetString()));
    }

    [Fact]
    public async Task The_page_to_read_it_loads_and_takes_nothing_from_another_host()
    {
        var answer = await host.SendAsync("GET", "/docs/");

        Assert.Equal(200, answer.Status);
        Assert.StartsWith("text/html", answer.Headers["Content-Type"], StringComparison.Ordinal);
        var references = Reference().Matches(answer.Text).Select(m => m.Groups[1].Value).ToList();
        Assert.NotEmpty(references);
        Assert.All(references, r => Assert.DoesNotMatch("^(https?:)?//", r));
        foreach (var script in references.Where(r => r.EndsWith(".js", StringComparison.Ordinal)))
        {
            Assert.Equal(200, (await host.SendAsync("GET", new Uri(new Uri(host.Url, "/docs/"), script).PathAndQuery)).Status);
        }
    }

    private static IEnumerable<string> PathParameters(JsonElement operation) =>
        operation.TryGetProperty("parameters", out var all)
            ? all.EnumerateArray().Where(p => p.GetProperty("in").GetString() == "path").Select(p => p.GetProperty("name").GetString()!)
            : [];

    [GeneratedRegex("""\b(?:src|href)\s*=\s*["']([^"']*)["']""")]
    private static partial Regex Reference();

    /// <summary>What a route asks of a part of its path, for example :length(32) in {project_id:length(32)}.</summary>
    [GeneratedRegex(@":[^}/]+\}")]
    private static partial Regex Constraint();
}
