using Microsoft.Data.Sqlite;
using Warren.Engine.Catalogue;

namespace Warren.Engine.Store;

/// <summary>
/// What a start wants to know of a SQLite store that is as this program left it: nearly every start finds one. It is asked without EF Core, whose first query takes as long as the rest of a
/// start.
/// </summary>
/// <param name="Region">Name of the region.</param>
/// <param name="Runtime">Name of the runtime that keeps its brokers.</param>
/// <param name="Zones">The default one first.</param>
public sealed record SqliteGlance(string Region, string Runtime, IReadOnlyList<Zone> Zones)
{
    /// <summary>The last of the migrations; with another one a store has to be looked at more closely.</summary>
    internal const string NewestMigration = "20261130024600_MeasuringTurns";

    /// <summary>Null: there is no store yet, or it is not as it should be, or it cannot be read.</summary>
    /// <param name="file">The database.</param>
    public static SqliteGlance? Look(string file)
    {
        try
        {
            using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, Mode = SqliteOpenMode.ReadWrite, Pooling = false }.ConnectionString);
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = """
                SELECT (SELECT max("MigrationId") FROM "__EFMigrationsHistory"), (SELECT journal_mode FROM pragma_journal_mode), "Region", "Runtime" FROM "Installations";
                SELECT "Id", "Code", "Ordinal" FROM "Zones" ORDER BY "Ordinal";
                """;
            using var rows = command.ExecuteReader();
            if (!rows.Read() || rows.GetString(0) != NewestMigration || rows.GetString(1) != "wal")
            {
                return null;
            }

            var (region, runtime) = (rows.GetString(2), rows.GetString(3));
            rows.NextResult();
            var zones = new List<Zone>();
            while (rows.Read())
            {
                zones.Add(new Zone { Id = rows.GetString(0), Code = rows.GetString(1), Ordinal = rows.GetInt32(2) });
            }

            return new SqliteGlance(region, runtime, zones);
        }
        catch (SqliteException)
        {
            return null;
        }
    }
}
