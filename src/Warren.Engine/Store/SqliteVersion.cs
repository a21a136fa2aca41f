using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Warren.Engine.Store;

/// <summary>SQLite's <c>PRAGMA data_version</c>, asked on a connection that writes nothing itself.</summary>
internal sealed class SqliteVersion(string file) : StoreVersion
{
    private readonly Lock turn = new();
    private SqliteConnection? connection;
    private sqlite3_stmt? question;

    public override ValueTask<long?> ReadAsync() => ValueTask.FromResult(Read());

    protected override void Dispose(bool disposing)
    {
        lock (turn)
        {
            question?.Dispose();
            connection?.Dispose();
        }
    }

    private long? Read()
    {
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
                return null;
            }
        }
    }

    private sqlite3_stmt Prepare()
    {
        connection?.Dispose();
        connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, Mode = SqliteOpenMode.ReadWrite, Pooling = false }.ConnectionString);
        connection.Open();
        SqliteException.ThrowExceptionForRC(raw.sqlite3_prepare_v2(connection.Handle, "PRAGMA data_version", out var statement), connection.Handle);
        return statement;
    }
}
