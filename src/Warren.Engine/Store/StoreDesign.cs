using Microsoft.EntityFrameworkCore.Design;

namespace Warren.Engine.Store;

/// <summary>Lets <c>dotnet ef migrations add --context StoreContext</c> build the model without starting the server.</summary>
internal sealed class StoreDesign : IDesignTimeDbContextFactory<StoreContext>
{
    public StoreContext CreateDbContext(string[] args) => new(StoreSetup.Sqlite(":memory:").Options);
}

/// <summary>The same of PostgreSQL's: <c>--context PostgresStoreContext</c>.</summary>
internal sealed class PostgresStoreDesign : IDesignTimeDbContextFactory<PostgresStoreContext>
{
    public PostgresStoreContext CreateDbContext(string[] args) => new(StoreSetup.Postgres("Host=localhost").Options);
}
