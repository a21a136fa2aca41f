using System.CommandLine;
using System.Text.Json;
using Warren.Cli.Session;
using Warren.Contract.Client;
using Warren.Contract.Cts;

namespace Warren.Cli.Audit;

/// <summary>audit: what was done and refused, newest first.</summary>
internal static class AuditCommand
{
    private static readonly Option<string?> User = Filter("--user", "Only what this user (name) did.");
    private static readonly Option<string?> Resource = Filter("--resource", "Only what was done to this id, such as an instance's.");
    private static readonly Option<string?> Action = Filter("--action", "Only this action, such as dms:instance:delete.");
    private static readonly Option<string?> Service = Filter("--service", "Only this service: dms, iam, vpc, eps.");
    private static readonly Option<string?> Rating = Filter("--rating", "normal: done; warning: refused; incident: failed.");
    private static readonly Option<DateTimeOffset?> Since = new("--since") { Description = "Not before this time, such as 2026-11-01T00:00:00Z." };
    private static readonly Option<DateTimeOffset?> Until = new("--until") { Description = "Before this time." };
    private static readonly Option<int> Limit = new("--limit") { Description = "At most so many; 0: all. Default 50.", DefaultValueFactory = _ => 50 };
    private static readonly Option<bool> Json = new("--json") { Description = "JSON lines: one trace as a JSON object on each line, for other programs." };

    public static Command Create() => SignedIn.Verb(
        "audit", "What was done and refused in the session's project, newest first.", RunAsync, User, Resource, Action, Service, Rating, Since, Until, Limit, Json);

    private static async Task RunAsync(SignedIn on, ParseResult parsed, CancellationToken ct)
    {
        var filter = new Dictionary<string, string>(StringComparer.Ordinal);
        void Add(string name, string? value)
        {
            if (!string.IsNullOrEmpty(value))
            {
                filter.Add(name, value);
            }
        }

        Add("user", parsed.GetValue(User));
        Add("resource_id", parsed.GetValue(Resource));
        Add("trace_name", parsed.GetValue(Action));
        Add("service_type", parsed.GetValue(Service));
        Add("trace_rating", parsed.GetValue(Rating));
        Add("from", parsed.GetValue(Since)?.ToUnixTimeMilliseconds().ToString(System.Globalization.CultureInfo.InvariantCulture));
        Add("to", parsed.GetValue(Until)?.ToUnixTimeMilliseconds().ToString(System.Globalization.CultureInfo.InvariantCulture));
        var traces = new AuditClient(on.InProject).ListAsync(filter, ct);
        var limited = parsed.GetValue(Limit) is > 0 and var most ? traces.Take(most) : traces;
        if (parsed.GetValue(Json))
        {
            await foreach (var trace in limited)
            {
                Console.WriteLine(JsonSerializer.Serialize(trace, CtsJson.Wire.Trace));
            }

            return;
        }

        var rows = new List<IReadOnlyList<string>>();
        await foreach (var t in limited)
        {
            rows.Add([$"{DateTimeOffset.FromUnixTimeMilliseconds(t.Time):u}", t.User.Name, t.TraceName, t.ResourceName ?? t.ResourceId ?? "-", t.Code, t.SourceIp ?? "-", t.Message ?? ""]);
        }

        Table.Write(["time", "user", "action", "on", "answer", "from", "refused because"], rows);
    }

    private static Option<string?> Filter(string name, string description) => new(name) { Description = description };
}
