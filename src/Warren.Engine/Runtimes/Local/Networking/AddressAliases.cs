using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;

namespace Warren.Engine.Runtimes.Local.Networking;

/// <summary>
/// Gives this machine addresses that are not loopback ones, on its loopback interface, which every kernel has; other machines reach them when they are routed
/// here. Adding and removing are safe to repeat. The label keeps them apart from addresses that somebody else put there.
/// </summary>
internal sealed class AddressAliases
{
    private const string Interface = "lo";
    private const string Label = "lo:warren";

    private static readonly IPNetwork Loopback = IPNetwork.Parse("127.0.0.0/8");

    private readonly string program = RootTool.Find("ip") ?? throw new RuntimeUnavailableException(
        "Local:AddressMode is Alias, which needs root and the program ip (Debian, Ubuntu: apt-get install iproute2). Start Warren as root, or leave the mode at Loopback.");

    /// <summary>Whether an alias could be made of the address: no interface has it, nor lies in its network.</summary>
    public static bool IsFree(IPAddress address) => !NetworkInterface.GetAllNetworkInterfaces()
        .SelectMany(i => i.GetIPProperties().UnicastAddresses)
        .Where(a => a.Address.AddressFamily == AddressFamily.InterNetwork)
        .Any(a => a.Address.Equals(address) || new IPNetwork(Masked(a.Address, a.PrefixLength), a.PrefixLength).Contains(address));

    public Task AddAsync(IPAddress address, CancellationToken ct) =>
        Loopback.Contains(address) ? Task.CompletedTask : RootTool.RunAsync(program, ["address", "replace", $"{address}/32", "dev", Interface, "label", Label], "", ct);

    public async Task RemoveAsync(IPAddress address, CancellationToken ct)
    {
        if (!Loopback.Contains(address) && IsThere(address))
        {
            await RootTool.RunAsync(program, ["address", "del", $"{address}/32", "dev", Interface], "", ct);
        }
    }

    private static bool IsThere(IPAddress address) =>
        NetworkInterface.GetAllNetworkInterfaces().SelectMany(i => i.GetIPProperties().UnicastAddresses).Any(a => a.Address.Equals(address));

    private static IPAddress Masked(IPAddress address, int prefix)
    {
        var bytes = address.GetAddressBytes();
        for (var bit = prefix; bit < bytes.Length * 8; bit++)
        {
            bytes[bit / 8] &= (byte)~(0x80 >> (bit % 8));
        }

        return new IPAddress(bytes);
    }
}
