using System.Runtime.InteropServices;

namespace Warren.Engine.Runtimes.Local;

/// <summary>The few system calls that .NET does not offer. Linux on x86-64 and arm64: the numbers used are the same on both.</summary>
internal static partial class LibC
{
    public const int SigTerm = 15;
    public const int SigKill = 9;

    /// <summary>The size of core dumps.</summary>
    public const int ResourceCore = 4;

    private const long PidfdOpenNumber = 434;

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    public static partial int Kill(int pid, int signal);

    [LibraryImport("libc", EntryPoint = "geteuid")]
    public static partial uint EffectiveUserId();

    /// <summary>Takes these permission bits from every file and folder made from now on.</summary>
    [LibraryImport("libc", EntryPoint = "umask")]
    public static partial uint Umask(uint mask);

    /// <summary>Sets how much a process, and every one that it starts, may have of a resource.</summary>
    [LibraryImport("libc", EntryPoint = "setrlimit", SetLastError = true)]
    public static partial int SetLimit(int resource, in ResourceLimit limit);

    [LibraryImport("libc", EntryPoint = "chown", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int ChangeOwner(string path, uint user, uint group);

    [LibraryImport("libc", EntryPoint = "poll", SetLastError = true)]
    public static partial int Poll([In, Out] PollEntry[] entries, ulong count, int timeoutMilliseconds);

    [LibraryImport("libc", EntryPoint = "close", SetLastError = true)]
    public static partial int Close(int descriptor);

    /// <summary>A descriptor that becomes readable when the process ends, or -1.</summary>
    public static int PidfdOpen(int pid) => (int)SystemCall(PidfdOpenNumber, pid, 0);

    [LibraryImport("libc", EntryPoint = "syscall", SetLastError = true)]
    private static partial long SystemCall(long number, int first, uint second);

    [StructLayout(LayoutKind.Sequential)]
    public readonly record struct ResourceLimit(ulong Soft, ulong Hard);

    [StructLayout(LayoutKind.Sequential)]
    public struct PollEntry
    {
        public int Descriptor;
        public short Events;
        public short ReturnedEvents;
    }
}
