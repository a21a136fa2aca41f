using System.Diagnostics;
using System.Globalization;

namespace Warren.Live.Tests.Machine;

/// <summary>The processes of this machine, as /proc shows them.</summary>
internal static class ProcessTable
{
    /// <summary>The processes that name this text in their command line or environment.</summary>
    public static IReadOnlyList<SeenProcess> Naming(string text) => [.. All().Where(p => p.Names(text))];

    /// <summary>No process names this text any more. A broker's helpers end by themselves some milliseconds after it.</summary>
    public static Task AssertNoneNamesAsync(string text) =>
        Eventually.See(
            $"no process names {text}",
            () => Task.FromResult(string.Join('\n', Naming(text))),
            left => left.Length == 0,
            within: TimeSpan.FromSeconds(10));

    /// <summary>The process, or null when it has ended, even if nobody has taken notice of its end yet.</summary>
    public static SeenProcess? Find(int pid)
    {
        try
        {
            var folder = $"/proc/{pid}";
            var status = File.ReadAllLines($"{folder}/status")
                .Select(line => line.Split(':', 2))
                .Where(parts => parts.Length == 2)
                .ToDictionary(parts => parts[0], parts => parts[1].Trim());
            return status["State"][0] is 'Z' or 'X'
                ? null
                : new SeenProcess
                {
                    Pid = pid,
                    Name = status["Name"],
                    UserIds = status["Uid"].Split('\t'),
                    Capabilities = status["CapEff"],
                    CommandLine = File.ReadAllText($"{folder}/cmdline").Replace('\0', ' ').Trim(),
                    Environment = File.ReadAllText($"{folder}/environ"),
                };
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null; // it ends at this moment, or it is another user's
        }
    }

    /// <summary>Ends a process at once, as kill -9 does.</summary>
    public static void Kill(int pid)
    {
        using var process = Process.GetProcessById(pid);
        process.Kill();
    }

    /// <summary>kill -SIGNAL of a process that may have ended.</summary>
    public static Task SignalAsync(string signal, int pid) => Command.RunAsync("/bin/sh", "-c", $"kill -{signal} {pid}");

    /// <summary>The processes that this one has started and that run.</summary>
    public static IReadOnlyList<int> ChildrenOf(int pid)
    {
        var file = $"/proc/{pid}/task/{pid}/children";
        return File.Exists(file) ? [.. File.ReadAllText(file).Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(p => int.Parse(p, CultureInfo.InvariantCulture))] : [];
    }

    private static IEnumerable<SeenProcess> All() =>
        Directory.EnumerateDirectories("/proc")
            .Select(folder => int.TryParse(Path.GetFileName(folder), CultureInfo.InvariantCulture, out var pid) ? Find(pid) : null)
            .OfType<SeenProcess>();
}

internal sealed record SeenProcess
{
    public required int Pid { get; init; }

    /// <summary>Name of the program, at most 15 characters.</summary>
    public required string Name { get; init; }

    /// <summary>Real, effective, saved and file system user id.</summary>
    public required IReadOnlyList<string> UserIds { get; init; }

    /// <summary>The effective ones, 16 hexadecimal digits.</summary>
    public required string Capabilities { get; init; }

    public required string CommandLine { get; init; }

    public required string Environment { get; init; }

    /// <summary>Whether it is a RabbitMQ node, and not one of a node's helpers.</summary>
    public bool IsBroker => Name == "beam.smp";

    public bool Names(string text) => CommandLine.Contains(text, StringComparison.Ordinal) || Environment.Contains(text, StringComparison.Ordinal);

    public override string ToString() => $"{Pid} {Name}: {CommandLine}";
}
