using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Warren.Bench.Api;
using Warren.Bench.Report;
using Warren.Engine.Reconcile;
using Warren.Engine.Runtimes.Fake;
using Warren.Engine.Store;
using Warren.Postgres;

namespace Warren.Bench.Stores;

/// <summary>
/// Stores with more and more instances, a hundred in each project: how long it takes to list a page of a project, to show one instance, to count a filter, and how long the
/// reconcile loop takes to find what is due; each as times the same in the smallest store. Calls go one at a time, in turn with a bare endpoint that answers as many bytes.
/// </summary>
internal static class StoresBench
{
    private const int InProject = 100;
    private const int CallsPerRound = 100;
    private const int Sweeps = 20;

    /// <param name="sizes">Instances, smallest first.</param>
    /// <param name="rounds">How often each call is sent a hundred times.</param>
    /// <param name="usesPostgres">Whether PostgreSQL is measured instead of SQLite.</param>
    /// <param name="ct">Gives up.</param>
    public static async Task<IReadOnlyList<Figure>> MeasureAsync(IReadOnlyList<int> sizes, int rounds, bool usesPostgres, CancellationToken ct)
    {
        await using var server = usesPostgres ? await PostgresServer.StartAsync(ct) : null;
        await using var bare = await BareEndpoint.StartAsync(ct);
        var measured = new List<Store>();
        foreach (var size in sizes)
        {
            measured.Add(await MeasureAsync(size, rounds, server is null ? null : await server.CreateEmptyAsync(ct), bare, ct));
        }

        var group = $"Growth, {(usesPostgres ? "PostgreSQL" : "SQLite")}";
        var first = measured[0];
        return
        [
            .. measured.SelectMany(s => s.Calls.Select(c => new Figure(group, $"{c.Key}, {s.Instances:N0} instances", "ms", c.Value.Ours, "a bare endpoint", c.Value.Bare))),
            .. measured.Skip(1).SelectMany(s => s.Calls.Select(c =>
                new Figure(group, $"{c.Key}, {s.Instances:N0} instances beside {first.Instances:N0}", "ms", c.Value.Ours, "the smallest store", first.Calls[c.Key].Ours) { Wanted = Wanted.AtMost(1.5) })),
            .. measured.Skip(1).Select(s => new Figure(group, $"finding what is due, {s.Instances:N0} instances beside {first.Instances:N0}", "ms", s.Sweep, "the smallest store", first.Sweep) { Wanted = Wanted.AtMost(1.5) }),
            .. measured.Skip(1).Select(s => new Figure(group, $"memory of Warren, {s.Instances:N0} instances beside {first.Instances:N0}", "MiB", [s.MemoryMiB], "the smallest store", [first.MemoryMiB]) { Wanted = Wanted.AtMost(1.5) }),
        ];
    }

    private static async Task<Store> MeasureAsync(int instances, int rounds, string? postgres, BareEndpoint bare, CancellationToken ct)
    {
        // Nobody keeps brokers here, so what is measured is not disturbed by looks at them.
        await using var filled = await FilledWarren.StartAsync(instances, Math.Max(instances / InProject, 1), postgres, ct, "--roles", "api");
        List<(string What, TimedCall Call, TimedCall Bare)> pairs = [];
        foreach (var (what, query) in (IEnumerable<(string, string)>)[("a page of 10", "?limit=10"), ("one instance", $"/{filled.Original}"), ("a count by status", "?status=RUNNING&limit=1"), ("a name", "?name=original&exactMatchName=true")])
        {
            var call = new TimedCall(filled.Http, new Uri(filled.Instances + query), filled.Token);
            pairs.Add((what, call, new TimedCall(filled.Http, bare.Answering(await call.BytesAsync(ct)), filled.Token)));
        }

        for (var round = 0; round <= rounds; round++)
        {
            foreach (var (_, call, plain) in pairs)
            {
                await call.RunAsync(CallsPerRound, warmUp: round == 0, ct);
                await plain.RunAsync(CallsPerRound, warmUp: round == 0, ct);
            }
        }

        var sweep = await SweepAsync(filled.Warren, postgres, ct);
        return new Store(
            instances, pairs.ToDictionary(p => p.What, p => (p.Call.Milliseconds, p.Bare.Milliseconds), StringComparer.Ordinal), sweep, ProcessCost.ResidentMiB(filled.Warren.Pid));
    }

    /// <summary>What the reconcile loop asks the store for at each turn: what is due, of which it takes eight, and when the next falls due.</summary>
    private static async Task<IReadOnlyList<double>> SweepAsync(MeasuredWarren warren, string? postgres, CancellationToken ct)
    {
        var queue = new WorkQueue(
            new Opened(() => StoreSettings.Open(warren, postgres)), new FakeRuntime(Options.Create(new FakeOptions()), TimeProvider.System), Options.Create(new ReconcileOptions()), TimeProvider.System);
        var milliseconds = new List<double>();
        for (var turn = 0; turn <= Sweeps; turn++)
        {
            var began = TimeProvider.System.GetTimestamp();
            await queue.TakeAsync([], 8, ct);
            await queue.NextDueAsync(ct);
            if (turn > 0)
            {
                milliseconds.Add(TimeProvider.System.GetElapsedTime(began).TotalMilliseconds);
            }
        }

        return milliseconds;
    }

    /// <summary>What was measured of one store; milliseconds.</summary>
    private sealed record Store(int Instances, IReadOnlyDictionary<string, (IReadOnlyList<double> Ours, IReadOnlyList<double> Bare)> Calls, IReadOnlyList<double> Sweep, double MemoryMiB);

    private sealed class Opened(Func<StoreContext> open) : IDbContextFactory<StoreContext>
    {
        public StoreContext CreateDbContext() => open();
    }
}
