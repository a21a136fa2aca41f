using Microsoft.EntityFrameworkCore;

namespace Warren.Engine.Store;

/// <summary>
/// One copy at a time migrates a database of PostgreSQL. EF Core's own lock ends with the transaction of each migration, so of two copies that start together the
/// second would repeat what it has seen missing before. This one is the session's, so the server lets go of it with its client.
/// </summary>
internal static class PostgresMigrationLock
{
    /// <summary>Another number than that of <see cref="SingleWriter"/>.</summary>
    private const long Lock = 96076043543919;

    /// <summary>Waits for its turn, however long another's takes, and does it.</summary>
    public static async Task RunAsync(StoreContext store, Func<Task> migrate, CancellationToken ct)
    {
        var usual = store.Database.GetCommandTimeout();
        await store.Database.OpenConnectionAsync(ct);
        try
        {
            store.Database.SetCommandTimeout(0); // over many rows an index takes its time
            await store.Database.ExecuteSqlRawAsync("SET lock_timeout = 0", ct);
            await store.Database.ExecuteSqlAsync($"SELECT pg_advisory_lock({Lock})", ct);
            await store.Database.ExecuteSqlRawAsync("RESET lock_timeout", ct);
            try
            {
                await migrate();
            }
            finally
            {
                await store.Database.ExecuteSqlAsync($"SELECT pg_advisory_unlock({Lock})", CancellationToken.None); // else the session keeps it in the pool
            }
        }
        finally
        {
            store.Database.SetCommandTimeout(usual);
            await store.Database.CloseConnectionAsync();
        }
    }
}
