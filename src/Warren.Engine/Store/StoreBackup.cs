using System.Globalization;
using Microsoft.Data.Sqlite;

namespace Warren.Engine.Store;

/// <summary>Copies of a SQLite store: made while it is used, and put in its place while it is not.</summary>
public static class StoreBackup
{
    /// <summary>Writes the store as it is at one moment into a new file, which needs nothing beside it. Writers are not held up.</summary>
    /// <returns>How many instances it holds.</returns>
    /// <exception cref="IOException">The file exists, or the copy is not sound; then there is no file.</exception>
    /// <exception cref="SqliteException">The store cannot be read, or the disk is full; then there is no file.</exception>
    public static long Take(string store, string file)
    {
        if (File.Exists(file))
        {
            throw new IOException($"{file} exists. Name a new file.");
        }

        var draft = file + ".new";
        File.Delete(draft);
        try
        {
            using (var connection = Open(store, SqliteOpenMode.ReadWrite)) // the write-ahead log belongs to it, which a reader alone may not open
            using (var copy = connection.CreateCommand())
            {
                copy.CommandText = "VACUUM INTO $file";
                copy.Parameters.AddWithValue("$file", draft);
                copy.CommandTimeout = 0;
                copy.ExecuteNonQuery();
            }

            var instances = Check(draft);
            using (var written = File.Open(draft, FileMode.Open, FileAccess.ReadWrite))
            {
                written.Flush(flushToDisk: true);
            }

            File.Move(draft, file);
            return instances;
        }
        catch
        {
            File.Delete(draft);
            throw;
        }
    }

    /// <summary>Puts a copy in the place of the store; the one that was there, with its write-ahead log, is moved aside first.</summary>
    /// <returns>How many instances the copy holds, and where the former store is now; null: there was none.</returns>
    /// <exception cref="IOException">The copy is none of Warren's, or not sound; then nothing was changed.</exception>
    public static (long Instances, string? Former) Restore(string file, string store, DateTimeOffset now)
    {
        if (!File.Exists(file))
        {
            throw new IOException($"There is no {file}.");
        }

        var instances = Check(file);
        var draft = store + ".restored";
        File.Copy(file, draft, overwrite: true);
        string? former = null;
        if (File.Exists(store))
        {
            former = string.Create(CultureInfo.InvariantCulture, $"{store}.before-{now:yyyyMMddHHmmss}");
            foreach (var part in (string[])["-wal", "-shm", ""])
            {
                if (File.Exists(store + part))
                {
                    File.Move(store + part, former + part);
                }
            }
        }

        // A log of another file would be played into this one.
        File.Delete(store + "-wal");
        File.Delete(store + "-shm");
        File.Move(draft, store);
        return (instances, former);
    }

    private static long Check(string file)
    {
        try
        {
            using var connection = Open(file, SqliteOpenMode.ReadOnly);
            using var command = connection.CreateCommand();
            command.CommandText = "PRAGMA integrity_check(1)";
            if (command.ExecuteScalar() is not "ok")
            {
                throw new IOException($"{file} is damaged.");
            }

            command.CommandText = """SELECT count(*) FROM "Installations" """;
            if (command.ExecuteScalar() is not 1L)
            {
                throw new IOException($"{file} holds no installation of Warren.");
            }

            command.CommandText = """SELECT count(*) FROM "Instances" """;
            return (long)command.ExecuteScalar()!;
        }
        catch (SqliteException e) when (e.SqliteErrorCode is SQLitePCL.raw.SQLITE_NOTADB or SQLitePCL.raw.SQLITE_CORRUPT or SQLitePCL.raw.SQLITE_ERROR)
        {
            throw new IOException($"{file} is no store of Warren's: {e.Message}", e);
        }
    }

    /// <summary>Not pooled: the file is let go of at once.</summary>
    private static SqliteConnection Open(string file, SqliteOpenMode mode)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, Mode = mode, Pooling = false }.ConnectionString);
        connection.Open();
        return connection;
    }
}
