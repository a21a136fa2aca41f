using System.Globalization;
using Warren.Engine.Runtimes;
using Warren.Engine.Runtimes.Local;

namespace Warren.Engine.Hosting;

/// <summary>One Warren per data folder: holds warren.lock while it lives, and says in warren.pid who it is. The kernel lets go of the lock with the process.</summary>
public sealed class ProcessLock : IDisposable
{
    private readonly FileStream held;

    private ProcessLock(FileStream held) => this.held = held;

    /// <exception cref="RuntimeUnavailableException">Another Warren uses the folder.</exception>
    public static ProcessLock Take(DataFolder data)
    {
        var taken = TryTake(data) ?? throw new RuntimeUnavailableException($"Another Warren (process {ReadPid(data)}) uses the data folder {data.Root}.");
        File.WriteAllText(data.ProcessFile, Environment.ProcessId.ToString(CultureInfo.InvariantCulture));
        return new ProcessLock(taken);
    }

    /// <summary>Process id of the Warren that uses the folder now, or null.</summary>
    public static int? Holder(DataFolder data)
    {
        using var free = TryTake(data);
        return free is null ? ReadPid(data) : null;
    }

    /// <summary>Asks that Warren to stop (SIGTERM).</summary>
    public static void Terminate(int pid) => _ = LibC.Kill(pid, LibC.SigTerm);

    public void Dispose() => held.Dispose();

    private static FileStream? TryTake(DataFolder data)
    {
        try
        {
            return new FileStream(data.LockFile, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None); // flock(LOCK_EX | LOCK_NB)
        }
        catch (IOException) when (File.Exists(data.LockFile))
        {
            return null;
        }
    }

    private static int? ReadPid(DataFolder data) =>
        File.Exists(data.ProcessFile) && int.TryParse(File.ReadAllText(data.ProcessFile), CultureInfo.InvariantCulture, out var pid) ? pid : null;
}
