using Warren.Engine.Runtimes.Local;
using Warren.Engine.Runtimes.Local.FastStart;

namespace Warren.Engine.Tests.Runtimes.Local.FastStart;

public sealed class NodeBootTests : IDisposable
{
    private static readonly LaunchTemplate Launch = new() { Program = "/erlexec", Before = [], After = [], Boot = "/boot", Environment = new Dictionary<string, string>(StringComparer.Ordinal) };

    private readonly NodeFolder node = new(Directory.CreateTempSubdirectory("warren-node-").FullName, 0);

    public void Dispose() => Directory.Delete(node.Root, recursive: true);

    [Fact]
    public void A_node_that_was_never_started_has_not_failed() => Assert.False(NodeBoot.LastFastOneFailed(node));

    [Fact]
    public void A_fast_boot_has_failed_until_the_node_was_seen_serving()
    {
        NodeBoot.Fast(PreparedRelease.Unfinished(node.Root, Launch)).Record(node);
        Assert.True(NodeBoot.LastFastOneFailed(node));

        NodeBoot.Served(node);
        NodeBoot.Served(node);

        Assert.False(NodeBoot.LastFastOneFailed(node));
        Assert.Equal(2, File.ReadAllLines(node.BootFile).Length);
    }

    [Fact]
    public void A_stock_boot_tells_why_and_is_never_the_reason_for_another()
    {
        NodeBoot.Stock("it is damaged").Record(node);

        Assert.Equal("stock: it is damaged\n", File.ReadAllText(node.BootFile));
        Assert.False(NodeBoot.LastFastOneFailed(node));
    }
}
