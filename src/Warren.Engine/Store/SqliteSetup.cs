using System.Data.Common;
using System.Runtime.CompilerServices;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Warren.Engine.Store;

/// <summary>
/// Settings of every SQLite connection: a commit is on the disk before it is acknowledged (synchronous FULL),
/// and a writer waits for another one instead of failing. A connection out of the pool has them already: they belong to SQLite's handle, which stays open.
/// </summary>
internal sealed class SqliteSetup : DbConnectionInterceptor
{
    /// <summary>How long a writer waits for another one, seconds; the same as with PostgreSQL.</summary>
    public const int SecondsToWait = 10;

    private const string Pragmas = "PRAGMA synchronous = FULL; PRAGMA busy_timeout = 10000; PRAGMA foreign_keys = ON;";

    private readonly ConditionalWeakTable<object, object> done = [];

    public static string ConnectionString(string file) => $"Data Source={file};Default Timeout={SecondsToWait}";

    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData)
    {
        var handle = ((SqliteConnection)connection).Handle!;
        if (done.TryGetValue(handle, out _))
        {
            return;
        }

        using (var command = connection.CreateCommand())
        {
            command.CommandText = Pragmas;
            command.ExecuteNonQuery();
        }

        done.AddOrUpdate(handle, this);
    }

    /// <summary>SQLite has no asynchronous calls.</summary>
    public override Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        ConnectionOpened(connection, eventData);
        return Task.CompletedTask;
    }
}
