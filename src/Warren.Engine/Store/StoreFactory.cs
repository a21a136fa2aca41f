using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.Extensions.Options;
using Warren.Engine.Hosting;

namespace Warren.Engine.Store;

/// <summary>Opens the store that the settings name. A context that is disposed is used again, since making one costs as much as a query.</summary>
internal sealed class StoreFactory : IDbContextFactory<StoreContext>
{
    private readonly Func<StoreContext> open;

    /// <exception cref="OptionsValidationException">The settings name none.</exception>
    public StoreFactory(IOptions<StoreOptions> options, DataFolder data, IServiceProvider services)
    {
        if (options.Value.Provider == StoreProvider.Sqlite)
        {
            var sqlite = (DbContextOptions<StoreContext>)StoreSetup.Sqlite(data.Database).UseApplicationServiceProvider(services).Options;
            open = new PooledDbContextFactory<StoreContext>(sqlite).CreateDbContext;
        }
        else
        {
            options.Value.TryRead(out var connection);
            var postgres = (DbContextOptions<PostgresStoreContext>)StoreSetup.Postgres(PostgresSetup.Complete(connection!)).UseApplicationServiceProvider(services).Options;
            open = new PooledDbContextFactory<PostgresStoreContext>(postgres).CreateDbContext;
        }
    }

    public StoreContext CreateDbContext()
    {
        var store = open();
        store.Trail = null; // whose it was before
        return store;
    }
}
