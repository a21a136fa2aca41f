using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Warren.Engine.Store;

/// <summary>
/// One process at a time migrates an SQLite file. The lock is a locked file beside it, so that the kernel lets go of it with the process. EF Core's own lock is a row
/// in the store, which a process that was killed leaves behind and for which every later start would wait without end: whoever holds this lock removes such a row.
/// </summary>
internal static class SqliteMigrationLock
{
    /// <summary>EWOULDBLOCK of Linux: another process holds it.</summary>
    private const int Held = 11;

    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(50);

    /// <summary>Waits for its turn, and leaves the store free of the lock of a dead process.</summary>
    /// <returns>What ends the turn.</returns>
    public static async Task<IDisposable> TakeAsync(StoreContext store, CancellationToken ct)
    {
        var held = await WaitAsync(new SqliteConnectionStringBuilder(store.Database.GetConnectionString()).DataSource + ".migrating", ct);
        try
        {
            if (await store.Database.SqlQuery<int>($"SELECT count(*) AS \"Value\" FROM sqlite_master WHERE name = '__EFMigrationsLock'").SingleAsync(ct) > 0)
            {
                await store.Database.ExecuteSqlAsync($"DELETE FROM \"__EFMigrationsLock\"", ct);
            }

            return held;
        }
        catch
        {
            held.Dispose();
            throw;
        }
    }

    private static async Task<FileStream> WaitAsync(string file, CancellationToken ct)
    {
        while (true)
        {
            try
            {
                return new FileStream(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None); // flock(LOCK_EX | LOCK_NB)
            }
            catch (IOException e) when (e.HResult == Held)
            {
                await Task.Delay(PollInterval, ct);
            }
        }
    }
}
