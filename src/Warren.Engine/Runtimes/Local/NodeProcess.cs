using System.Diagnostics;

namespace Warren.Engine.Runtimes.Local;

/// <summary>Starts and ends node processes. The only file that does.</summary>
internal sealed class NodeProcess(LocalOptions options, BrokerUser? user)
{
    /// <summary>The same for all nodes: each has an address of its own.</summary>
    public const int DistributionPort = 25672;

    /// <summary>
    /// What a node begins as: takes the node's lock or gives up, writes down who it is, and then becomes the broker, keeping its process id and the lock.
    /// It waits for the lock a little, since helpers of a broker that has just died let go of it some milliseconds after it.
    /// Arguments: lock file, handle file, console log, and the command to become.
    /// </summary>
    private const string StartScript =
        """
        umask 077
        exec 9>>"$1" && flock -w 3 9 || exit 75
        { cat "/proc/$$/stat" /proc/sys/kernel/random/boot_id >"$2.new" && mv "$2.new" "$2"; } || exit 74
        exec >>"$3" 2>&1 </dev/null
        shift 3
        exec "$@"
        """;

    /// <summary>
    /// RabbitMQ 3.x starts an Erlang machine once a minute only to see that epmd runs, and with it epmd itself, on every address. There is none here to watch,
    /// so that monitor is ended after the boot. No blanks: the start script splits its arguments at them.
    /// </summary>
    private const string StopEpmdMonitor = "-eval catch(supervisor:terminate_child(rabbit_sup,rabbit_epmd_monitor_sup)).";

    private const int LinesSearched = 100;
    private const int LastWordsLines = 8;
    private const int LastWordsLength = 800;

    private static readonly TimeSpan HandlePatience = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(10);

    /// <summary>Starts a node in a session of its own, so that it outlives Warren, and returns once its handle is written.</summary>
    /// <exception cref="IOException">It ended at once; the message holds what it printed last.</exception>
    public async Task StartAsync(NodeFolder node, BrokerPlan plan, CancellationToken ct)
    {
        var start = new ProcessStartInfo("/usr/bin/setsid") { UseShellExecute = false, WorkingDirectory = "/" };
        string[] become = user is null ? [options.ServerScript] : [.. user.Become, options.ServerScript];
        foreach (var argument in (string[])["/bin/sh", "-c", StartScript, "warren-node", node.Lock, node.Handle, node.ConsoleLog, .. become])
        {
            start.ArgumentList.Add(argument);
        }

        start.Environment.Clear();
        foreach (var (name, value) in Environment(node, plan))
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        var deadline = Stopwatch.GetTimestamp() + (long)(HandlePatience.TotalSeconds * Stopwatch.Frequency);
        while (!process.HasExited && Stopwatch.GetTimestamp() < deadline)
        {
            if (NodeHandle.Read(node.Handle) is { } handle && handle.Lives())
            {
                return; // this start, or an earlier one that holds the lock: one node runs
            }

            await Task.Delay(PollInterval, ct);
        }

        throw new IOException($"Node {node.Index} of {plan.InstanceId} ended at once: {LastWords(node) ?? "it printed nothing"}");
    }

    /// <summary>Ends a process: gracefully within the given time, or at once when that is zero. Returns when it is gone.</summary>
    public async Task EndAsync(NodeHandle handle, TimeSpan graceful, CancellationToken ct)
    {
        if (graceful > TimeSpan.Zero && handle.Lives())
        {
            _ = LibC.Kill(handle.Pid, LibC.SigTerm);
            for (var waited = TimeSpan.Zero; waited < graceful && handle.Lives(); waited += PollInterval)
            {
                await Task.Delay(PollInterval, ct);
            }
        }

        while (handle.Lives())
        {
            _ = LibC.Kill(handle.Pid, LibC.SigKill);
            await Task.Delay(PollInterval, ct);
        }
    }

    /// <summary>
    /// What a node's process printed last, outside of its own log; null when there is nothing. A boot that fails says why, and then goes on for a while:
    /// <code>
    /// BOOT FAILED
    /// ===========
    /// Error during startup: {error,
    ///                           {could_not_write_file, "…/data/db/cluster_nodes.config", eacces}}
    /// </code>
    /// </summary>
    public static string? LastWords(NodeFolder node)
    {
        if (!File.Exists(node.ConsoleLog))
        {
            return null;
        }

        var lines = File.ReadLines(node.ConsoleLog).Select(l => l.Trim()).Where(l => l.Length > 0).TakeLast(LinesSearched).ToList();
        var failure = lines.FindLastIndex(l => l.EndsWith("BOOT FAILED", StringComparison.Ordinal));
        var booted = lines.FindLastIndex(l => l.StartsWith("Starting broker... completed", StringComparison.Ordinal));
        var words = string.Join(" | ", lines.Skip(failure > booted ? failure : Math.Max(0, lines.Count - LastWordsLines)).Take(LastWordsLines));
        return words.Length > 0 ? words[..Math.Min(words.Length, LastWordsLength)] : null;
    }

    private Dictionary<string, string> Environment(NodeFolder node, BrokerPlan plan)
    {
        var address = plan.Addresses[node.Index];
        var name = plan.NodeName(node.Index);
        var tuple = $"{{{address.ToString().Replace('.', ',')}}}";
        return new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["PATH"] = "/usr/sbin:/usr/bin:/sbin:/bin",
            ["LANG"] = "C.UTF-8",
            ["HOME"] = node.Home,
            ["RABBITMQ_NODENAME"] = name,
            ["RABBITMQ_USE_LONGNAME"] = "true",
            ["RABBITMQ_MNESIA_BASE"] = node.Data,
            ["RABBITMQ_MNESIA_DIR"] = node.Database,
            ["RABBITMQ_LOG_BASE"] = node.Log,
            ["RABBITMQ_CONFIG_FILE"] = node.ConfigFile,
            ["RABBITMQ_ADVANCED_CONFIG_FILE"] = node.AdvancedConfigFile,
            ["RABBITMQ_ENABLED_PLUGINS_FILE"] = node.EnabledPluginsFile,
            ["RABBITMQ_PID_FILE"] = Path.Combine(node.Data, "pid"),
            ["RABBITMQ_DIST_PORT"] = DistributionPort.ToString(),
            ["RABBITMQ_CONF_ENV_FILE"] = "/dev/null",

            // The script then becomes the Erlang machine instead of waiting beside it, so that the process we started is the broker.
            ["RUNNING_UNDER_SYSTEMD"] = "true",

            // A name on the command line makes RabbitMQ leave epmd and its port checks alone; all nodes share one distribution port, each on its own address.
            ["RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS"] =
                $"-name {name} -start_epmd false -erl_epmd_port {DistributionPort} -kernel inet_dist_use_interface {tuple}"
                + $" -kernel inet_dist_listen_min {DistributionPort} -kernel inet_dist_listen_max {DistributionPort}"
                + $" +S {plan.Size.Cpus}:{plan.Size.Cpus} +SDcpu {plan.Size.Cpus}:{plan.Size.Cpus} {StopEpmdMonitor}",

            // Should anything in the broker still start an Erlang machine of its own, that one leaves epmd alone too.
            ["ERL_FLAGS"] = "-start_epmd false",
        };
    }
}
