using System.Net.Sockets;

namespace Warren.Engine.Runtimes.Local;

/// <summary>The first node of a cluster, which the others join.</summary>
internal static class SeedNode
{
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(50);

    /// <summary>Waits until it accepts AMQP connections, which is when others can join it; false when its process has ended.</summary>
    public static async Task<bool> AnswersAsync(NodeFolder seed, BrokerPlan plan, CancellationToken ct)
    {
        while (NodeHandle.Read(seed.Handle) is { } handle && handle.Lives())
        {
            using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            try
            {
                await socket.ConnectAsync(plan.Addresses[0], plan.Tls ? BrokerPlan.AmqpsPort : BrokerPlan.AmqpPort, ct);
                return true;
            }
            catch (SocketException)
            {
                await Task.Delay(PollInterval, ct);
            }
        }

        return false;
    }
}
