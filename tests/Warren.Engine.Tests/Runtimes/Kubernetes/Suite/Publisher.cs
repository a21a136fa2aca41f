using System.Globalization;
using System.Text;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;
using RabbitMQ.Client.Exceptions;

namespace Warren.Engine.Tests.Runtimes.Kubernetes.Suite;

/// <summary>Publishes numbers, one after the other, until it is told to stop; goes to another node when one is gone. A number counts once it is confirmed.</summary>
/// <param name="connect">To a node, by its number.</param>
/// <param name="nodes">How many there are.</param>
/// <param name="queue">Where to.</param>
internal sealed class Publisher(Func<int, Task<IConnection>> connect, int nodes, string queue)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(5);
    private static readonly TimeSpan ConfirmPatience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan DrainPatience = TimeSpan.FromMinutes(2);

    public List<int> Confirmed { get; } = [];

    /// <summary>How often a connection was lost.</summary>
    public int Losses { get; private set; }

    public async Task RunAsync(CancellationToken stop)
    {
        var next = 0;
        for (var node = 0; !stop.IsCancellationRequested; node = (node + 1) % nodes)
        {
            try
            {
                await using var connection = await connect(node);
                await using var channel = await connection.CreateChannelAsync(new CreateChannelOptions(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true), CancellationToken.None);
                while (!stop.IsCancellationRequested)
                {
                    using CancellationTokenSource patience = new(ConfirmPatience);
                    var number = next++;
                    await channel.BasicPublishAsync("", queue, mandatory: true, new BasicProperties { Persistent = true }, Encoding.ASCII.GetBytes(number.ToString(CultureInfo.InvariantCulture)), patience.Token);
                    Confirmed.Add(number);
                    await Task.Delay(Pause, CancellationToken.None);
                }
            }
            catch (Exception e) when (e is RabbitMQClientException or IOException or OperationCanceledException or System.Net.Sockets.SocketException or TimeoutException)
            {
                Losses++;
                await Task.Delay(TimeSpan.FromMilliseconds(200), CancellationToken.None);
            }
        }
    }

    /// <summary>The numbers that are in the queue, which is not empty now, and is then.</summary>
    public async Task<HashSet<int>> DrainAsync()
    {
        HashSet<int> there = [];
        await using var connection = await connect(0);
        await using var channel = await connection.CreateChannelAsync();
        var left = (await channel.QueueDeclarePassiveAsync(queue)).MessageCount;
        TaskCompletionSource all = new(TaskCreationOptions.RunContinuationsAsynchronously);
        var consumer = new AsyncEventingBasicConsumer(channel);
        consumer.ReceivedAsync += (_, message) =>
        {
            there.Add(int.Parse(Encoding.ASCII.GetString(message.Body.Span), CultureInfo.InvariantCulture));
            if (--left == 0)
            {
                all.SetResult();
            }

            return Task.CompletedTask;
        };
        await channel.BasicConsumeAsync(queue, autoAck: true, consumer);
        await all.Task.WaitAsync(DrainPatience);
        return there;
    }
}
