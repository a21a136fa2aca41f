using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Warren.Engine.Audit;
using Warren.Engine.Hosting;

namespace Warren.Engine.Store;

/// <summary>Registers the store and brings its schema up to date.</summary>
public static class StoreSetup
{
    public static IServiceCollection AddStore(this IServiceCollection services)
    {
        services.AddOptions<StoreOptions>().BindConfiguration("Store").ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<IDbContextFactory<StoreContext>, StoreFactory>();
        services.AddSingleton<StoreReadiness>();
        services.AddSingleton<OwnCommits>();
        services.AddSingleton(p => StoreVersion.Of(p.GetRequiredService<IOptions<StoreOptions>>(), p.GetRequiredService<DataFolder>(), p.GetRequiredService<OwnCommits>()));
        return services.AddScoped(OfScope);
    }

    /// <summary>Registers what is remembered of the store.</summary>
    /// <param name="services">Where to.</param>
    /// <param name="most">How much is kept, in the unit of its weights.</param>
    public static IServiceCollection AddMemory<T>(this IServiceCollection services, long most) =>
        services.AddSingleton(p => new StoreMemory<T>(p.GetRequiredService<TimeProvider>(), most));

    /// <summary>
    /// Applies the migrations that are missing, one copy of Warren at a time; the others wait and then find nothing to do. A store that lacks none costs one look:
    /// EF Core's own way builds the model of the last migration first. Write-ahead logging is a property of SQLite's file, which a restored copy has lost.
    /// </summary>
    public static async Task MigrateAsync(this StoreContext store, CancellationToken ct)
    {
        var isSqlite = store.Database.IsSqlite();
        if ((await store.Database.GetPendingMigrationsAsync(ct)).Any())
        {
            if (isSqlite)
            {
                using var turn = await SqliteMigrationLock.TakeAsync(store, ct);
                await store.Database.MigrateAsync(ct);
            }
            else
            {
                await PostgresMigrationLock.RunAsync(store, () => store.Database.MigrateAsync(ct), ct);
            }
        }

        if (isSqlite)
        {
            await store.Database.ExecuteSqlRawAsync("PRAGMA journal_mode = WAL;", ct);
        }
    }

    internal static DbContextOptionsBuilder<StoreContext> Sqlite(string file) =>
        new DbContextOptionsBuilder<StoreContext>().UseSqlite(SqliteSetup.ConnectionString(file)).AddInterceptors(new SqliteSetup(), new SqliteTurns());

    internal static DbContextOptionsBuilder<PostgresStoreContext> Postgres(string connectionString) =>
        new DbContextOptionsBuilder<PostgresStoreContext>().UseNpgsql(connectionString).AddInterceptors(new SingleWriter());

    /// <summary>The store of one call, whose saves are recorded.</summary>
    private static StoreContext OfScope(IServiceProvider provider)
    {
        var store = provider.GetRequiredService<IDbContextFactory<StoreContext>>().CreateDbContext();
        store.Trail = provider.GetRequiredService<AuditTrail>();
        return store;
    }
}
