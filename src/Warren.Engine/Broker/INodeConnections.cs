using System.Net;
using System.Net.Sockets;
using Warren.Engine.Runtimes;

namespace Warren.Engine.Broker;

/// <summary>How Warren itself gets to the ports of nodes.</summary>
internal interface INodeConnections
{
    /// <summary>A socket that may connect to brokers.</summary>
    Socket NewSocket();

    /// <summary>Where a port of a node is reached from here.</summary>
    /// <exception cref="IOException">Nowhere at present; the message says why.</exception>
    ValueTask<IPEndPoint> FindAsync(BrokerPlan plan, IPAddress node, int port, CancellationToken ct);
}
