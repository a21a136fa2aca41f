using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using Warren.Engine.Broker;

namespace Warren.Engine.Runtimes.Local.Networking;

/// <summary>
/// Makes the sockets of Warren's own connections to brokers. While security groups are enforced they carry a mark of the kernel (SO_MARK), which only root can set,
/// so that no group keeps Warren out.
/// </summary>
internal sealed class OwnConnections(bool marked) : INodeConnections
{
    /// <summary>The mark that firewall rules let in.</summary>
    public const uint Mark = 0x57524E;

    private const int SolSocket = 1;
    private const int SoMark = 36;

    public ValueTask<IPEndPoint> FindAsync(BrokerPlan plan, IPAddress node, int port, CancellationToken ct) => new(new IPEndPoint(node, port));

    public Socket NewSocket()
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        if (marked)
        {
            Span<byte> value = stackalloc byte[sizeof(uint)];
            BinaryPrimitives.WriteUInt32LittleEndian(value, Mark);
            socket.SetRawSocketOption(SolSocket, SoMark, value);
        }

        return socket;
    }
}
