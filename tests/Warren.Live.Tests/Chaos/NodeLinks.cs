using System.Diagnostics;
using System.Globalization;
using System.Text;
using Warren.Live.Tests.Machine;

namespace Warren.Live.Tests.Chaos;

/// <summary>
/// The network between the nodes of a cluster, disturbed by a table of nftables of its own. Nodes speak to each other from their own addresses, and nobody else does, so
/// clients and Warren are not disturbed.
/// </summary>
internal sealed class NodeLinks : IAsyncDisposable
{
    private const string Program = "/usr/sbin/nft";
    private const string Prefix = "warren_chaos_";
    private const int LostPercent = 25;

    private readonly string table = string.Create(CultureInfo.InvariantCulture, $"{Prefix}{Environment.ProcessId}");

    /// <summary>Whether this machine lets us.</summary>
    public static bool CanDisturb => Environment.IsPrivilegedProcess && File.Exists(Program);

    /// <summary>Disturbs every link from a node of one side to a node of the other, both ways.</summary>
    public async Task DisturbAsync(LinkFault fault, IReadOnlyList<string> one, IReadOnlyList<string> other)
    {
        var text = new StringBuilder($"table inet {table} {{\n  chain output {{\n    type filter hook output priority filter; policy accept;\n");
        foreach (var (from, to) in (ReadOnlySpan<(IReadOnlyList<string>, IReadOnlyList<string>)>)[(one, other), (other, one)])
        {
            text.Append($"    ip saddr {{ {string.Join(", ", from)} }} ip daddr {{ {string.Join(", ", to)} }} {Words(fault)}\n");
        }

        await RemoveLeftoversAsync();
        (await Command.RunAsync(new ProcessStartInfo(Program, ["-f", "-"]), text.Append("  }\n}\n").ToString())).Succeeded();
    }

    public Task MendAsync() => Command.RunAsync(Program, "delete", "table", "inet", table);

    public async ValueTask DisposeAsync()
    {
        if (CanDisturb)
        {
            await MendAsync();
        }
    }

    private static string Words(LinkFault fault) => fault switch
    {
        LinkFault.Silent => "drop",
        LinkFault.Refused => "meta l4proto tcp reject with tcp reset",
        _ => string.Create(CultureInfo.InvariantCulture, $"numgen random mod 100 < {LostPercent} drop"),
    };

    /// <summary>A run that was killed has left its table, and so a cut network.</summary>
    private static async Task RemoveLeftoversAsync()
    {
        foreach (var left in (await FirewallTable.ListAsync()).Split([' ', '\n']).Where(t => t.StartsWith(Prefix, StringComparison.Ordinal)))
        {
            if (ProcessTable.Find(int.Parse(left[Prefix.Length..], CultureInfo.InvariantCulture)) is null)
            {
                await Command.RunAsync(Program, "delete", "table", "inet", left);
            }
        }
    }
}

/// <summary>What becomes of what is sent over a link.</summary>
internal enum LinkFault
{
    /// <summary>Nothing arrives, and nobody is told.</summary>
    Silent,

    /// <summary>Connections are reset and new ones refused, so both ends know at once.</summary>
    Refused,

    /// <summary>Every fourth packet is lost, each of which TCP sends again after 200 ms or more: slow.</summary>
    Lossy,
}
