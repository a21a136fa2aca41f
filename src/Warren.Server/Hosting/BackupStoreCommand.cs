using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Options;
using Warren.Engine.Hosting;
using Warren.Engine.Store;

namespace Warren.Server.Hosting;

/// <summary>Copies the SQLite store of a data folder into a new file, beside a Warren that runs or not.</summary>
internal static class BackupStoreCommand
{
    public static async Task<int> RunAsync(string folder, string file)
    {
        FilePermissions.MakePrivate();
        try
        {
            var data = new DataFolder(folder);
            await RequireSqliteAsync(data);
            if (!File.Exists(data.Database))
            {
                throw new IOException($"There is no SQLite store in {data.Root}.");
            }

            var instances = StoreBackup.Take(data.Database, Path.GetFullPath(file));
            Console.WriteLine($"{file} holds the store with {instances} instances. The key ring is not in it: keep a copy of {data.Keys} too, elsewhere.");
            return 0;
        }
        catch (Exception e) when (e is OptionsValidationException or IOException or UnauthorizedAccessException or SqliteException)
        {
            await Console.Error.WriteLineAsync($"warren: {e.GetBaseException().Message}");
            return 1;
        }
    }

    /// <exception cref="IOException">The settings name another store.</exception>
    internal static async Task RequireSqliteAsync(DataFolder data)
    {
        await using var app = UpCommand.Build(new UpOptions { Data = data.Root, FakeBrokers = true }, data);
        if (app.Services.GetRequiredService<IOptions<StoreOptions>>().Value.Provider != StoreProvider.Sqlite)
        {
            throw new IOException("The store is in PostgreSQL: use pg_dump and pg_restore (docs/operations.md).");
        }
    }
}
