using System.Globalization;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Warren.Live.Tests.Chaos;

namespace Warren.Server.Tests.Fuzz;

/// <summary>
/// Requests made from the served description of the API and then spoilt, one after the other. Whatever comes in: no fault of ours comes out, an error is JSON, and what was not
/// accepted has changed nothing.
/// </summary>
internal sealed class InputScenario(ChaosRun run, int requests)
{
    private const int MostFailures = 20;

    /// <summary>Of managed memory, MiB, that a run may leave: caches that fill once.</summary>
    private const long CachesAtMost = 32;

    /// <summary>Of this process's open handles: connections and files of the store that a pool keeps.</summary>
    private const int HandlesAtMost = 15;

    private readonly SortedDictionary<int, int> statuses = [];
    private readonly HashSet<ApiOperation> reached = [];
    private readonly List<string> failures = [];
    private IReadOnlyList<ApiOperation> operations = [];
    private int warrens;

    public async Task RunAsync()
    {
        var warren = await StartAsync();
        try
        {
            var document = (await warren.Host.SendAsync("GET", "/openapi/v1.0.json")).Json;
            operations = ApiOperation.Read(document);
            var before = Footprint.Now();
            for (var n = 0; n < requests && failures.Count < MostFailures; n++)
            {
                if (n == requests / 10)
                {
                    before = Footprint.Now(); // what is filled once is filled
                }

                if (ChaosSettings.Sabotages && n == requests / 2)
                {
                    await SabotageAsync(warren);
                }

                var request = FuzzedRequest.Make(unchecked(run.Seed * 1_000_003 + n), operations, document, warren.Good, warren.Host.Token);
                if (!await SendAsync(warren, n, request))
                {
                    await warren.DisposeAsync();
                    warren = await StartAsync();
                }
            }

            Judge(before, Footprint.Now());
        }
        finally
        {
            await warren.DisposeAsync();
        }
    }

    private async Task<FuzzedWarren> StartAsync()
    {
        warrens++;
        return await FuzzedWarren.StartAsync();
    }

    /// <summary>A row is changed behind the API's back: the next request that is refused seems to have done it.</summary>
    private async Task SabotageAsync(FuzzedWarren warren)
    {
        run.Did("sabotage: a row is changed behind the API's back");
        await using var store = warren.Host.OpenStore();
        await store.Instances.ExecuteUpdateAsync(s => s.SetProperty(i => i.Description, "sabotaged"));
        var request = FuzzedRequest.Make(run.Seed, [new ApiOperation("GET", "/nothing", [], null)], default, warren.Good, warren.Host.Token);
        await SendAsync(warren, requests, request);
    }

    /// <summary>Sends one, and writes down what came of it.</summary>
    /// <returns>Whether the next one can go to the same Warren: a request may end its own token, user or project, which is allowed.</returns>
    private async Task<bool> SendAsync(FuzzedWarren warren, int n, FuzzedRequest request)
    {
        var answer = await warren.Connection.SendAsync(request.Bytes, request.HangsUp, request.Bytes.AsSpan().StartsWith("HEAD "u8));
        statuses[answer?.Status ?? 0] = statuses.GetValueOrDefault(answer?.Status ?? 0) + 1;
        if (answer is { Status: >= 200 and < 300 })
        {
            reached.Add(request.Operation);
        }

        if (FaultIn(request, answer, warren.Content) is { } fault)
        {
            failures.Add(fault);
            run.Note(string.Create(
                CultureInfo.InvariantCulture,
                $"request {n} of seed {run.Seed}: {fault}\n{request}\n-> {answer?.Status} {answer?.Text}\n{(answer?.Status >= 500 ? warren.Host.Log.Lines.LastOrDefault() : "")}"));
        }

        return answer?.Status is not (401 or 403) || await warren.MayStillCallAsync();
    }

    private static string? FaultIn(FuzzedRequest request, RawAnswer? answer, StoreContent content)
    {
        var changes = content.Changes();
        return answer switch
        {
            null when request.HangsUp => changes.Count > 0 ? $"no answer, and changes in {string.Join(", ", changes)}" : null,
            null => "no answer",
            { Status: >= 500 } => "a fault",
            { Status: >= 400, IsOfTheHttpServer: false, Body.Length: > 0 } when !IsJson(answer) => "an error that is not JSON",
            { Status: >= 400, IsOfTheHttpServer: false, Body.Length: 0 } when !request.Bytes.AsSpan().StartsWith("HEAD "u8) => "an error without a body",
            { Status: >= 300 } when changes.Count > 0 => $"refused, and changes in {string.Join(", ", changes)}",
            _ => null,
        };
    }

    private static bool IsJson(RawAnswer answer)
    {
        try
        {
            using var parsed = JsonDocument.Parse(answer.Body);
            return parsed.RootElement.ValueKind == JsonValueKind.Object && answer.Headers.GetValueOrDefault("Content-Type", "").StartsWith("application/json", StringComparison.Ordinal);
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private void Judge(Footprint before, Footprint after)
    {
        var sent = statuses.Values.Sum();
        run.Judge("requests sent / Warrens that they went to", $"{sent} / {warrens}", $"{requests}", sent == requests);
        run.Judge("answers", string.Join(", ", statuses.Select(s => $"{(s.Key == 0 ? "none, after hanging up" : s.Key.ToString(CultureInfo.InvariantCulture))}: {s.Value}")));
        run.Judge(
            "operations of the description, and those that succeeded at least once", $"{operations.Count}, {reached.Count}", "more than a third", reached.Count > operations.Count / 3);
        run.Judge("answers 5xx, none at all, or an error that is not JSON; changes without a 2xx", failures.Count, "0", failures.Count == 0);

        // Other tests run in this process beside a short one.
        run.Judge("managed memory after a tenth / at the end, MiB", $"{before.MemoryMiB} / {after.MemoryMiB}", $"grow by {CachesAtMost} at most", run.IsShort || after.MemoryMiB <= before.MemoryMiB + CachesAtMost);
        run.Judge("open handles after a tenth / at the end", $"{before.Handles} / {after.Handles}", $"grow by {HandlesAtMost} at most", run.IsShort || after.Handles <= before.Handles + HandlesAtMost);
        run.Judge("resident memory after a tenth / at the end, MiB", $"{before.ResidentMiB} / {after.ResidentMiB}");
    }

    /// <summary>What this process holds, the Warren in it included.</summary>
    private sealed record Footprint(long MemoryMiB, long ResidentMiB, int Handles)
    {
        public static Footprint Now() => new(
            GC.GetTotalMemory(forceFullCollection: true) >> 20, Environment.WorkingSet >> 20, Directory.EnumerateFileSystemEntries("/proc/self/fd").Count());
    }
}
