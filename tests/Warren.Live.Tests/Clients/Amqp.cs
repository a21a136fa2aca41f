using System.Text;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;
using Warren.Contract.Dms.V1;

namespace Warren.Live.Tests.Clients;

/// <summary>An instance as its customers use it, by RabbitMQ's own .NET client.</summary>
internal static class Amqp
{
    private static readonly CreateChannelOptions Confirmed =
        new(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true);

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>One connection; it does not come back by itself when it is lost.</summary>
    public static Task<IConnection> ConnectAsync(
        InstanceResponse instance, string user = WarrenClient.AccessUser, string password = WarrenClient.AccessPassword, SslOption? tls = null) =>
        new ConnectionFactory
        {
            HostName = instance.ConnectAddress,
            Port = instance.Port,
            UserName = user,
            Password = password,
            Ssl = tls ?? new SslOption(),
            AutomaticRecoveryEnabled = false,
            RequestedConnectionTimeout = Patience,
        }.CreateConnectionAsync();

    public static async Task<bool> LogsInAsync(InstanceResponse instance)
    {
        try
        {
            await using var connection = await ConnectAsync(instance);
            return true;
        }
        catch (BrokerUnreachableException)
        {
            return false;
        }
    }

    /// <summary>The broker refuses this login, and for that reason.</summary>
    public static async Task IsRefusedAsync(InstanceResponse instance, string user, string password)
    {
        var refusal = await Assert.ThrowsAsync<BrokerUnreachableException>(() => ConnectAsync(instance, user, password));
        Assert.IsType<AuthenticationFailureException>(refusal.InnerException);
    }

    /// <summary>Sends a persistent message to a durable queue, of the broker's usual type unless another is named, and returns once the broker has confirmed it.</summary>
    public static async Task SendAsync(IConnection connection, string queue, string text, string? type = null)
    {
        await using var channel = await connection.CreateChannelAsync(Confirmed);
        await channel.QueueDeclareAsync(queue, durable: true, exclusive: false, autoDelete: false, type is null ? null : new Dictionary<string, object?>(StringComparer.Ordinal) { ["x-queue-type"] = type });
        await channel.BasicPublishAsync("", queue, mandatory: true, new BasicProperties { Persistent = true }, Encoding.UTF8.GetBytes(text));
    }

    /// <summary>
    /// Makes sure that a kill -9 of the broker leaves the queues that were declared so far. RabbitMQ 3.10 confirms a declaration when the transaction is on disk,
    /// and writes a little later that it was decided; killed in between, it takes the declaration back at its next boot. The next declaration writes both; a queue that
    /// exists would settle nothing, so it is a new one each time.
    /// </summary>
    public static async Task SettleAsync(IConnection connection)
    {
        await using var channel = await connection.CreateChannelAsync();
        var queue = $"settling-{Guid.NewGuid()}";
        await channel.QueueDeclareAsync(queue, durable: true, exclusive: false, autoDelete: false);
        await channel.QueueDeleteAsync(queue);
    }

    /// <summary>Consumes one message of the queue.</summary>
    public static async Task<string> ReceiveAsync(IConnection connection, string queue)
    {
        await using var channel = await connection.CreateChannelAsync(Confirmed);
        var received = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        var consumer = new RabbitMQ.Client.Events.AsyncEventingBasicConsumer(channel);
        consumer.ReceivedAsync += async (_, delivery) =>
        {
            Assert.True(delivery.BasicProperties.Persistent);
            var text = Encoding.UTF8.GetString(delivery.Body.Span);
            await channel.BasicAckAsync(delivery.DeliveryTag, multiple: false);
            received.TrySetResult(text);
        };
        await channel.BasicConsumeAsync(queue, autoAck: false, consumer);
        return await received.Task.WaitAsync(Patience);
    }

    /// <summary>Sends a message and gets it back.</summary>
    public static async Task RoundTripAsync(IConnection connection)
    {
        await SendAsync(connection, "round-trip", "there and back");
        Assert.Equal("there and back", await ReceiveAsync(connection, "round-trip"));
    }

    /// <summary>Logs in, and sends a message and gets it back.</summary>
    public static async Task WorksAsync(InstanceResponse instance, SslOption? tls = null)
    {
        await using var connection = await ConnectAsync(instance, tls: tls);
        await RoundTripAsync(connection);
    }
}
