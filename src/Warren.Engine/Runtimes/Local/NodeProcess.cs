using System.Diagnostics;
using Warren.Engine.Runtimes.Local.FastStart;

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
    /// so that monitor is ended after the boot.
    /// </summary>
    private const string StopEpmdMonitor = "catch(supervisor:terminate_child(rabbit_sup,rabbit_epmd_monitor_sup)).";

    /// <summary>
    /// The table by which a quorum queue finds its log is kept in memory until three minutes have passed in which no queue was declared (dets, auto_save). A node
    /// that is killed before that would have the queue's confirmed messages on the disk and never find them, so the table is written whenever something was put into it,
    /// which Erlang's own tracing of calls tells and which costs an idle node nothing; and five times a second in any case, since whoever traces the node by hand may end
    /// that tracing. When nothing has changed, writing is no work. RabbitMQ 4 has no such table, and then nothing happens. No blanks: a script splits it there.
    /// </summary>
    private const string KeepQuorumQueuesFindable =
        "T=[ra_directory_reverse,ra_coordination_directory_reverse],"
        + "F=fun(F)->receive(_)->(ok)after(200)->(ok)end,[catch(dets:sync(N))||N<-T],F(F)end,"
        + "spawn(fun()->process_flag(priority,high),code:ensure_loaded(dets),"
        + "catch(erlang:trace_pattern({dets,insert,2},[{[N,'_'],[],[{return_trace}]}||N<-T])),catch(erlang:trace(all,true,[call])),F(F)end).";

    private const int LinesSearched = 100;
    private const int LastWordsLines = 8;
    private const int LastWordsLength = 800;

    private static readonly TimeSpan HandlePatience = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(10);

    /// <summary>Starts a node in a session of its own, so that it outlives Warren, and returns once its handle is written.</summary>
    /// <exception cref="IOException">It ended at once; the message holds what it printed last.</exception>
    public Task StartAsync(NodeFolder node, BrokerPlan plan, NodeBoot boot, CancellationToken ct) => StartAsync(node, plan, boot, [], lowestPriority: false, ct);

    /// <param name="node">The folder.</param>
    /// <param name="plan">The plan.</param>
    /// <param name="boot">The way to boot.</param>
    /// <param name="more">More arguments for Erlang, before all others.</param>
    /// <param name="lowestPriority">Whether it gets only what others leave of the processors.</param>
    /// <param name="ct">Ends the wait for the handle.</param>
    public async Task StartAsync(NodeFolder node, BrokerPlan plan, NodeBoot boot, IReadOnlyList<string> more, bool lowestPriority, CancellationToken ct)
    {
        var start = new ProcessStartInfo("/usr/bin/setsid") { UseShellExecute = false, WorkingDirectory = "/" };
        var own = Arguments(node, plan);
        IReadOnlyList<string> broker = boot.Release is { } release ? release.Launch.Command(more, own) : [options.ServerScript];
        IReadOnlyList<string> become = [.. user?.Become ?? [], .. lowestPriority ? (string[])["/usr/bin/nice", "-n", "19"] : [], .. broker];
        foreach (var argument in (string[])["/bin/sh", "-c", StartScript, "warren-node", node.Lock, node.Handle, node.ConsoleLog, .. become])
        {
            start.ArgumentList.Add(argument);
        }

        start.Environment.Clear();
        foreach (var (name, value) in (boot.Release?.Launch.Environment ?? new Dictionary<string, string>(StringComparer.Ordinal)).Concat(Environment(node, plan)))
        {
            start.Environment[name] = value;
        }

        if (boot.Release is null && NodePlugins.SearchPath(options) is { } plugins)
        {
            start.Environment["RABBITMQ_PLUGINS_DIR"] = plugins;
        }

        // The script splits it at blanks.
        start.Environment["RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS"] = string.Join(' ', more.Concat(own));
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

    /// <summary>Ends a node gracefully, or at once when it has not ended in the given time. Returns when it is gone.</summary>
    public async Task StopAsync(NodeFolder node, NodeHandle handle, TimeSpan graceful, CancellationToken ct)
    {
        if (handle.Lives())
        {
            await GracefulStop.AskAsync(node, handle, user, ct);
        }

        for (var waited = TimeSpan.Zero; waited < graceful && handle.Lives(); waited += PollInterval)
        {
            await Task.Delay(PollInterval, ct);
        }

        await EndAsync(handle, ct);
    }

    /// <summary>Ends a process at once. Returns when it is gone.</summary>
    public async Task EndAsync(NodeHandle handle, CancellationToken ct)
    {
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

    /// <summary>What RabbitMQ's start script is told whatever the node.</summary>
    public static Dictionary<string, string> ScriptEnvironment() => new(StringComparer.Ordinal)
    {
        ["PATH"] = InstalledRelease.ProgramPath,
        ["LANG"] = "C.UTF-8",
        ["RABBITMQ_CONF_ENV_FILE"] = "/dev/null",

        // The script then becomes the Erlang machine instead of waiting beside it, so that the process we started is the broker.
        ["RUNNING_UNDER_SYSTEMD"] = "true",

        // Should anything in the broker still start an Erlang machine of its own, that one leaves epmd alone too.
        ["ERL_FLAGS"] = "-start_epmd false",

        // A crash dump holds messages and passwords of customers, so none is written.
        ["ERL_CRASH_DUMP_SECONDS"] = "0",
    };

    private static Dictionary<string, string> Environment(NodeFolder node, BrokerPlan plan) => new(ScriptEnvironment(), StringComparer.Ordinal)
    {
        ["HOME"] = node.Home,
        ["RABBITMQ_NODENAME"] = plan.NodeName(node.Index),
        ["RABBITMQ_USE_LONGNAME"] = "true",
        ["RABBITMQ_MNESIA_BASE"] = node.Data,
        ["RABBITMQ_MNESIA_DIR"] = node.Database,
        ["RABBITMQ_LOG_BASE"] = node.Log,
        ["RABBITMQ_CONFIG_FILE"] = node.ConfigFile,
        ["RABBITMQ_ADVANCED_CONFIG_FILE"] = node.AdvancedConfigFile,
        ["RABBITMQ_ENABLED_PLUGINS_FILE"] = node.EnabledPluginsFile,
        ["RABBITMQ_PID_FILE"] = Path.Combine(node.Data, "pid"),
        ["RABBITMQ_DIST_PORT"] = DistributionPort.ToString(),
    };

    /// <summary>
    /// A node's own arguments of Erlang; none may hold a blank. A name on the command line makes RabbitMQ leave epmd and its port checks alone; all nodes
    /// share one distribution port, each on its own address, and reach each other from it too, so that on the wire it can be seen who speaks to whom.
    /// </summary>
    private static IReadOnlyList<string> Arguments(NodeFolder node, BrokerPlan plan)
    {
        var port = DistributionPort.ToString();
        var address = $"{{{plan.Addresses[node.Index].ToString().Replace('.', ',')}}}";
        var schedulers = $"{plan.Size.Cpus}:{plan.Size.Cpus}";
        return
        [
            "-name", plan.NodeName(node.Index), "-start_epmd", "false", "-erl_epmd_port", port,
            "-kernel", "inet_dist_use_interface", address, "-kernel", "inet_dist_connect_options", $"[{{ip,{address}}}]",
            "-kernel", "inet_dist_listen_min", port, "-kernel", "inet_dist_listen_max", port,
            "+S", schedulers, "+SDcpu", schedulers, "-eval", StopEpmdMonitor, "-eval", KeepQuorumQueuesFindable,
        ];
    }
}
