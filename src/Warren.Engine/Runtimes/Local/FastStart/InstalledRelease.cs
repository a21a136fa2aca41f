using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Warren.Engine.Runtimes.Local.FastStart;

/// <summary>The RabbitMQ and Erlang that are installed on this machine, as far as a prepared start depends on them.</summary>
/// <param name="ServerScript">RabbitMQ's start script, its links followed.</param>
/// <param name="Plugins">Folder of its applications, one folder each.</param>
/// <param name="ErlangRoot">Root of the Erlang installation that the script finds.</param>
internal sealed record InstalledRelease(string ServerScript, string Plugins, string ErlangRoot)
{
    /// <summary>Where programs are looked for, in order; the same for every node.</summary>
    public const string ProgramPath = "/usr/sbin:/usr/bin:/sbin:/bin";

    /// <summary>Grows with every change of what is prepared or how.</summary>
    private const int Recipe = 1;

    /// <summary>The version of RabbitMQ, for example 3.10.8.</summary>
    public string Version => Path.GetFileName(Directory.GetDirectories(Plugins, "rabbit-*")[0])["rabbit-".Length..];

    /// <exception cref="FastStartException">It is not laid out as expected.</exception>
    public static InstalledRelease Find(string serverScript)
    {
        // /usr/lib/rabbitmq/lib/rabbitmq_server-3.10.8/sbin/rabbitmq-server, with plugins/ beside sbin/
        var script = Resolve(serverScript);
        var plugins = Path.Combine(Path.GetDirectoryName(Path.GetDirectoryName(script)) ?? "/", "plugins");
        if (!Directory.Exists(plugins) || Directory.GetDirectories(plugins, "rabbit-*").Length != 1)
        {
            throw new FastStartException($"there is no unpacked RabbitMQ in {plugins}");
        }

        // /usr/bin/erl is a link to ROOT/bin/erl
        var erl = ProgramPath.Split(':').Select(folder => Path.Combine(folder, "erl")).FirstOrDefault(File.Exists) ?? throw new FastStartException("there is no erl");
        var root = Path.GetDirectoryName(Path.GetDirectoryName(Resolve(erl)))!;
        return Directory.Exists(Path.Combine(root, "lib")) && Directory.GetDirectories(root, "erts-*").Length == 1
            ? new InstalledRelease(script, plugins, root)
            : throw new FastStartException($"{root} is not one Erlang installation");
    }

    /// <summary>
    /// Names this release together with a plugin set: another one whenever a package was replaced, since that renames files into place and so changes the
    /// times of their folders.
    /// </summary>
    public string Key(string plugins)
    {
        var facts = new StringBuilder();
        void Add(string path) => facts.Append(CultureInfo.InvariantCulture, $"{path} {File.GetLastWriteTimeUtc(path).Ticks}\n");
        facts.Append(CultureInfo.InvariantCulture, $"{Recipe} {plugins}\n");
        foreach (var script in Directory.EnumerateFiles(Path.GetDirectoryName(ServerScript)!).Order(StringComparer.Ordinal))
        {
            Add(script);
        }

        foreach (var folder in new[] { Plugins, Path.Combine(ErlangRoot, "lib") })
        {
            Add(folder);
            foreach (var application in Directory.EnumerateDirectories(folder).Order(StringComparer.Ordinal))
            {
                Add(Path.Combine(application, "ebin"));
            }
        }

        foreach (var folder in Directory.EnumerateDirectories(ErlangRoot, "erts-*").Append(ErlangRoot))
        {
            Add(Path.Combine(folder, "bin"));
        }

        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(facts.ToString())))[..16];
    }

    private static string Resolve(string path)
    {
        // A folder on the way may be a link too, so each part is followed for itself.
        var resolved = "/";
        foreach (var part in Path.GetFullPath(path).Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            resolved = Path.Combine(resolved, part);
            resolved = (File.ResolveLinkTarget(resolved, returnFinalTarget: true) ?? Directory.ResolveLinkTarget(resolved, returnFinalTarget: true))?.FullName ?? resolved;
        }

        return resolved;
    }
}

/// <summary>A release cannot be prepared, or what was prepared cannot be used; nodes boot the stock way. The message says why.</summary>
internal sealed class FastStartException(string message) : Exception(message);
