using Microsoft.Extensions.Options;
using Warren.Engine.Hosting;
using Warren.Engine.Runtimes;

namespace Warren.Server.Hosting;

/// <summary>Stops all that a data folder owns: its Warren, if one runs, and then its brokers, gracefully. Data stays.</summary>
internal static class DownCommand
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(50);

    public static async Task<int> RunAsync(string folder)
    {
        FilePermissions.MakePrivate();
        if (!Directory.Exists(folder))
        {
            Console.WriteLine($"There is no {folder}, so nothing of it runs.");
            return 0;
        }

        try
        {
            var data = new DataFolder(folder);
            if (ProcessLock.Holder(data) is { } pid)
            {
                Console.WriteLine($"Stopping Warren (process {pid}).");
                await EndAsync(data, pid);
            }

            using var single = ProcessLock.Take(data);
            await using var app = UpCommand.Build(new UpOptions { Data = folder, Urls = "http://127.0.0.1:0" }, data);
            Console.WriteLine("Stopping the brokers.");
            await app.Services.GetRequiredService<IBrokerRuntime>().StopAllAsync(CancellationToken.None);
            Console.WriteLine("All stopped; the data stays.");
            return 0;
        }
        catch (Exception e) when (e is RuntimeUnavailableException or OptionsValidationException or TimeoutException)
        {
            await Console.Error.WriteLineAsync($"warren: {e.Message}");
            return 1;
        }
    }

    private static async Task EndAsync(DataFolder data, int pid)
    {
        ProcessLock.Terminate(pid);
        for (var waited = TimeSpan.Zero; ProcessLock.Holder(data) == pid; waited += PollInterval)
        {
            if (waited > Patience)
            {
                throw new TimeoutException($"Warren (process {pid}) does not end.");
            }

            await Task.Delay(PollInterval);
        }
    }
}
