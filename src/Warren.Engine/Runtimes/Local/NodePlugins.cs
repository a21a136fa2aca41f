using System.Text.RegularExpressions;
using Warren.Engine.Plugins;
using Warren.Engine.Runtimes.Local.FastStart;

namespace Warren.Engine.Runtimes.Local;

/// <summary>
/// Turns plugins of a running node on and off, as rabbitmq-plugins does, in a tenth of its time. A node that was booted fast looks for plugins among the prepared
/// ones, so it is told first where all are.
/// </summary>
internal sealed partial class NodePlugins(LocalOptions options, NodeFiles files, BrokerUser? user)
{
    /// <summary>Where Debian and RPM packages of plugins put them, beside those of the release.</summary>
    private const string AddedFolder = "/usr/lib/rabbitmq/plugins";

    /// <summary>The plugins of every node.</summary>
    public static IReadOnlyList<string> OfAll { get; } = ["rabbitmq_management"];

    /// <summary>RabbitMQ's enabled_plugins file of a node with no others.</summary>
    public static string FileOfAll { get; } = FileOf(OfAll);

    /// <summary>RabbitMQ's enabled_plugins file. What is installed is looked up only for a plan with plugins, since every pass over an instance asks.</summary>
    public static string FileOf(BrokerPlan plan, LocalOptions options) => plan.Plugins.Count == 0 ? FileOfAll : FileOf(plan, Installed(options));

    /// <summary>The same of what is installed.</summary>
    public static string FileOf(BrokerPlan plan, IReadOnlyList<InstalledPlugin> installed) => FileOf(OfAll.Concat(plan.Plugins.Where(p => installed.Any(i => i.Name == p))));

    /// <summary>What is installed of the plugins that are offered; nothing, when RabbitMQ is not laid out as expected.</summary>
    public static IReadOnlyList<InstalledPlugin> Installed(LocalOptions options) =>
    [
        .. from folder in Folders(options)
           from entry in Directory.EnumerateFileSystemEntries(folder)
           let named = NamePattern().Match(Path.GetFileName(entry)) // rabbitmq_mqtt-3.10.8, or with .ez
           where named.Success && PluginCatalogue.Offered.Contains(named.Groups[1].Value, StringComparer.Ordinal)
           group named.Groups[2].Value by named.Groups[1].Value into versions
           orderby versions.Key
           select new InstalledPlugin(versions.Key, versions.Max(StringComparer.Ordinal)!),
    ];

    /// <returns>Whether something was changed.</returns>
    /// <exception cref="IOException">A plugin does not start or stop; the message says why.</exception>
    public async Task<bool> KeepAsync(NodeFolder node, BrokerPlan plan, CancellationToken ct)
    {
        var wanted = FileOf(plan, options);
        if (!File.Exists(node.PluginsChanging) && await File.ReadAllTextAsync(node.EnabledPluginsFile, ct) == wanted)
        {
            return false;
        }

        await File.WriteAllTextAsync(node.PluginsChanging, "", ct);
        files.WritePlugins(node, plan);
        var answer = await ErlangCall.RunAsync(node, plan.Addresses[node.Index], user, Ensure(node), ct);
        if (!answer.StartsWith("{ok,", StringComparison.Ordinal))
        {
            throw new IOException($"Node {node.Index} does not change its plugins to {wanted.Trim()}: {answer}");
        }

        File.Delete(node.PluginsChanging);
        return true;
    }

    /// <summary>The applications that run on a node; none when it does not say.</summary>
    public async Task<IEnumerable<string>> RunningAsync(NodeFolder node, BrokerPlan plan, CancellationToken ct)
    {
        try
        {
            // [rabbitmq_stomp,rabbit,…]
            var answer = await ErlangCall.RunAsync(node, plan.Addresses[node.Index], user, "[A || {A, _, _} <- application:which_applications()].", ct);
            return answer.Trim('[', ']').Split(',', StringSplitOptions.TrimEntries);
        }
        catch (Exception e) when (e is IOException or OperationCanceledException && !ct.IsCancellationRequested)
        {
            return [];
        }
    }

    private string Ensure(NodeFolder node)
    {
        var release = InstalledRelease.Find(options.ServerScript);
        return $"begin application:set_env(rabbit, plugins_dir, \"{SearchPath(options)}\"), "
            + $"code:add_pathsz(filelib:wildcard(\"{release.ErlangRoot}/lib/*/ebin\")), rabbit_plugins:ensure(\"{node.EnabledPluginsFile}\") end.";
    }

    /// <summary>Where plugins are installed, as RabbitMQ reads it; null when it is not laid out as expected.</summary>
    public static string? SearchPath(LocalOptions options) => Folders(options) is { Count: > 0 } folders ? string.Join(':', folders) : null;

    private static IReadOnlyList<string> Folders(LocalOptions options)
    {
        try
        {
            return [.. ((string[])[AddedFolder, InstalledRelease.Find(options.ServerScript).Plugins]).Where(Directory.Exists)];
        }
        catch (Exception e) when (e is FastStartException or IOException)
        {
            return [];
        }
    }

    private static string FileOf(IEnumerable<string> plugins) => $"[{string.Join(',', plugins)}].\n";

    [GeneratedRegex(@"\A([a-z0-9_]+)-([0-9][0-9A-Za-z.-]*?)(?:\.ez)?\z")]
    private static partial Regex NamePattern();
}
