using System.Globalization;

namespace Warren.Engine.Runtimes.Local;

/// <summary>
/// Keeps the ordered storage. Each node has an equal share. A node that has used it up raises its broker's free-space limit beyond any disk, and then the broker's
/// own disk alarm stops publishers as a full disk would, while consumers go on; below the share the limit is as it was. The file "full" says that the broker
/// was told, and lets the next boot begin so.
/// </summary>
internal sealed class StorageLimit(LocalOptions options, BrokerUser? user, StorageVolume volumes)
{
    /// <summary>More than any disk has free, bytes.</summary>
    private const long BeyondAnyDisk = 1_000_000_000_000_000;

    /// <summary>From this part of its share on a node is looked at more often.</summary>
    private const double Nearly = 0.8;

    /// <summary>Free space under which the node's broker stops its publishers, bytes.</summary>
    public static long FreeLimit(NodeFolder node, LocalOptions options, bool full) => full ? BeyondAnyDisk : StorageVolume.FreeLimit(node, options);

    /// <summary>GB, rounded up, all nodes together.</summary>
    public int UsedGb(IEnumerable<NodeFolder> nodes)
    {
        var used = nodes.Sum(n => SizeOf(n.Data));
        return (int)((used + options.BytesPerGigabyte - 1) / options.BytesPerGigabyte);
    }

    /// <summary>What each node may take, bytes.</summary>
    public long ShareOf(BrokerPlan plan) => plan.StorageGb * options.BytesPerGigabyte / plan.Addresses.Count;

    /// <summary>Raises or lowers the limit of running nodes, and lets their volumes grow.</summary>
    /// <returns>Whether a node's share is used up, or nearly.</returns>
    public async Task<bool> KeepAsync(IReadOnlyList<NodeFolder> nodes, BrokerPlan plan, CancellationToken ct)
    {
        var share = ShareOf(plan);
        var nearlyFull = false;
        foreach (var node in nodes)
        {
            await volumes.KeepAsync(node, share, ct);
            var used = SizeOf(node.Data);
            nearlyFull |= used >= share * Nearly;
            if (used >= share != File.Exists(node.Full))
            {
                await SetAsync(node, plan, used >= share, ct);
            }
        }

        return nearlyFull;
    }

    /// <summary>The broker is told first: cut off in between, it is told again.</summary>
    private async Task SetAsync(NodeFolder node, BrokerPlan plan, bool full, CancellationToken ct)
    {
        await ErlangCall.RunAsync(
            node, plan.Addresses[node.Index], user, string.Create(CultureInfo.InvariantCulture, $"rabbit_disk_monitor:set_disk_free_limit({FreeLimit(node, options, full)})."), ct);
        if (full)
        {
            await File.WriteAllTextAsync(node.Full, "", ct);
        }
        else
        {
            File.Delete(node.Full);
        }
    }

    private static long SizeOf(string folder)
    {
        try
        {
            return new DirectoryInfo(folder).EnumerateFiles("*", SearchOption.AllDirectories).Sum(Length);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return 0; // folders come and go under a running broker; the next look counts again
        }
    }

    private static long Length(FileInfo file)
    {
        try
        {
            return file.Length;
        }
        catch (FileNotFoundException)
        {
            return 0; // deleted since it was listed
        }
    }
}
