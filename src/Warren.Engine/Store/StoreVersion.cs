using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Options;
using SQLitePCL;
using Warren.Engine.Hosting;

namespace Warren.Engine.Store;

/// <summary>
/// A number that is another one after every commit, whoever made it: SQLite's <c>PRAGMA data_version</c>, asked on a connection that writes nothing itself. It costs some
/// microseconds, where the smallest query costs hundreds. PostgreSQL has nothing alike that is exact.
/// </summary>
public sealed class StoreVersion(IOptions<StoreOptions> options, DataFolder data) : IDisposable
{
    private readonly bool isTold = options.Value.Provider == StoreProvider.Sqlite;
    private readonly Lock turn = new();
    private SqliteConnection? connection;
    private sqlite3_stmt? question;

    /// <summary>The number as it is now; null: it cannot be told, and nothing may be remembered.</summary>
    public long? Read()
    {
        if (!isTold)
        {
            return null;
        }

        lock (turn)
        {
            try
            {
                question ??= Prepare();
                var row = raw.sqlite3_step(question) == raw.SQLITE_ROW ? raw.sqlite3_column_int64(question, 0) : (long?)null;
                return raw.sqlite3_reset(question) == raw.SQLITE_OK ? row : null;
            }
            catch (SqliteException)
            {
                return null; // whoever asks the store next says what is wrong
            }
        }
    }

    public void Dispose()
    {
        lock (turn)
        {
            question?.Dispose();
            connection?.Dispose();
        }
    }

    private sqlite3_stmt Prepare()
    {
        connection?.Dispose();
        connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = data.Database, Mode = SqliteOpenMode.ReadWrite, Pooling = false }.ConnectionString);
        connection.Open();
        SqliteException.ThrowExceptionForRC(raw.sqlite3_prepare_v2(connection.Handle, "PRAGMA data_version", out var statement), connection.Handle);
        return statement;
    }
}
