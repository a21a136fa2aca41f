using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.Extensions.Options;
using Warren.Engine.Hosting;

namespace Warren.Engine.Store;

/// <summary>Opens the store that the settings name. Contexts are used again: to make one anew takes as long as a small query.</summary>
internal sealed class StoreFactory : IDbContextFactory<StoreContext>
{
    private readonly Func<StoreContext> open;

    /// <exception cref="OptionsValidationException">The settings name none.</exception>
    public StoreFactory(IOptions<StoreOptions> options, DataFolder data, OwnCommits commits, IServiceProvider services)
    {
        if (options.Value.Provider == StoreProvider.Sqlite)
        {
            var sqlite = StoreSetup.Sqlite(data.Database).UseApplicationServiceProvider(services);
            open = new PooledDbContextFactory<StoreContext>((DbContextOptions<StoreContext>)sqlite.Options).CreateDbContext;
        }
        else
        {
            options.Value.TryRead(out var connection);
            var postgres = StoreSetup.Postgres(PostgresSetup.Complete(connection!)).AddInterceptors(commits).UseApplicationServiceProvider(services);
            open = new PooledDbContextFactory<PostgresStoreContext>((DbContextOptions<PostgresStoreContext>)postgres.Options).CreateDbContext;
        }
    }

    public StoreContext CreateDbContext()
    {
        var store = open();
        store.Trail = null; // whose call it served before is nobody's business
        return store;
    }
}
