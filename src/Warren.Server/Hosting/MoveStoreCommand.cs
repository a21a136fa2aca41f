using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Warren.Engine.Hosting;
using Warren.Engine.Runtimes;
using Warren.Engine.Security.Keys;
using Warren.Engine.Store;

namespace Warren.Server.Hosting;

/// <summary>
/// Copies the SQLite store of a data folder into the PostgreSQL that the settings name, its key ring too, while no Warren uses the folder. The file stays as it
/// was; the next up with these settings goes on where the last one ended.
/// </summary>
internal static class MoveStoreCommand
{
    public static async Task<int> RunAsync(string folder)
    {
        FilePermissions.MakePrivate();
        try
        {
            var data = new DataFolder(folder);
            using var single = ProcessLock.Take(data);
            await using var app = UpCommand.Build(new UpOptions { Data = folder, FakeBrokers = true }, data);
            if (app.Services.GetRequiredService<IOptions<StoreOptions>>().Value.Provider == StoreProvider.Sqlite)
            {
                throw new InvalidOperationException("Set Store:Provider (WARREN_Store__Provider) to Postgres, and Store:ConnectionString to where the store shall go.");
            }

            if (!File.Exists(data.Database))
            {
                throw new InvalidOperationException($"There is no SQLite store in {data.Root}.");
            }

            foreach (var (table, rows) in await MoveAsync(app.Services, data))
            {
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{rows,10}  {table}"));
            }

            Console.WriteLine($"All is in PostgreSQL; {data.Database} stays as it was, and is not used with these settings.");
            return 0;
        }
        catch (Exception e) when (e is OptionsValidationException or InvalidOperationException or RuntimeUnavailableException or IOException or UnauthorizedAccessException
            || StoreFailure.IsUnavailable(e))
        {
            await Console.Error.WriteLineAsync($"warren: {e.GetBaseException().Message}");
            return 1;
        }
    }

    /// <summary>All or nothing.</summary>
    internal static async Task<IReadOnlyDictionary<string, long>> MoveAsync(IServiceProvider services, DataFolder data)
    {
        await using var source = StoreMove.OpenSqlite(data.Database);
        await using var target = await services.GetRequiredService<IDbContextFactory<StoreContext>>().CreateDbContextAsync();
        var keys = services.GetRequiredService<IOptions<KeyOptions>>().Value;
        return await new StoreMove(source, target).RunAsync(
            () =>
            {
                if (keys.Store == KeyStore.Database)
                {
                    KeyRingMove.Take(data.Keys, target, keys);
                }
            },
            CancellationToken.None);
    }
}
