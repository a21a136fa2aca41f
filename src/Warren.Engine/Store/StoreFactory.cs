using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Warren.Engine.Hosting;

namespace Warren.Engine.Store;

/// <summary>Opens the store that the settings name.</summary>
internal sealed class StoreFactory : IDbContextFactory<StoreContext>
{
    private readonly Func<StoreContext> open;

    /// <exception cref="OptionsValidationException">The settings name none.</exception>
    public StoreFactory(IOptions<StoreOptions> options, DataFolder data, IServiceProvider services)
    {
        if (options.Value.Provider == StoreProvider.Sqlite)
        {
            var sqlite = StoreSetup.Sqlite(data.Database).UseApplicationServiceProvider(services);
            open = () => new StoreContext((DbContextOptions<StoreContext>)sqlite.Options);
        }
        else
        {
            options.Value.TryRead(out var connection);
            var postgres = StoreSetup.Postgres(PostgresSetup.Complete(connection!)).UseApplicationServiceProvider(services);
            open = () => new PostgresStoreContext((DbContextOptions<PostgresStoreContext>)postgres.Options);
        }
    }

    public StoreContext CreateDbContext() => open();
}
