using System.Diagnostics;

namespace Warren.Bench.FirstLogin;

/// <summary>Three stock brokers that are started together and joined by rabbitmqctl, as people do by hand.</summary>
internal sealed class StockCluster : IAsyncDisposable
{
    private static readonly string[] Addresses = ["127.9.9.1", "127.9.9.2", "127.9.9.3"];

    private readonly StockBroker[] brokers;

    private StockCluster(StockBroker[] brokers) => this.brokers = brokers;

    public static async Task<StockCluster> FormAsync(CancellationToken ct)
    {
        var started = await Task.WhenAll(Addresses.Select(a => StockBroker.StartAsync(a, ct)));
        await Task.WhenAll(Addresses.Select(a => AmqpLogin.WaitAsync(a, "guest", "guest", ct)));
        for (var joining = 1; joining < started.Length; joining++)
        {
            string[][] steps = [["stop_app"], ["join_cluster", $"rabbit@{Addresses[0]}"], ["start_app"]];
            foreach (var step in steps)
            {
                await ControlAsync(started[joining], Addresses[joining], step, ct);
            }
        }

        return new StockCluster(started);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var broker in brokers)
        {
            await broker.DisposeAsync();
        }
    }

    private static async Task ControlAsync(StockBroker broker, string address, string[] command, CancellationToken ct)
    {
        var start = new ProcessStartInfo("/usr/lib/rabbitmq/bin/rabbitmqctl", ["--longnames", "-n", $"rabbit@{address}", .. command])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
        };
        start.Environment["HOME"] = broker.Folder;
        start.Environment["RABBITMQ_CONF_ENV_FILE"] = "/dev/null";
        start.Environment["RABBITMQ_CTL_ERL_ARGS"] = "-start_epmd false -erl_epmd_port 25672 -kernel inet_dist_use_interface {127,0,0,1}";
        using var process = Process.Start(start)!;
        var output = await process.StandardOutput.ReadToEndAsync(ct);
        await process.WaitForExitAsync(ct);
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"rabbitmqctl {string.Join(' ', command)} failed on {address}: {output}");
        }
    }
}
