using System.Net;
using Warren.Engine.Broker;

namespace Warren.Engine.Runtimes.Local.FastStart;

/// <summary>Makes a prepared folder out of an installed release. Takes some ten seconds of work, at the lowest priority.</summary>
internal sealed class ReleasePreparation(NodeFiles files, NodeProcess processes, BrokerProbe probe, BrokerUser? user)
{
    private const UnixFileMode ReadableFolder = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute
        | UnixFileMode.GroupRead | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute;

    private const UnixFileMode ReadableFile = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead;

    /// <summary>Stands in for erl and writes down how the start script called it.</summary>
    private const string AskingErl =
        """
        #!/bin/sh
        printf '%s\0' "$@" >"${0%/*}/arguments"
        env -0 >"${0%/*}/environment"
        """;

    /// <param name="release">What is installed.</param>
    /// <param name="plugins">The plugins of the nodes.</param>
    /// <param name="folder">The folder to make; must not exist.</param>
    /// <param name="address">A free address for the trial nodes.</param>
    /// <param name="ct">Ends it; the folder is then not finished.</param>
    /// <exception cref="FastStartException">It cannot be prepared, or does not serve.</exception>
    public async Task RunAsync(InstalledRelease release, IReadOnlyList<string> plugins, string folder, IPAddress address, CancellationToken ct)
    {
        MakeFolder(folder);
        var tools = Path.Combine(folder, "tools");
        MakeFolder(tools);
        var escript = Path.Combine(tools, "release.escript");
        await File.WriteAllTextAsync(escript, ReleaseScript(), ct);
        var erlang = Path.Combine(release.ErlangRoot, "bin", "escript");
        var printed = (await RunAsync(erlang, [escript, "view", release.Plugins, folder, .. plugins], Tools(tools), ct)).Split('\n');
        var launch = await AskStartScriptAsync(release, printed[0], printed[1], folder, tools, ct);
        OpenToAll(folder);

        await using var trial = new TrialNode(files, processes, probe, user, folder, address);
        var modules = Path.Combine(tools, "modules");
        await trial.StartAsync(PreparedRelease.Unfinished(folder, launch with { Boot = LaunchTemplate.UsualBoot }), ct);
        await trial.ListModulesAsync(modules, ct);
        await trial.StopAsync(ct);

        await RunAsync(erlang, [escript, "boot", folder, modules], Tools(tools), ct);
        var prepared = PreparedRelease.Unfinished(folder, launch);
        Directory.Delete(tools, recursive: true);
        OpenToAll(folder);
        await trial.StartAsync(prepared, ct); // over the data of the first one: a node that has run before
        await trial.CarryMessagesAsync(ct);
        await trial.DisposeAsync();
        PreparedRelease.Finish(folder);
        OpenToAll(folder);
    }

    private async Task<LaunchTemplate> AskStartScriptAsync(InstalledRelease release, string erlangRoot, string runtimeVersion, string folder, string tools, CancellationToken ct)
    {
        var erl = Path.Combine(tools, "erl");
        await File.WriteAllTextAsync(erl, AskingErl, ct);
        File.SetUnixFileMode(erl, ReadableFolder);
        var own = NodeProcess.ScriptEnvironment();
        var asked = new Dictionary<string, string>(own, StringComparer.Ordinal)
        {
            ["PATH"] = $"{tools}:{InstalledRelease.ProgramPath}",
            ["HOME"] = tools,
            ["RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS"] = LaunchTemplate.Hole,
        };
        await RunAsync(release.ServerScript, [], asked, ct);
        string[] notOfTheScript = ["PWD", "OLDPWD", "SHLVL", "_", .. asked.Keys];
        var arguments = Path.Combine(tools, "arguments");
        if (!File.Exists(arguments))
        {
            throw new FastStartException("the start script does not call erl");
        }

        return LaunchTemplate.From(
            (await File.ReadAllTextAsync(arguments, ct)).Split('\0')[..^1],
            (await File.ReadAllTextAsync(Path.Combine(tools, "environment"), ct)).Split('\0', StringSplitOptions.RemoveEmptyEntries)
                .Select(v => v.Split('=', 2))
                .Where(v => !notOfTheScript.Contains(v[0]))
                .ToDictionary(v => v[0], v => v[1], StringComparer.Ordinal),
            erlangRoot,
            runtimeVersion,
            folder,
            Path.GetDirectoryName(release.Plugins)!);
    }

    private static Dictionary<string, string> Tools(string home) => new(StringComparer.Ordinal)
    {
        ["PATH"] = InstalledRelease.ProgramPath,
        ["LANG"] = "C.UTF-8",
        ["HOME"] = home,
        ["ERL_CRASH_DUMP"] = "/dev/null",
    };

    private static async Task<string> RunAsync(string program, IReadOnlyList<string> arguments, Dictionary<string, string> environment, CancellationToken ct)
    {
        var (exitCode, output, errors) = await OtherProgram.RunAsync(["/usr/bin/nice", "-n", "19", program, .. arguments], environment, "", ct);
        return exitCode == 0
            ? output
            : throw new FastStartException($"{Path.GetFileName(arguments.FirstOrDefault(program))} ended with {exitCode}: {output}{errors}".Trim());
    }

    private static void MakeFolder(string folder)
    {
        Directory.CreateDirectory(folder);
        File.SetUnixFileMode(folder, ReadableFolder);
    }

    /// <summary>Brokers read it as another user. Links stay out, since they point into the packages, and so do the tools and the trial node.</summary>
    private static void OpenToAll(string folder)
    {
        foreach (var entry in new DirectoryInfo(folder).EnumerateFileSystemInfos().Where(e => e.LinkTarget is null && e.Name is not ("tools" or "trial")))
        {
            entry.UnixFileMode = entry is DirectoryInfo ? ReadableFolder : ReadableFile;
            if (entry is DirectoryInfo)
            {
                OpenToAll(entry.FullName);
            }
        }
    }

    private static string ReleaseScript()
    {
        using var reader = new StreamReader(typeof(ReleasePreparation).Assembly.GetManifestResourceStream("Warren.Engine.Runtimes.Local.FastStart.release.escript")!);
        return reader.ReadToEnd();
    }
}
