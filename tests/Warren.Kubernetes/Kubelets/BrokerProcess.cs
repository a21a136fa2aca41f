using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace Warren.Kubernetes.Kubelets;

/// <summary>The process of one pod: started, watched until it serves, ended by its id.</summary>
internal sealed partial class BrokerProcess(BrokerPod pod, Action changed)
{
    /// <summary>The same for all: each has an address of its own, and so no epmd is needed.</summary>
    public const int DistributionPort = 25672;

    private const int Terminate = 15;
    private const string StopEpmdMonitor = "catch(supervisor:terminate_child(rabbit_sup,rabbit_epmd_monitor_sup)).";

    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(30);

    private readonly SemaphoreSlim plugins = new(1);
    private Process? process;
    private string? applied;

    public BrokerPod Pod => pod;

    public bool IsRunning => process is { HasExited: false };

    public bool IsReady { get; private set; }

    /// <summary>-1 before the first start.</summary>
    public int Restarts { get; private set; } = -1;

    private int ServingPort => pod.OnlyTls ? 5671 : 5672;

    public void Start()
    {
        Restarts++;
        IsReady = false;
        applied = pod.Plugins;
        File.WriteAllText(pod.PluginsFile, pod.Plugins);
        BrokerUser.Give(Path.GetDirectoryName(pod.Home)!, pod.Data);
        var start = new ProcessStartInfo("/bin/sh") { UseShellExecute = false, WorkingDirectory = "/" };
        foreach (var argument in (IEnumerable<string>)["-c", "log=$1; shift; exec \"$@\" >>\"$log\" 2>&1 </dev/null", "warren-pod", pod.LogFile, .. BrokerUser.Become, "/usr/lib/rabbitmq/bin/rabbitmq-server"])
        {
            start.ArgumentList.Add(argument);
        }

        start.Environment.Clear();
        foreach (var (name, value) in Environment())
        {
            start.Environment[name] = value;
        }

        var started = Process.Start(start)!;
        process = started;
        _ = WatchAsync(started);
    }

    /// <summary>Does what the operator does inside of the pod when plugins have changed.</summary>
    public void Refresh()
    {
        if (IsReady && applied != pod.Plugins && plugins.Wait(0))
        {
            var wanted = pod.Plugins;
            _ = SetPluginsAsync(wanted);
        }
    }

    /// <summary>Returns once the process is gone.</summary>
    /// <param name="gracefully">Asks it first.</param>
    public async Task StopAsync(bool gracefully)
    {
        if (process is not { } ending)
        {
            return;
        }

        IsReady = false;
        if (gracefully && !ending.HasExited && Kill(ending.Id, Terminate) == 0)
        {
            using CancellationTokenSource limit = new(Grace);
            await ((Task)ending.WaitForExitAsync(limit.Token)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        if (!ending.HasExited)
        {
            ending.Kill(entireProcessTree: true);
        }

        await ending.WaitForExitAsync();
    }

    public string Log() => File.Exists(pod.LogFile) ? File.ReadAllText(pod.LogFile) : "";

    public string LastWords() => string.Join('\n', Log().Split('\n').TakeLast(8));

    /// <summary>Tells once it serves, and when it has ended.</summary>
    private async Task WatchAsync(Process started)
    {
        while (!started.HasExited && !IsReady)
        {
            using TcpClient client = new();
            try
            {
                await client.ConnectAsync(pod.Address, ServingPort);
                IsReady = true;
                changed();
            }
            catch (SocketException)
            {
                await Task.Delay(PollInterval);
            }
        }

        await started.WaitForExitAsync();
        IsReady = false;
        changed();
    }

    private async Task SetPluginsAsync(string wanted)
    {
        try
        {
            await File.WriteAllTextAsync(pod.PluginsFile, wanted);
            var program = Directory.EnumerateDirectories("/usr/lib/erlang", "erts-*").Select(d => Path.Combine(d, "bin", "erl_call")).First(File.Exists);
            string[] command = [.. BrokerUser.Become, program, "-address", $"{pod.Address}:{DistributionPort}", "-e"];
            var start = new ProcessStartInfo(command[0], command[1..]) { UseShellExecute = false, RedirectStandardInput = true, RedirectStandardOutput = true };
            start.Environment["HOME"] = pod.Home;
            using var call = Process.Start(start)!;
            await call.StandardInput.WriteAsync($"rabbit_plugins:ensure(\"{pod.PluginsFile}\").\n");
            call.StandardInput.Close();
            await call.WaitForExitAsync();
            applied = wanted;
        }
        finally
        {
            plugins.Release();
        }

        changed();
    }

    private Dictionary<string, string> Environment()
    {
        var port = DistributionPort.ToString(CultureInfo.InvariantCulture);
        return new(StringComparer.Ordinal)
        {
            ["PATH"] = "/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin",
            ["LANG"] = "C.UTF-8",
            ["HOME"] = pod.Home,
            ["ERL_FLAGS"] = "-start_epmd false",
            ["ERL_INETRC"] = pod.InetFile,
            ["RABBITMQ_ERL_INETRC"] = pod.InetFile,
            ["ERL_CRASH_DUMP"] = "/dev/null",
            ["RUNNING_UNDER_SYSTEMD"] = "true", // the script becomes the broker instead of waiting beside it
            ["RABBITMQ_CONF_ENV_FILE"] = "/dev/null",
            ["RABBITMQ_NODENAME"] = $"rabbit@{pod.HostName}",
            ["RABBITMQ_USE_LONGNAME"] = "true",
            ["RABBITMQ_MNESIA_BASE"] = pod.Data,
            ["RABBITMQ_LOG_BASE"] = Path.GetDirectoryName(pod.LogFile)!,
            ["RABBITMQ_LOGS"] = "-",
            ["RABBITMQ_CONFIG_FILE"] = Path.Combine(pod.Home, "rabbitmq.conf"),
            ["RABBITMQ_CONFIG_FILES"] = Path.Combine(pod.ConfigFolder, "*.conf"),
            ["RABBITMQ_ADVANCED_CONFIG_FILE"] = pod.AdvancedConfigFile,
            ["RABBITMQ_ENABLED_PLUGINS_FILE"] = pod.PluginsFile,
            ["RABBITMQ_PID_FILE"] = Path.Combine(pod.Home, "pid"),
            ["RABBITMQ_DIST_PORT"] = port,
            ["RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS"] = string.Join(
                ' ',
                "-name", $"rabbit@{pod.HostName}", "-start_epmd", "false", "-erl_epmd_port", port, "-kernel", "inet_dist_use_interface", $"{{{pod.Address.Replace('.', ',')}}}",
                "-kernel", "inet_dist_listen_min", port, "-kernel", "inet_dist_listen_max", port, "+S", "1:1", "-eval", StopEpmdMonitor),
        };
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Kill(int process, int signal);
}
