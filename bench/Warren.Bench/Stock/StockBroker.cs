using System.Diagnostics;
using System.Globalization;

namespace Warren.Bench.Stock;

/// <summary>A broker as its package starts it, only moved to an address and folder of its own: the comparison.</summary>
internal sealed class StockBroker : IAsyncDisposable
{
    public const string DefaultAddress = "127.9.9.9";

    private Process process;

    private StockBroker(string address, string folder)
    {
        Address = address;
        Folder = folder;
        process = Run(address, folder);
    }

    public string Address { get; }

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
        return new StockBroker(address, data);
    }

    /// <summary>Waits until its only user can log in.</summary>
    public Task LoginAsync(CancellationToken ct) => AmqpLogin.WaitAsync(Address, "guest", "guest", ct);

    /// <summary>Shuts it down in order, as a service manager does, and starts it on the same data.</summary>
    public async Task RestartAsync(CancellationToken ct)
    {
        using (var kill = Process.Start("kill", ["-TERM", process.Id.ToString(CultureInfo.InvariantCulture)])!)
        {
            await kill.WaitForExitAsync(ct);
        }

        await StartAgainAsync(ct);
    }

    /// <summary>Kills it and starts it at once on the same data, as a service manager does that watches it.</summary>
    public Task DieAndStartAsync(CancellationToken ct)
    {
        process.Kill();
        return StartAgainAsync(ct);
    }

    /// <summary>One rabbitmqctl.</summary>
    /// <exception cref="InvalidOperationException">It failed.</exception>
    public async Task ControlAsync(CancellationToken ct, params string[] command)
    {
        var start = new ProcessStartInfo("/usr/lib/rabbitmq/bin/rabbitmqctl", ["--longnames", "-n", $"rabbit@{Address}", .. command])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
        };
        start.Environment["HOME"] = Folder;
        start.Environment["RABBITMQ_CONF_ENV_FILE"] = "/dev/null";
        start.Environment["RABBITMQ_CTL_ERL_ARGS"] = "-start_epmd false -erl_epmd_port 25672 -kernel inet_dist_use_interface {127,0,0,1}";
        using var control = Process.Start(start)!;
        var output = await control.StandardOutput.ReadToEndAsync(ct);
        await control.WaitForExitAsync(ct);
        if (control.ExitCode != 0)
        {
            throw new InvalidOperationException($"rabbitmqctl {string.Join(' ', command)} failed on {Address}: {output}");
        }
    }

    public async ValueTask DisposeAsync()
    {
        process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync();
        process.Dispose();
        Directory.Delete(Folder, recursive: true);
    }

    private async Task StartAgainAsync(CancellationToken ct)
    {
        await process.WaitForExitAsync(ct);
        process.Dispose();
        process = Run(Address, Folder);
    }

    private static Process Run(string address, string data)
    {
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
        return broker;
    }
}
