using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Warren.Engine.Audit;
using Warren.Engine.Hosting;

namespace Warren.Engine.Store;

/// <summary>Registers the store and brings its schema up to date.</summary>
public static class StoreSetup
{
    public static IServiceCollection AddStore(this IServiceCollection services) =>
        services.AddDbContextFactory<StoreContext>((provider, options) => Configure(options, provider.GetRequiredService<DataFolder>().Database))
            .AddScoped(OfScope);

    /// <summary>The store of one call, whose saves are recorded.</summary>
    private static StoreContext OfScope(IServiceProvider provider)
    {
        var store = provider.GetRequiredService<IDbContextFactory<StoreContext>>().CreateDbContext();
        store.Trail = provider.GetRequiredService<AuditTrail>();
        return store;
    }

    internal static void Configure(DbContextOptionsBuilder options, string file) => options
        .UseSqlite($"Data Source={file}")
        .AddInterceptors(new SqliteSetup());

    /// <summary>Applies the migrations that are missing. Write-ahead logging is a property of the file and is set once.</summary>
    public static async Task MigrateAsync(this StoreContext store, CancellationToken ct)
    {
        await store.Database.MigrateAsync(ct);
        await store.Database.ExecuteSqlRawAsync("PRAGMA journal_mode = WAL;", ct);
    }
}
