using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;

namespace Warren.Kubernetes.Kubelets;

/// <summary>Addresses of 127.0.0.0/8 for pods, each a new one, in a part that nobody else uses: a name in the kernel holds it for as long as this lives.</summary>
internal sealed class LoopbackAddresses : IDisposable
{
    private const int First = 16;
    private const int Last = 254;

    private readonly Socket claim;
    private readonly string prefix;
    private int last;

    public LoopbackAddresses()
    {
        while (true)
        {
            var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            var part = $"127.{RandomNumberGenerator.GetInt32(First, Last)}.{RandomNumberGenerator.GetInt32(1, Last)}.";
            try
            {
                socket.Bind(new UnixDomainSocketEndPoint($"\0warren-kubernetes-{part}"));
                (claim, prefix) = (socket, part);
                return;
            }
            catch (SocketException)
            {
                socket.Dispose();
            }
        }
    }

    /// <summary>One where the distribution port is free.</summary>
    public string Next()
    {
        while (true)
        {
            var address = $"{prefix}{(Interlocked.Increment(ref last) % 250) + 2}";
            try
            {
                using TcpListener probe = new(IPAddress.Parse(address), BrokerProcess.DistributionPort);
                probe.Start();
                return address;
            }
            catch (SocketException)
            {
                // taken by somebody else
            }
        }
    }

    public void Dispose() => claim.Dispose();
}
