using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;
using Warren.Engine.Network;

namespace Warren.Engine.Runtimes.Local.Networking;

/// <summary>
/// Gives this machine addresses that are not loopback ones, on its loopback interface, which every kernel has; other machines reach them when they are routed
/// here. Adding and removing are safe to repeat. The label keeps them apart from addresses that somebody else put there. Does nothing unless the mode is
/// <see cref="AddressMode.Alias"/>.
/// </summary>
internal sealed class AddressAliases(AddressMode mode)
{
    private const string Interface = "lo";
    private const string Label = "lo:warren";

    private readonly string? program = mode != AddressMode.Alias ? null : RootTool.Find("ip") ?? throw new RuntimeUnavailableException(
        "Local:AddressMode is Alias, which needs root and the program ip (Debian, Ubuntu: apt-get install iproute2). Start Warren as root, or leave the mode at Loopback.");

    /// <summary>Whether nodes with this address have it as an alias.</summary>
    public bool Serve(IPAddress address) => program is not null && !LoopbackRange.Whole.Contains(address);

    /// <summary>Whether an alias could be made of the address: no interface has it, nor lies in its network.</summary>
    public static bool IsFree(IPAddress address)
    {
        var number = AddressAllocator.ToNumber(address);
        return !MachineAddresses().Any(own => (AddressAllocator.ToNumber(own.Address) ^ number) >> (32 - own.PrefixLength) == 0);
    }

    public Task AddAsync(IPAddress address, CancellationToken ct) =>
        Serve(address) ? RootTool.RunAsync(program!, ["address", "replace", $"{address}/32", "dev", Interface, "label", Label], "", ct) : Task.CompletedTask;

    public Task RemoveAsync(IPAddress address, CancellationToken ct) =>
        Serve(address) && MachineAddresses().Any(own => own.Address.Equals(address))
            ? RootTool.RunAsync(program!, ["address", "del", $"{address}/32", "dev", Interface], "", ct)
            : Task.CompletedTask;

    private static IEnumerable<UnicastIPAddressInformation> MachineAddresses() =>
        NetworkInterface.GetAllNetworkInterfaces().SelectMany(i => i.GetIPProperties().UnicastAddresses).Where(a => a.Address.AddressFamily == AddressFamily.InterNetwork);
}
