using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Data.Sqlite;

namespace Warren.Server.Tests.Fuzz;

/// <summary>What a store of SQLite holds, without what is written down of every call: whether anything changed, and what.</summary>
internal sealed class StoreContent : IDisposable
{
    /// <summary>Written by refused calls too.</summary>
    private static readonly string[] Books = ["AuditEvents", "ProofLocks", "__EFMigrationsHistory", "__EFMigrationsLock"];

    private readonly SqliteConnection connection;
    private readonly IReadOnlyList<string> tables;
    private long version;
    private Dictionary<string, string> known;

    public StoreContent(string file)
    {
        connection = new SqliteConnection($"Data Source={file};Pooling=false");
        connection.Open();
        tables = [.. Rows("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'").Select(r => r[0]).Except(Books, StringComparer.Ordinal)];
        version = Version();
        known = Read();
    }

    /// <summary>The tables that differ from what they were at the last call.</summary>
    public IReadOnlyList<string> Changes()
    {
        var now = Version();
        if (now == version)
        {
            return []; // nobody else has written anything
        }

        version = now;
        var (before, after) = (known, Read());
        known = after;
        return [.. tables.Where(t => before[t] != after[t])];
    }

    public void Dispose() => connection.Dispose();

    private long Version() => long.Parse(Rows("PRAGMA data_version")[0][0], CultureInfo.InvariantCulture);

    private Dictionary<string, string> Read() => tables.ToDictionary(
        t => t, t => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', Rows($"SELECT * FROM \"{t}\"").Select(r => string.Join('|', r)))))), StringComparer.Ordinal);

    private List<string[]> Rows(string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        var rows = new List<string[]>();
        while (reader.Read())
        {
            rows.Add([.. Enumerable.Range(0, reader.FieldCount).Select(i => Convert.ToString(reader.GetValue(i), CultureInfo.InvariantCulture) ?? "")]);
        }

        return rows;
    }
}
