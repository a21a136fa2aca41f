using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Options;
using Warren.Engine.Hosting;
using Warren.Engine.Runtimes;
using Warren.Engine.Store;

namespace Warren.Server.Hosting;

/// <summary>Puts a copy in the place of a data folder's SQLite store, while no Warren uses the folder. What differs between it and the brokers is said by the next up.</summary>
internal static class RestoreStoreCommand
{
    public static async Task<int> RunAsync(string folder, string file)
    {
        FilePermissions.MakePrivate();
        try
        {
            var data = new DataFolder(folder);
            using var single = ProcessLock.Take(data);
            await BackupStoreCommand.RequireSqliteAsync(data);
            var (instances, former) = StoreBackup.Restore(Path.GetFullPath(file), data.Database, TimeProvider.System.GetUtcNow());
            Console.WriteLine($"{data.Database} is the copy now, with {instances} instances.{(former is null ? "" : $" The store that was there is {former}.")}");
            Console.WriteLine("Brokers that it does not know are left alone: after the next up, warrenctl orphans lists them.");
            return 0;
        }
        catch (Exception e) when (e is RuntimeUnavailableException or OptionsValidationException or IOException or UnauthorizedAccessException or SqliteException)
        {
            await Console.Error.WriteLineAsync($"warren: {e.GetBaseException().Message}");
            return 1;
        }
    }
}
