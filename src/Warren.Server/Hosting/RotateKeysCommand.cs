using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.Extensions.Options;
using Warren.Engine.Hosting;
using Warren.Engine.Store;

namespace Warren.Server.Hosting;

/// <summary>
/// Adds a new key to the ring, which signs and encrypts from now on. The older ones stay and go on being read, so nobody is logged out; a Warren that runs
/// begins to use the new one within a day, or when it is started again.
/// </summary>
internal static class RotateKeysCommand
{
    public static async Task<int> RunAsync(string folder)
    {
        FilePermissions.MakePrivate();
        try
        {
            var data = new DataFolder(folder);
            await using var app = UpCommand.Build(new UpOptions { Data = folder, FakeBrokers = true }, data);
            if (File.Exists(data.Database) || app.Services.GetRequiredService<IOptions<StoreOptions>>().Value.Provider == StoreProvider.Postgres)
            {
                await using var scope = app.Services.CreateAsyncScope();
                await scope.ServiceProvider.GetRequiredService<StoreContext>().MigrateAsync(CancellationToken.None);
            }

            var now = app.Services.GetRequiredService<TimeProvider>().GetUtcNow();
            var lifetime = app.Services.GetRequiredService<IOptions<KeyManagementOptions>>().Value.NewKeyLifetime;
            var key = app.Services.GetRequiredService<IKeyManager>().CreateNewKey(now, now + lifetime);
            Console.WriteLine($"New key {key.KeyId:D}, the first choice from {now:u} until {now + lifetime:u}.");
            return 0;
        }
        catch (Exception e) when (e is OptionsValidationException or IOException or UnauthorizedAccessException)
        {
            await Console.Error.WriteLineAsync($"warren: {e.Message}");
            return 1;
        }
    }
}
