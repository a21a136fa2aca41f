using System.Globalization;

namespace Warren.Engine.Pool;

/// <summary>Memory of this machine.</summary>
internal static class MachineMemory
{
    /// <summary>
    /// What can be taken without swapping, bytes; 0 when the machine does not say. From /proc/meminfo:
    /// <code>MemAvailable:   23068672 kB</code>
    /// </summary>
    public static long AvailableBytes() =>
        File.Exists("/proc/meminfo")
        && File.ReadLines("/proc/meminfo").FirstOrDefault(l => l.StartsWith("MemAvailable:", StringComparison.Ordinal)) is { } line
        && long.TryParse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture, out var kilobytes)
            ? kilobytes * 1024
            : 0;
}
