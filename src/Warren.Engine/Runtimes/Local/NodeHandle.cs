using System.Globalization;

namespace Warren.Engine.Runtimes.Local;

/// <summary>
/// The identity of a node's process: its id together with its start time in clock ticks since boot, and the boot itself, so that a reused id is never
/// taken for it. The start script writes it about itself before it becomes the broker, so that no crash of ours can come between.
/// </summary>
internal sealed record NodeHandle(int Pid, long StartTicks, string BootId)
{
    /// <summary>
    /// The handle in a file, or null when there is none. Two lines:
    /// <code>
    /// 3064 (sh) S 3015 3064 3064 0 -1 4194560 191 77 0 1 0 0 0 0 20 0 1 0 29239 2654208 …   (/proc/PID/stat; start time is field 22)
    /// 6b3fd1a7-…                                                                              (/proc/sys/kernel/random/boot_id)
    /// </code>
    /// </summary>
    public static NodeHandle? Read(string path)
    {
        try
        {
            var lines = File.ReadAllLines(path);
            return lines.Length >= 2 && ParseStat(lines[0]) is { } stat ? new NodeHandle(stat.Pid, stat.StartTicks, lines[1].Trim()) : null;
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    /// <summary>Whether that very process lives; one that only waits to be reaped does not.</summary>
    public bool Lives()
    {
        try
        {
            return BootId == CurrentBootId()
                && ParseStat(File.ReadAllText($"/proc/{Pid}/stat")) is { } stat
                && stat.StartTicks == StartTicks
                && stat.State is not ('Z' or 'X');
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException or IOException)
        {
            return false; // reading the file of a process that ends at this moment fails with ESRCH
        }
    }

    public static string CurrentBootId() => File.ReadAllText("/proc/sys/kernel/random/boot_id").Trim();

    internal static (int Pid, char State, long StartTicks)? ParseStat(string line)
    {
        // The name in parentheses may hold blanks and parentheses itself, so fields are counted from the last one.
        var close = line.LastIndexOf(')');
        var open = line.IndexOf('(', StringComparison.Ordinal);
        if (open < 1 || close < open)
        {
            return null;
        }

        var rest = line[(close + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return rest.Length >= 20
            && int.TryParse(line[..open].Trim(), CultureInfo.InvariantCulture, out var pid)
            && long.TryParse(rest[19], CultureInfo.InvariantCulture, out var ticks)
            ? (pid, rest[0][0], ticks)
            : null;
    }
}
