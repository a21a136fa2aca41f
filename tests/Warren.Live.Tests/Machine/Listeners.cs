using System.Net;

namespace Warren.Live.Tests.Machine;

/// <summary>Who listens where, as ss shows it.</summary>
internal static class Listeners
{
    /// <summary>
    /// All TCP listeners. A line of ss -ltnpH; another user's process is not shown:
    /// <code>LISTEN 0      128        127.62.0.5:25672      0.0.0.0:*    users:(("beam.smp",pid=1347,fd=19))</code>
    /// </summary>
    public static async Task<IReadOnlyList<Listener>> AllAsync()
    {
        var printed = (await Command.RunAsync("ss", "-ltnpH")).Succeeded();
        return
        [
            .. from line in printed.Split('\n', StringSplitOptions.RemoveEmptyEntries)
               let fields = line.Split(' ', StringSplitOptions.RemoveEmptyEntries)
               select new Listener(fields[3], fields.Length > 5 ? fields[5] : ""),
        ];
    }

    /// <summary>Where this process listens, as ADDRESS:PORT, sorted.</summary>
    public static async Task<IReadOnlyList<string>> OfAsync(int pid) =>
        [.. (await AllAsync()).Where(l => l.Holders.Contains($"pid={pid},", StringComparison.Ordinal)).Select(l => l.Where).Order(StringComparer.Ordinal)];

    /// <summary>Where anybody listens in this range.</summary>
    public static async Task<IReadOnlyList<string>> InAsync(IPNetwork range) =>
        [.. (await AllAsync()).Where(l => l.Address is { } address && range.Contains(address)).Select(l => l.Where)];
}

/// <param name="Where">ADDRESS:PORT.</param>
/// <param name="Holders">The processes that hold the socket, in ss's words.</param>
internal sealed record Listener(string Where, string Holders)
{
    /// <summary>Null when it is every address, or one with a device's name.</summary>
    public IPAddress? Address => IPAddress.TryParse(Where[..Where.LastIndexOf(':')], out var address) ? address : null;
}
