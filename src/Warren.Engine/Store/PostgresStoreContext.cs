using Microsoft.EntityFrameworkCore;

namespace Warren.Engine.Store;

/// <summary>
/// The store in PostgreSQL: the same model, with migrations of its own. Texts compare and sort by their bytes, as they do in SQLite, whatever the language of
/// the database is.
/// </summary>
internal sealed class PostgresStoreContext(DbContextOptions<PostgresStoreContext> options) : StoreContext(options)
{
    /// <summary>Comparison by bytes; every PostgreSQL has it.</summary>
    private const string ByBytes = "C";

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        base.ConfigureConventions(configurationBuilder);
        configurationBuilder.Properties<string>().UseCollation(ByBytes).HaveConversion<WithoutNul>();
    }
}
