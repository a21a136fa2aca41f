using System.Text.Json;
using Warren.Live.Tests.Machine;
using Warren.Live.Tests.Running;

namespace Warren.Live.Tests;

/// <summary>What Warren writes to its standard output for other programs.</summary>
public sealed class LogTests : LiveTest
{
    [Fact]
    public async Task With_the_format_json_each_line_is_an_object_and_names_its_request()
    {
        var warren = NewWarren(("WARREN_Logging__Format", "json"));
        await warren.StartAsync(null, "--fake-brokers");

        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = new Uri(warren.Credentials.Url) };
        using var refused = await http.GetAsync(new Uri($"/v1.0/{warren.Credentials.ProjectId}/instances", UriKind.Relative));
        var request = refused.Headers.GetValues("X-Request-Id").Single();
        await Eventually.Holds("the refusal is in the log", () => warren.Output.Contains(request, StringComparison.Ordinal));
        await warren.StopAsync();

        var lines = warren.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => JsonElement.Parse(l)).ToList();
        Assert.Contains(lines, l => l.GetProperty("Message").GetString()!.StartsWith("Warren serves.", StringComparison.Ordinal));
        var refusal = Assert.Single(lines, l => l.GetProperty("EventId").GetInt32() == 110);
        Assert.Equal("Information", refusal.GetProperty("LogLevel").GetString());
        Assert.Contains(refusal.GetProperty("Scopes").EnumerateArray(), s => s.ValueKind == JsonValueKind.Object && s.TryGetProperty("RequestId", out var id) && id.GetString() == request);
        Assert.All(lines, l => Assert.True(DateTimeOffset.TryParse(l.GetProperty("Timestamp").GetString(), out _)));
        Assert.DoesNotContain(warren.Credentials.Password, warren.Output, StringComparison.Ordinal);
    }
}
