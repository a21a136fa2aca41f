using System.Net;

namespace Warren.Engine.Runtimes.Local.Networking;

/// <summary>Warren's own table of nftables. Nothing else of the machine's rules is touched, and each change replaces the table in one step.</summary>
internal static class Firewall
{
    private const string Program = "nft";

    /// <summary>Whether tables can be made: as root, with nftables.</summary>
    public static bool IsAvailable => RootTool.Find(Program) is not null;

    /// <summary>The table of the Warren whose brokers have this range.</summary>
    public static string TableOf(IPNetwork range) => $"warren_{range.ToString().Replace('.', '_').Replace('/', '_')}";

    /// <param name="text">A whole transaction: see <see cref="FirewallText"/>.</param>
    /// <param name="ct">Ends it.</param>
    /// <exception cref="IOException">It was refused; nothing has changed.</exception>
    public static Task ReplaceAsync(string text, CancellationToken ct) => RootTool.RunAsync(
        RootTool.Find(Program) ?? throw new IOException("There is no nft, or Warren is not root."), ["-f", "-"], text, ct);

    /// <summary>Removes the table, if there is one.</summary>
    public static async Task RemoveAsync(IPNetwork range, CancellationToken ct)
    {
        if (IsAvailable)
        {
            var table = TableOf(range);
            await ReplaceAsync($"table inet {table}\ndelete table inet {table}\n", ct);
        }
    }
}
