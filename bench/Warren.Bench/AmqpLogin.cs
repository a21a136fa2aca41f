using System.Net.Sockets;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace Warren.Bench;

/// <summary>Waits until a user can log in.</summary>
internal static class AmqpLogin
{
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    public static async Task WaitAsync(string address, string user, string password, CancellationToken ct)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limit.CancelAfter(Patience);
        var factory = new ConnectionFactory { HostName = address, UserName = user, Password = password, AutomaticRecoveryEnabled = false };
        while (true)
        {
            try
            {
                using (var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp))
                {
                    await socket.ConnectAsync(address, 5672, limit.Token); // a refusal here is cheaper than one inside the client
                }

                await using var connection = await factory.CreateConnectionAsync(limit.Token);
                return;
            }
            catch (Exception e) when (e is SocketException or BrokerUnreachableException)
            {
                await Task.Delay(PollInterval, limit.Token);
            }
        }
    }
}
