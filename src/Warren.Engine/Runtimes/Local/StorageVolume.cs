using System.Globalization;
using Warren.Engine.Runtimes.Local.Networking;

namespace Warren.Engine.Runtimes.Local;

/// <summary>
/// A node's data folder as a file system of its own, in a file beside it, so that no broker can take more of the machine's disk than was ordered, whatever happens.
/// The file is sparse: it takes what is written. The file system is XFS, which grows while it is used and needs no more than CAP_SYS_ADMIN for it. It is a little larger than the share that <see cref="StorageLimit"/> keeps, which therefore acts first. Needs root.
/// </summary>
internal sealed class StorageVolume(LocalOptions options, BrokerUser? user)
{
    /// <summary>What the file system itself takes (XFS is never smaller than 300 MB), and what a publisher writes between two looks at the share, bytes.</summary>
    private const long Overhead = 384L * 1024 * 1024;

    /// <summary>Of a volume this part stays free at least, so that the broker stops its publishers before the disk is full.</summary>
    private const int FreePart = 20;

    private static readonly string[] Programs = ["mkfs.xfs", "mount", "umount", "losetup", "xfs_growfs"];

    /// <summary>Whether volumes can be made: as root, with these programs.</summary>
    public static bool IsAvailable => Programs.All(p => RootTool.Find(p) is not null);

    /// <summary>Free space under which the node's broker stops its publishers, bytes.</summary>
    public static long FreeLimit(NodeFolder node, LocalOptions options) =>
        File.Exists(node.Volume) ? Math.Min(options.DiskFreeLimit, new FileInfo(node.Volume).Length / FreePart) : options.DiskFreeLimit;

    /// <summary>
    /// Makes and mounts the node's volume, or lets it grow, while the broker runs too. A node that has its data outside of a volume keeps it there.
    /// </summary>
    /// <param name="node">The node.</param>
    /// <param name="shareBytes">Its share of the ordered storage.</param>
    /// <param name="ct">Ends it.</param>
    /// <exception cref="IOException">It could not be done; the message says why. Another try is safe.</exception>
    public async Task KeepAsync(NodeFolder node, long shareBytes, CancellationToken ct)
    {
        if (!File.Exists(node.Volume) && (!options.StorageQuota || node.HasDatabase()))
        {
            return;
        }

        var wanted = shareBytes + (shareBytes / 10) + Overhead;
        if (!File.Exists(node.Volume))
        {
            await MakeAsync(node, wanted, ct);
        }

        if (!IsMounted(node))
        {
            Directory.CreateDirectory(node.Data);
            await RunAsync("mount", ["-o", "loop,nosuid,nodev,noexec", node.Volume, node.Data], ct);
            File.SetUnixFileMode(node.Data, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            user?.Own(node.Data);
        }

        if (long.Parse(await File.ReadAllTextAsync(node.VolumeSize, ct), CultureInfo.InvariantCulture) < wanted)
        {
            await GrowAsync(node, wanted, ct);
        }
    }

    /// <summary>Gives the volume's mount back; the data stays in its file.</summary>
    public static async Task ReleaseAsync(NodeFolder node, CancellationToken ct)
    {
        if (File.Exists(node.Volume) && IsMounted(node))
        {
            await RunAsync("umount", [node.Data], ct);
        }
    }

    private static async Task MakeAsync(NodeFolder node, long bytes, CancellationToken ct)
    {
        Directory.CreateDirectory(node.Root);
        var unfinished = node.Volume + ".new";
        File.Delete(unfinished);
        await using (var file = new FileStream(unfinished, new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.Write,
            UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
        }))
        {
            file.SetLength(bytes);
        }

        await RunAsync("mkfs.xfs", ["-q", unfinished], ct);
        await WriteSizeAsync(node, bytes, ct);
        File.Move(unfinished, node.Volume);
    }

    private static async Task GrowAsync(NodeFolder node, long bytes, CancellationToken ct)
    {
        await using (var file = File.OpenWrite(node.Volume))
        {
            file.SetLength(bytes);
        }

        var device = LoopDeviceOf(node) ?? throw new IOException($"{node.Data} is not mounted from a loop device.");
        await RunAsync("losetup", ["--set-capacity", device], ct);
        await RunAsync("xfs_growfs", [node.Data], ct);
        await WriteSizeAsync(node, bytes, ct); // last: what was cut off is done again
    }

    private static Task WriteSizeAsync(NodeFolder node, long bytes, CancellationToken ct) =>
        File.WriteAllTextAsync(node.VolumeSize, bytes.ToString(CultureInfo.InvariantCulture), ct);

    private static bool IsMounted(NodeFolder node) => LoopDeviceOf(node) is not null;

    /// <summary>
    /// What is mounted on the data folder:
    /// <code>72 29 7:3 / /var/lib/warren/brokers/ID/0/data rw,nosuid,nodev,noexec,relatime shared:38 - xfs /dev/loop3 rw</code>
    /// </summary>
    private static string? LoopDeviceOf(NodeFolder node)
    {
        var path = Path.GetFullPath(node.Data).Replace(" ", @"\040", StringComparison.Ordinal);
        return (from line in File.ReadLines("/proc/self/mountinfo")
                let fields = line.Split(' ')
                where fields[4] == path
                select fields[Array.IndexOf(fields, "-") + 2]).LastOrDefault();
    }

    private static Task RunAsync(string program, IReadOnlyList<string> arguments, CancellationToken ct) =>
        RootTool.RunAsync(RootTool.Find(program) ?? throw new IOException($"There is no {program}, or Warren is not root."), arguments, "", ct);
}
