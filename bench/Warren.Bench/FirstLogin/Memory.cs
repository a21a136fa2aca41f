using System.Globalization;

namespace Warren.Bench.FirstLogin;

/// <summary>What a process takes.</summary>
internal static class Memory
{
    /// <summary>
    /// Proportional set size, MiB, from /proc/PID/smaps_rollup:
    /// <code>Pss:               61234 kB</code>
    /// </summary>
    public static double ProportionalMiB(int pid) =>
        double.Parse(
            File.ReadLines($"/proc/{pid}/smaps_rollup").First(l => l.StartsWith("Pss:", StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries)[1],
            CultureInfo.InvariantCulture) / 1024;
}
