using System.Diagnostics;
using System.Globalization;

namespace Warren.Bench;

/// <summary>What a process takes, as Linux counts it.</summary>
internal static class ProcessCost
{
    /// <summary>
    /// Proportional set size, MiB, from /proc/PID/smaps_rollup:
    /// <code>Pss:               61234 kB</code>
    /// </summary>
    public static double ProportionalMiB(int pid) => Kilobytes($"/proc/{pid}/smaps_rollup", "Pss:") / 1024;

    /// <summary>Resident memory, MiB, from /proc/PID/status.</summary>
    public static double ResidentMiB(int pid) => Kilobytes($"/proc/{pid}/status", "VmRSS:") / 1024;

    /// <summary>User and system time of all threads, to 10 ms.</summary>
    public static TimeSpan Processor(int pid)
    {
        using var process = Process.GetProcessById(pid);
        return process.TotalProcessorTime;
    }

    /// <summary>A number of one of the kernel's files.</summary>
    public static double Kilobytes(string file, string line) => double.Parse(
        File.ReadLines(file).First(l => l.StartsWith(line, StringComparison.Ordinal)).Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture);
}
