using System.Net;

namespace Warren.Live.Tests.Machine;

/// <summary>The tables of nftables, as nft lists them.</summary>
internal static class FirewallTable
{
    private const string Program = "/usr/sbin/nft";

    /// <summary>Name of the table of the Warren whose brokers have this range.</summary>
    public static string Of(IPNetwork range) => $"warren_{range.ToString().Replace('.', '_').Replace('/', '_')}";

    /// <summary>The names of all tables; nothing where there is no nftables, or no right to look.</summary>
    public static async Task<string> ListAsync() => File.Exists(Program) ? (await Command.RunAsync(Program, "list", "tables")).Output : "";

    public static async Task<string> ShowAsync(IPNetwork range) => (await Command.RunAsync(Program, "list", "table", "inet", Of(range))).Succeeded();

    public static async Task RemoveAsync(IPNetwork range) => (await Command.RunAsync(Program, "delete", "table", "inet", Of(range))).Succeeded();
}
