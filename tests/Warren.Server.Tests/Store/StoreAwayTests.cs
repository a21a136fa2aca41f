using System.Diagnostics;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using Warren.Engine.Store;
using Warren.Postgres;
using Warren.Server.Tests.Hosting;
using Warren.Server.Tests.Http;

namespace Warren.Server.Tests.Store;

/// <summary>
/// A store that is away: calls are told so and when to come again, whatever they asked for; brokers go on; and once it is back all is well without anybody's
/// help. What was refused left nothing behind.
/// </summary>
public sealed class StoreAwayTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task PostgreSQL_that_is_stopped_killed_or_cut_off_is_told_as_503_and_all_is_well_afterwards()
    {
        await using var server = await PostgresServer.StartAsync(Ct);
        await using var way = new CutConnection(server.Port);
        var connection = new NpgsqlConnectionStringBuilder(await server.CreateEmptyAsync(Ct)) { Port = way.Port, Timeout = 2, CommandTimeout = 2, CancellationTimeout = 500 };
        await using var host = await WarrenHost.StartAsync(_ => { }, [.. SharedPostgres.Settings(connection.ConnectionString).Select(s => (s.Key, s.Value!))]);
        var before = await host.CreateAsync(host.Order());
        await host.WaitForAsync(before, "RUNNING");

        await AwayAsync(host, before, server.StopAsync, () => server.RunAsync(Ct));
        await AwayAsync(host, before, server.KillAsync, () => server.RunAsync(Ct));
        await AwayAsync(host, before, () => Do(way.Cut), () => Do(way.Mend));
    }

    [Fact]
    public async Task A_SQLite_file_that_another_holds_is_told_as_503_to_writers_and_read_all_the_same()
    {
        await using var host = await WarrenHost.StartAsync(_ => { }, ("Store:Provider", "Sqlite"));
        var id = await host.CreateAsync(host.Order());
        await host.WaitForAsync(id, "RUNNING");
        await using (var holder = new SqliteConnection($"Data Source={host.Data.Database};Pooling=false"))
        {
            await holder.OpenAsync(Ct);
            await using var held = holder.BeginTransaction(deferred: false);

            IsUnavailable(await host.CallAsync("POST", host.Instances, host.Order().ToJsonString()));

            Assert.Equal(200, (await host.GetAsync($"{host.Instances}/{id}")).Status);
        }

        await host.WaitForAsync(await host.CreateAsync(host.Order()), "RUNNING");
    }

    [Fact]
    public async Task A_SQLite_file_that_is_read_only_or_cannot_grow_counts_as_away()
    {
        await using var host = await WarrenHost.StartAsync(_ => { }, ("Store:Provider", "Sqlite"));

        // The limit is SQLite's own, and its error the one of a full disk.
        IsUnavailable(
            await RefusedAsync(
                $"Data Source={host.Data.Database};Pooling=false", "PRAGMA max_page_count = 1", "CREATE TABLE more (x)", "INSERT INTO more VALUES (randomblob(10000000))"),
            13);
        IsUnavailable(await RefusedAsync($"Data Source={host.Data.Database};Pooling=false;Mode=ReadOnly", "DELETE FROM \"Instances\""), 8);
    }

    private static async Task AwayAsync(WarrenHost host, string before, Func<Task> leave, Func<Task> comeBack)
    {
        var refused = host.Order();
        await leave();

        IsUnavailable(await host.CallAsync("POST", host.Instances, refused.ToJsonString()));
        IsUnavailable(await host.GetAsync($"{host.Instances}/{before}"));
        IsUnavailable(await host.GetAsync(host.Instances));
        Assert.Equal(503, (await host.SendAsync("GET", "/readyz")).Status);
        Assert.Equal(200, (await host.SendAsync("GET", "/healthz")).Status);
        Assert.Contains(before, host.Brokers.Running.Keys);

        await comeBack();

        await UntilReadyAsync(host);
        Assert.DoesNotContain($"\"{refused["name"]}\"", (await host.GetAsync(host.Instances)).Text, StringComparison.Ordinal);
        await host.WaitForAsync(before, "RUNNING");
        await host.WaitForAsync(await host.CreateAsync(refused), "RUNNING");
    }

    private static async Task<SqliteException> RefusedAsync(string connectionString, params string[] sql)
    {
        await using var connection = new SqliteConnection(connectionString);
        await connection.OpenAsync(Ct);
        await using var command = connection.CreateCommand();
        return await Assert.ThrowsAsync<SqliteException>(async () =>
        {
            foreach (var statement in sql)
            {
                command.CommandText = statement;
                await command.ExecuteScalarAsync(Ct);
            }
        });
    }

    private static void IsUnavailable(SqliteException refused, int code)
    {
        Assert.Equal(code, refused.SqliteErrorCode);
        Assert.True(StoreFailure.IsUnavailable(new DbUpdateException("saving", refused)));
    }

    private static void IsUnavailable(Answer answer)
    {
        Refusal.Is(answer, 503, "111500054");
        Assert.True(int.Parse(answer.Headers["Retry-After"], System.Globalization.CultureInfo.InvariantCulture) > 0);
    }

    private static async Task UntilReadyAsync(WarrenHost host)
    {
        for (var began = Stopwatch.GetTimestamp(); (await host.SendAsync("GET", "/readyz")).Status != 200;)
        {
            Assert.True(Stopwatch.GetElapsedTime(began) < Patience, "It does not come back.");
            await Task.Delay(50, Ct);
        }
    }

    private static Task Do(Action what)
    {
        what();
        return Task.CompletedTask;
    }
}
