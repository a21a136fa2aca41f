using Warren.Engine.Store;
using Warren.Postgres;

namespace Warren.Bench;

/// <summary>Either store, for a measured Warren and for the measurement itself.</summary>
internal static class StoreSettings
{
    /// <summary>Variables of a Warren.</summary>
    /// <param name="postgres">A database of PostgreSQL; null: SQLite.</param>
    public static IReadOnlyDictionary<string, string> Of(string? postgres) => postgres is null
        ? new Dictionary<string, string>(StringComparer.Ordinal)
        : SharedPostgres.Settings(postgres).ToDictionary(s => "WARREN_" + s.Key.Replace(":", "__", StringComparison.Ordinal), s => s.Value!, StringComparer.Ordinal);

    /// <summary>The store of that Warren.</summary>
    public static StoreContext Open(MeasuredWarren warren, string? postgres) =>
        postgres is null ? StoreMove.OpenSqlite(warren.Database) : new PostgresStoreContext(StoreSetup.Postgres(postgres).Options);
}
