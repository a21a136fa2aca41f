using System.Diagnostics;
using System.Net.Sockets;
using Warren.Engine.Runtimes.Local.Networking;

namespace Warren.Engine.Runtimes.Local;

/// <summary>The first node of a cluster, which the others join.</summary>
internal static class SeedNode
{
    /// <summary>The loop comes again, so nobody waits long here.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(50);

    /// <summary>Waits a little until it accepts AMQP connections, which is when others can join it; false when it does not or does not run.</summary>
    public static async Task<bool> AnswersAsync(NodeFolder seed, BrokerPlan plan, OwnConnections connections, CancellationToken ct)
    {
        var began = Stopwatch.GetTimestamp();
        while (NodeHandle.Read(seed.Handle) is { } handle && handle.Lives())
        {
            using var socket = connections.NewSocket();
            try
            {
                await socket.ConnectAsync(plan.Addresses[0], plan.ClientPort, ct);
                return true;
            }
            catch (SocketException) when (Stopwatch.GetElapsedTime(began) < Patience)
            {
                await Task.Delay(PollInterval, ct);
            }
            catch (SocketException)
            {
                return false;
            }
        }

        return false;
    }
}
