using Microsoft.Extensions.Options;
using Warren.Engine.Hosting;
using Warren.Engine.Store;

namespace Warren.Server.Hosting;

/// <summary>Brings the schema of the store up to date and ends; up does the same by itself. Safe beside copies that run, and beside itself.</summary>
internal static class MigrateCommand
{
    public static async Task<int> RunAsync(string folder)
    {
        FilePermissions.MakePrivate();
        try
        {
            var data = new DataFolder(folder);
            await using var app = UpCommand.Build(new UpOptions { Data = folder, FakeBrokers = true }, data);
            await using var scope = app.Services.CreateAsyncScope();
            await scope.ServiceProvider.GetRequiredService<StoreContext>().MigrateAsync(CancellationToken.None);
            Console.WriteLine("The schema of the store is up to date.");
            return 0;
        }
        catch (Exception e) when (e is OptionsValidationException or IOException or UnauthorizedAccessException || StoreFailure.IsUnavailable(e))
        {
            await Console.Error.WriteLineAsync($"warren: {e.GetBaseException().Message}");
            return 1;
        }
    }
}
