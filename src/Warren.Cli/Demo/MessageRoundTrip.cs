using System.Text;
using RabbitMQ.Client;

namespace Warren.Cli.Demo;

/// <summary>One persistent message to a durable queue, confirmed by the broker, and back.</summary>
internal static class MessageRoundTrip
{
    private const string Queue = "warren-demo";

    public static async Task RunAsync(string host, int port, string user, string password, CancellationToken ct)
    {
        var factory = new ConnectionFactory { HostName = host, Port = port, UserName = user, Password = password };
        await using var connection = await factory.CreateConnectionAsync(ct);
        await using var channel = await connection.CreateChannelAsync(
            new CreateChannelOptions(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true), ct);
        await channel.QueueDeclareAsync(Queue, durable: true, exclusive: false, autoDelete: false, cancellationToken: ct);
        var text = $"carrots {Guid.NewGuid():D}";
        await channel.BasicPublishAsync("", Queue, mandatory: true, new BasicProperties { Persistent = true }, Encoding.UTF8.GetBytes(text), ct);
        var got = await channel.BasicGetAsync(Queue, autoAck: false, ct) ?? throw new InvalidOperationException("the confirmed message is not in the queue");
        if (Encoding.UTF8.GetString(got.Body.Span) != text)
        {
            throw new InvalidOperationException("another message came back");
        }

        await channel.BasicAckAsync(got.DeliveryTag, multiple: false, ct);
    }
}
