using System.Data.Common;
using System.Diagnostics;
using Microsoft.Data.Sqlite;
using Npgsql;
using Warren.Bench.Report;
using Warren.Postgres;

namespace Warren.Bench.Writes;

/// <summary>
/// Orders that are accepted in a second, by as many clients as wait for each other's commits anyway, in turn with bare commits of one small row into a file or database beside
/// Warren's own. The brokers are fake: what is measured is that nothing accepted is lost.
/// </summary>
internal static class WritesBench
{
    private const int Clients = 8;

    public static async Task<IReadOnlyList<Figure>> MeasureAsync(int rounds, int seconds, bool postgres, CancellationToken ct)
    {
        var figures = new List<Figure> { await MeasureAsync("SQLite", null, SqliteAsync, rounds, seconds, ct) };
        if (postgres)
        {
            await using var server = await PostgresServer.StartAsync(ct);
            var besides = await server.CreateEmptyAsync(ct);
            figures.Add(await MeasureAsync("PostgreSQL, both without fsync", await server.CreateEmptyAsync(ct), (_, limit) => CommitsAsync(() => new NpgsqlConnection(besides), "", limit), rounds, seconds, ct));
        }

        return figures;
    }

    private static async Task<Figure> MeasureAsync(string store, string? postgres, Func<string, TimeSpan, Task<int>> commits, int rounds, int seconds, CancellationToken ct)
    {
        var settings = new Dictionary<string, string>(StoreSettings.Of(postgres), StringComparer.Ordinal) { ["WARREN_Quota__InstancesPerProject"] = "1000000" };
        await using var warren = await MeasuredWarren.StartAsync(warmPool: 0, fastStartFolder: null, settings, ct, "--fake-brokers");
        var client = await warren.SignedInAsync(ct);
        var limit = TimeSpan.FromSeconds(seconds);
        var number = 0;
        List<double> ours = [], bare = [];
        for (var round = 0; round <= rounds; round++)
        {
            var orders = await TogetherAsync(limit, () => client.CreateInstanceAsync(warren.Order("00300-30109-0--0", $"bench-{Interlocked.Increment(ref number)}") with { StorageSpace = 100 }, ct));
            var rows = await commits(warren.Database + "-bare", limit);
            if (round > 0) // the first round warms up
            {
                ours.Add((double)orders / seconds);
                bare.Add((double)rows / seconds);
            }
        }

        return new Figure("Writes", $"orders accepted, {store}", "per second", ours, "bare commits", bare) { Wanted = Wanted.AtLeast(0.5) };
    }

    /// <summary>As durable as Warren's own: a commit is on the disk before it is acknowledged.</summary>
    private static Task<int> SqliteAsync(string file, TimeSpan limit) =>
        CommitsAsync(() => new SqliteConnection($"Data Source={file};Default Timeout=10"), "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;", limit);

    private static async Task<int> CommitsAsync(Func<DbConnection> open, string settings, TimeSpan limit)
    {
        await using (var connection = open())
        {
            await connection.OpenAsync();
            await ExecuteAsync(connection, settings + "CREATE TABLE IF NOT EXISTS bare (id TEXT NOT NULL PRIMARY KEY, text TEXT NOT NULL)");
        }

        var connections = new System.Collections.Concurrent.ConcurrentBag<DbConnection>();
        try
        {
            return await TogetherAsync(limit, async () =>
            {
                if (!connections.TryTake(out var connection))
                {
                    connection = open();
                    await connection.OpenAsync();
                    await ExecuteAsync(connection, settings.Length > 0 ? settings : "SELECT 1");
                }

                await ExecuteAsync(connection, $"INSERT INTO bare VALUES ('{Guid.NewGuid()}', 'as long as a name of an instance')");
                connections.Add(connection);
            });
        }
        finally
        {
            foreach (var connection in connections)
            {
                await connection.DisposeAsync();
            }
        }
    }

    private static async Task ExecuteAsync(DbConnection connection, string sql)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync();
    }

    /// <returns>How often it was done.</returns>
    private static async Task<int> TogetherAsync(TimeSpan limit, Func<Task> act)
    {
        var began = Stopwatch.GetTimestamp();
        var done = 0;
        await Task.WhenAll(Enumerable.Range(0, Clients).Select(_ => Task.Run(async () =>
        {
            while (Stopwatch.GetElapsedTime(began) < limit)
            {
                await act();
                Interlocked.Increment(ref done);
            }
        })));
        return done;
    }
}
