using System.Diagnostics;

namespace Warren.Bench.FirstLogin;

/// <summary>A broker as its package starts it, only moved to an address and folder of its own: the comparison.</summary>
internal sealed class StockBroker : IAsyncDisposable
{
    public const string Address = "127.9.9.9";

    private readonly Process process;

    private StockBroker(string folder, Process process)
    {
        Folder = folder;
        this.process = process;
    }

    /// <summary>Its data, and its home with the Erlang cookie.</summary>
    public string Folder { get; }

    /// <summary>Process id of the broker itself.</summary>
    public int Pid => process.Id;

    public static async Task<StockBroker> StartAsync(string address, CancellationToken ct)
    {
        var data = Directory.CreateTempSubdirectory("warren-bench-").FullName;
        await File.WriteAllTextAsync(Path.Combine(data, ".erlang.cookie"), "STOCKBROKERCOOKIE", ct);
        File.SetUnixFileMode(Path.Combine(data, ".erlang.cookie"), UnixFileMode.UserRead);
        await File.WriteAllTextAsync(Path.Combine(data, "enabled_plugins"), "[rabbitmq_management].\n", ct);
        await File.WriteAllTextAsync(
            Path.Combine(data, "rabbitmq.conf"), $"listeners.tcp.1 = {address}:5672\nmanagement.tcp.ip = {address}\nloopback_users = none\n", ct);
        var start = new ProcessStartInfo("/usr/lib/rabbitmq/bin/rabbitmq-server") { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in new Dictionary<string, string>
        {
            ["HOME"] = data,
            ["RUNNING_UNDER_SYSTEMD"] = "true", // become the broker instead of waiting beside it
            ["RABBITMQ_NODENAME"] = $"rabbit@{address}",
            ["RABBITMQ_USE_LONGNAME"] = "true",
            ["RABBITMQ_MNESIA_BASE"] = data,
            ["RABBITMQ_LOG_BASE"] = data,
            ["RABBITMQ_CONFIG_FILE"] = Path.Combine(data, "rabbitmq.conf"),
            ["RABBITMQ_ENABLED_PLUGINS_FILE"] = Path.Combine(data, "enabled_plugins"),
            ["RABBITMQ_CONF_ENV_FILE"] = "/dev/null",
            ["RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS"] = $"-name rabbit@{address} -start_epmd false -erl_epmd_port 25672 "
                + $"-kernel inet_dist_use_interface {{{address.Replace('.', ',')}}} -kernel inet_dist_listen_min 25672 -kernel inet_dist_listen_max 25672",
        })
        {
            start.Environment[name] = value;
        }

        var broker = Process.Start(start)!;
        broker.OutputDataReceived += (_, _) => { };
        broker.ErrorDataReceived += (_, _) => { };
        broker.BeginOutputReadLine();
        broker.BeginErrorReadLine();
        return new StockBroker(data, broker);
    }

    public async ValueTask DisposeAsync()
    {
        process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync();
        process.Dispose();
        Directory.Delete(Folder, recursive: true);
    }
}
