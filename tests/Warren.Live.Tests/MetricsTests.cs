using System.Globalization;
using System.Net.Http.Headers;
using System.Text.RegularExpressions;
using Warren.Live.Tests.Machine;
using Warren.Live.Tests.Running;

namespace Warren.Live.Tests;

/// <summary>/metrics, as Prometheus reads it.</summary>
public sealed partial class MetricsTests : LiveTest
{
    private const string Token = "a-token-of-Prometheus";

    [Fact]
    public async Task Requests_instances_tasks_and_passes_are_counted_and_every_name_that_rules_and_dashboard_ask_for_is_there()
    {
        var warren = NewWarren(("WARREN_Telemetry__MetricsToken", Token));
        await warren.StartAsync(null, "--fake-brokers");
        await warren.Api.RunningAsync(await warren.Api.CreateAsync(warren.Api.QuickStart("counted")));
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = new Uri(warren.Credentials.Url) };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Token);

        var text = await Eventually.See(
            "the instance is counted",
            () => http.GetStringAsync(new Uri("/metrics", UriKind.Relative)),
            seen => Value(seen, "warren_instances", "status=\"RUNNING\"") == 1);

        Assert.Equal(0, Value(text, "warren_instances", "status=\"FAULTY\""));
        Assert.Equal(0, Value(text, "warren_tasks_open", "state=\"EXECUTING\""));
        Assert.Equal(0, Value(text, "warren_orphans", "kind=\"UNKNOWN\""));
        Assert.InRange(Value(text, "warren_reconcile_overdue_seconds", "")!.Value, 0, 30);
        Assert.Equal(1, Value(text, "warren_store_readable", ""));
        Assert.Equal(1, Value(text, "warren_tasks_ended_total", "state=\"SUCCESS\""));
        Assert.InRange(Value(text, "warren_reconcile_pass_duration_seconds_count", "outcome=\"done\"")!.Value, 1, int.MaxValue);
        Assert.InRange(Value(text, "http_server_request_duration_seconds_count", "http_route=\"/v1.0/{project_id}/instances/\"")!.Value, 1, int.MaxValue);
        Assert.All(NamesAskedFor().Where(n => !IsOfBrokers(n)), name => Assert.Contains($"\n{name}{{", text, StringComparison.Ordinal));
    }

    /// <summary>The value of the first series with this name and label.</summary>
    private static double? Value(string text, string name, string label)
    {
        // warren_instances{otel_scope_name="Warren.Engine",status="RUNNING"} 1
        var line = text.Split('\n').FirstOrDefault(l => l.StartsWith(name + "{", StringComparison.Ordinal) && l.Contains(label, StringComparison.Ordinal));
        return line is null ? null : double.Parse(line[(line.LastIndexOf('}') + 2)..].Split(' ')[0], CultureInfo.InvariantCulture);
    }

    /// <summary>Whether it is a series of brokers, which are there only where real ones are measured.</summary>
    internal static bool IsOfBrokers(string name) => name.StartsWith("warren_broker_", StringComparison.Ordinal);

    internal static IReadOnlySet<string> NamesAskedFor()
    {
        var files = (string[])["packaging/prometheus/alerts.yml", "packaging/grafana/warren.json"];
        var names = files.SelectMany(f => Asked().Matches(Repository.Read(f))).Select(m => m.Value).Where(n => n != "up").ToHashSet(StringComparer.Ordinal);
        Assert.InRange(names.Count, 5, int.MaxValue);
        return names;
    }

    /// <summary>A name with its labels; the label of a legend, {{status}}, has no name before it.</summary>
    [GeneratedRegex(@"[a-z_]+(?=\{[a-z$])")]
    private static partial Regex Asked();
}
