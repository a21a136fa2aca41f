using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using Warren.Engine.Network;

namespace Warren.Engine.Runtimes.Local;

/// <summary>
/// The part of 127.0.0.0/8 that belongs to one Warren: a /16 chosen at first start and kept in the data folder, so that several Warrens on a machine
/// never hand out the same address. While a Warren lives it holds a name for its range (an abstract socket, which the kernel frees with the process);
/// a range in which anything listens is not chosen either, since brokers outlive their Warren.
/// </summary>
internal sealed class LoopbackRange : IDisposable
{
    // 127.0 to 127.15 stay free for people and other programs.
    private const int FirstSecondByte = 16;
    private const int LastSecondByte = 254;

    /// <summary>What every machine has.</summary>
    public static readonly IPNetwork Whole = IPNetwork.Parse("127.0.0.0/8");

    private readonly Socket claim;

    private LoopbackRange(IPNetwork network, Socket claim)
    {
        Network = network;
        this.claim = claim;
    }

    public IPNetwork Network { get; }

    /// <summary>Addresses for nodes of Warren's own: of the first of the range, which are never given to an instance.</summary>
    public IEnumerable<IPAddress> OwnAddresses => Enumerable.Range(2, 3).Select(n => AddressAllocator.ToAddress(AddressAllocator.ToNumber(Network.BaseAddress) + n));

    /// <summary>The range written in the file, or the configured one, or a free one that is then written there.</summary>
    /// <exception cref="RuntimeUnavailableException">Another Warren lives on the range, or none is free.</exception>
    public static LoopbackRange Claim(string file, string configured)
    {
        var fixedRange = configured.Length > 0 ? configured : File.Exists(file) ? File.ReadAllText(file).Trim() : null;
        if (fixedRange is not null)
        {
            if (!IPNetwork.TryParse(fixedRange, out var network) || !Whole.Contains(network.BaseAddress) || network.PrefixLength is < 9 or > 29)
            {
                throw new RuntimeUnavailableException($"The broker address range '{fixedRange}' must lie in 127.0.0.0/8, with a prefix of 9 to 29 bits.");
            }

            return TryClaim(network) is { } socket
                ? new LoopbackRange(network, socket)
                : throw new RuntimeUnavailableException($"Another Warren on this machine uses the broker addresses {network}. Set Local:AddressRange to another range.");
        }

        var listening = ListeningLoopbackRanges();
        var candidates = Enumerable.Range(FirstSecondByte, LastSecondByte - FirstSecondByte + 1).Where(b => !listening.Contains(b)).ToArray();
        RandomNumberGenerator.Shuffle(candidates.AsSpan());
        foreach (var second in candidates)
        {
            var network = new IPNetwork(new IPAddress([127, (byte)second, 0, 0]), 16);
            if (TryClaim(network) is { } socket)
            {
                File.WriteAllText(file, network + "\n");
                return new LoopbackRange(network, socket);
            }
        }

        throw new RuntimeUnavailableException("Every /16 of 127.0.0.0/8 is in use on this machine.");
    }

    public void Dispose() => claim.Dispose();

    private static Socket? TryClaim(IPNetwork network)
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            socket.Bind(new UnixDomainSocketEndPoint($"\0warren-range-{network}"));
            return socket;
        }
        catch (SocketException e) when (e.SocketErrorCode == SocketError.AddressAlreadyInUse)
        {
            socket.Dispose();
            return null;
        }
    }

    /// <summary>Second bytes of the loopback addresses that somebody listens on.</summary>
    private static HashSet<int> ListeningLoopbackRanges()
    {
        // sl  local_address rem_address   st …
        //  0: 0100147F:1628 00000000:0000 0A …      127.20.0.1:5672, little-endian; 0A is LISTEN
        return [.. File.ReadLines("/proc/net/tcp")
            .Skip(1)
            .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Where(fields => fields.Length > 3 && fields[3] == "0A" && fields[1].Length > 8)
            .Select(fields => uint.Parse(fields[1].AsSpan(0, 8), NumberStyles.HexNumber, CultureInfo.InvariantCulture))
            .Where(address => (address & 0xFF) == 127)
            .Select(address => (int)((address >> 8) & 0xFF))];
    }
}
