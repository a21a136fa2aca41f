using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql;
using Warren.Engine.Store;
using Warren.Postgres;

namespace Warren.Engine.Tests.Store;

/// <summary>The schema of a store is brought up to date whoever else tries, and whatever became of those that tried before.</summary>
public sealed class MigrationTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("warren-test-migration-").FullName;

    private string Database => Path.Combine(folder, "warren.db");

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task The_lock_of_a_process_that_was_killed_in_a_migration_holds_nobody_up()
    {
        await using (var killed = new StoreContext(StoreSetup.Sqlite(Database).Options))
        {
            await killed.GetService<IHistoryRepository>().AcquireDatabaseLockAsync(TestContext.Current.CancellationToken); // and is never given back
        }

        await using var next = new StoreContext(StoreSetup.Sqlite(Database).Options);
        await MigrateAsync(next);

        Assert.Empty(await next.Instances.ToListAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Processes_that_start_together_migrate_one_after_the_other()
    {
        await Task.WhenAll(Enumerable.Range(0, 4).Select(async _ =>
        {
            await using var store = new StoreContext(StoreSetup.Sqlite(Database).Options);
            await MigrateAsync(store);
        }));

        await using var store = new StoreContext(StoreSetup.Sqlite(Database).Options);
        Assert.Empty(await store.Database.GetPendingMigrationsAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Copies_that_start_together_over_an_empty_PostgreSQL_migrate_one_after_the_other()
    {
        var database = await (await SharedPostgres.ServerAsync(TestContext.Current.CancellationToken)).CreateEmptyAsync(TestContext.Current.CancellationToken);

        await Task.WhenAll(Enumerable.Range(0, 4).Select(async _ =>
        {
            await using var store = Open();
            await MigrateAsync(store);
        }));

        await using var store = Open();
        Assert.Empty(await store.Database.GetPendingMigrationsAsync(TestContext.Current.CancellationToken));

        PostgresStoreContext Open() => new((DbContextOptions<PostgresStoreContext>)StoreSetup.Postgres(PostgresSetup.Complete(new NpgsqlConnectionStringBuilder(database))).Options);
    }

    /// <summary>Fails instead of waiting for ever.</summary>
    private static async Task MigrateAsync(StoreContext store)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(TimeSpan.FromMinutes(1));
        await store.MigrateAsync(limit.Token);
    }
}
