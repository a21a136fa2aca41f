using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql;
using Warren.Engine.Catalogue;
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

    [Fact]
    public async Task What_a_start_asks_of_a_store_is_known_only_of_one_that_lacks_no_migration()
    {
        Assert.Null(SqliteGlance.Look(Database));
        Assert.False(File.Exists(Database));
        await using var store = new StoreContext(StoreSetup.Sqlite(Database).Options);
        Assert.Equal(SqliteGlance.NewestMigration, store.Database.GetMigrations().Last());
        await MigrateAsync(store);
        Assert.Null(SqliteGlance.Look(Database)); // the first start has not come to its end
        store.Installations.Add(new Installation { Id = 1, AccountId = "account", Region = "here", Runtime = "fake", CreatedAt = DateTimeOffset.UnixEpoch });
        store.Zones.AddRange(new Zone { Id = "second", Code = "b", Ordinal = 1 }, new Zone { Id = "first", Code = "a", Ordinal = 0 });
        await store.SaveChangesAsync(TestContext.Current.CancellationToken);

        var known = SqliteGlance.Look(Database);

        Assert.Equal(("here", "fake"), (known?.Region, known?.Runtime));
        Assert.Equal(["first", "second"], known!.Zones.Select(z => z.Id));

        await store.Database.ExecuteSqlAsync($"DELETE FROM \"__EFMigrationsHistory\" WHERE \"MigrationId\" = {SqliteGlance.NewestMigration}", TestContext.Current.CancellationToken);
        Assert.Null(SqliteGlance.Look(Database));
    }

    [Fact]
    public async Task A_restored_store_that_lost_its_log_is_not_taken_for_one_that_is_as_it_should_be()
    {
        await using var store = new StoreContext(StoreSetup.Sqlite(Database).Options);
        await MigrateAsync(store);
        store.Installations.Add(new Installation { Id = 1, AccountId = "account", Region = "here", Runtime = "fake", CreatedAt = DateTimeOffset.UnixEpoch });
        await store.SaveChangesAsync(TestContext.Current.CancellationToken);
        Assert.NotNull(SqliteGlance.Look(Database));

        await store.Database.ExecuteSqlRawAsync("PRAGMA journal_mode = DELETE", TestContext.Current.CancellationToken);

        Assert.Null(SqliteGlance.Look(Database));
    }

    /// <summary>Fails instead of waiting for ever.</summary>
    private static async Task MigrateAsync(StoreContext store)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(TimeSpan.FromMinutes(1));
        await store.MigrateAsync(limit.Token);
    }
}
