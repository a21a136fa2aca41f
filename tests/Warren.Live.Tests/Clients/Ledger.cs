using System.Collections.Concurrent;
using System.Globalization;
using System.Net.Sockets;
using System.Text;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;
using RabbitMQ.Client.Exceptions;
using Warren.Contract.Dms.V1;
using Warren.Live.Tests.Machine;

namespace Warren.Live.Tests.Clients;

/// <summary>
/// The books of a queue: a publisher numbers persistent messages and writes down which were confirmed, a consumer writes down which came. Both go on through
/// lost connections, over whichever address of the instance answers. A message that was not confirmed is sent again under its number until it is. A stream keeps
/// what was read, so its consumer goes on after the last offset that it has seen.
/// </summary>
internal sealed class Ledger : IAsyncDisposable
{
    private const string OffsetArgument = "x-stream-offset";

    /// <summary>Keeps the load far from what a small machine can do: brokers must boot beside it.</summary>
    private static readonly TimeSpan BetweenMessages = TimeSpan.FromMilliseconds(5);

    private static readonly TimeSpan BeforeNextTry = TimeSpan.FromMilliseconds(100);

    /// <summary>A broker that keeps a client waiting longer is left for another.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private static readonly CreateChannelOptions Confirmed = new(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true);

    private readonly IReadOnlyList<string> addresses;
    private readonly QueueKind kind;
    private readonly int first;
    private readonly ConcurrentDictionary<long, int> received = new();
    private readonly CancellationTokenSource noMore = new();
    private readonly CancellationTokenSource end = new();
    private readonly Task publishing;
    private readonly Task consuming;
    private long attempted;
    private long confirmed;
    private long lastConfirmed = Environment.TickCount64;
    private long longestSilence;
    private readonly TaskCompletionSource declared = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long nextOffset;
    private volatile string password = WarrenClient.AccessPassword;

    private Ledger(IReadOnlyList<string> addresses, QueueKind kind, int first)
    {
        this.addresses = addresses;
        this.kind = kind;
        this.first = first;
        publishing = Task.Run(PublishAsync);
        consuming = Task.Run(ConsumeAsync);
    }

    /// <summary>Messages confirmed so far.</summary>
    public long ConfirmedCount => Interlocked.Read(ref confirmed);

    public string Queue => kind == QueueKind.Quorum ? "ledger" : $"ledger-{kind}";

    /// <summary>What the next connection logs in with.</summary>
    public string Password
    {
        get => password;
        set => password = value;
    }

    /// <summary>Declares the queue and begins to publish and consume. A quorum queue and a stream have a member on every node there is, a classic queue is on one.</summary>
    /// <param name="instance">Where.</param>
    /// <param name="kind">Of the queue.</param>
    /// <param name="first">Index of the node that it is declared at.</param>
    public static async Task<Ledger> OpenAsync(InstanceResponse instance, QueueKind kind = QueueKind.Quorum, int first = 0)
    {
        var ledger = new Ledger(instance.ConnectAddress.Split(','), kind, first);
        await ledger.GoesOnAsync();
        await ledger.SettleAsync();
        return ledger;
    }

    private async Task SettleAsync()
    {
        await using var connection = await ConnectAsync(0, CancellationToken.None);
        await Amqp.SettleAsync(connection);
    }

    /// <summary>Waits until messages are confirmed again that are sent from now on.</summary>
    public Task GoesOnAsync()
    {
        var before = ConfirmedCount;
        return Eventually.Holds("the publisher's messages are confirmed", () => ConfirmedCount > before + 10 || publishing.IsCompleted);
    }

    /// <summary>Stops publishing, waits until all that was confirmed has come, and tells the count. Nothing confirmed may be missing.</summary>
    public async Task<Tally> CloseAsync()
    {
        var books = await CountAsync();
        Assert.True(books.Lost == 0, $"not all confirmed messages are received: {books}");
        return books;
    }

    /// <summary>The same, whatever is missing after a minute.</summary>
    public async Task<Tally> CountAsync()
    {
        await noMore.CancelAsync();
        await publishing;
        for (var began = Environment.TickCount64; Count().Lost > 0 && Environment.TickCount64 - began < 60_000;)
        {
            await Task.Delay(BeforeNextTry, TestContext.Current.CancellationToken);
        }

        await end.CancelAsync();
        await consuming;
        var books = Count();
        TestContext.Current.TestOutputHelper?.WriteLine(books.ToString());
        Assert.True(books.Confirmed > 0, "nothing was confirmed at all");
        return books;
    }

    public async ValueTask DisposeAsync()
    {
        await noMore.CancelAsync();
        await end.CancelAsync();
        await Task.WhenAll(publishing, consuming);
        noMore.Dispose();
        end.Dispose();
    }

    /// <summary>Numbers 1 to <see cref="ConfirmedCount"/> are confirmed, in that order.</summary>
    private Tally Count()
    {
        var confirmedNow = ConfirmedCount;
        var lost = 0L;
        for (var number = 1L; number <= confirmedNow; number++)
        {
            lost += received.ContainsKey(number) ? 0 : 1;
        }

        return new Tally(
            Interlocked.Read(ref attempted), confirmedNow, received.Count, lost, received.Values.Sum(times => times - 1), TimeSpan.FromMilliseconds(longestSilence));
    }

    private async Task PublishAsync()
    {
        for (var session = first; !noMore.IsCancellationRequested; session++)
        {
            try
            {
                await using var connection = await ConnectAsync(session, noMore.Token);
                await using var channel = await connection.CreateChannelAsync(Confirmed, noMore.Token);
                await DeclareAsync(channel, noMore.Token);
                declared.TrySetResult();
                while (!noMore.IsCancellationRequested)
                {
                    await PublishNextAsync(channel);
                    await Task.Delay(BetweenMessages, noMore.Token);
                }
            }
            catch (Exception e) when (IsBrokersFault(e))
            {
                await PauseAsync(noMore.Token);
            }
        }
    }

    /// <summary>Not cut off by the end of the books: what was sent is waited for.</summary>
    private async Task PublishNextAsync(IChannel channel)
    {
        using var limit = new CancellationTokenSource(Patience);
        var number = ConfirmedCount + 1;
        Interlocked.Increment(ref attempted);
        var body = Encoding.ASCII.GetBytes(number.ToString(CultureInfo.InvariantCulture));
        await channel.BasicPublishAsync("", Queue, mandatory: true, new BasicProperties { Persistent = true }, body, limit.Token);
        Interlocked.Increment(ref confirmed);
        var now = Environment.TickCount64;
        longestSilence = Math.Max(longestSilence, now - lastConfirmed);
        lastConfirmed = now;
    }

    private async Task ConsumeAsync()
    {
        for (var session = first + 1; !end.IsCancellationRequested; session++)
        {
            try
            {
                await declared.Task.WaitAsync(end.Token); // a classic queue is where it was declared first
                await using var connection = await ConnectAsync(session, end.Token);
                await using var channel = await connection.CreateChannelAsync(cancellationToken: end.Token);
                await DeclareAsync(channel, end.Token);
                await channel.BasicQosAsync(0, 100, global: false, end.Token);
                var over = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                var consumer = new AsyncEventingBasicConsumer(channel);
                consumer.ReceivedAsync += async (_, delivery) =>
                {
                    if (delivery.BasicProperties.Headers?.TryGetValue(OffsetArgument, out var offset) == true)
                    {
                        nextOffset = (long)offset! + 1;
                    }

                    received.AddOrUpdate(long.Parse(delivery.Body.Span, CultureInfo.InvariantCulture), 1, (_, times) => times + 1);
                    await channel.BasicAckAsync(delivery.DeliveryTag, multiple: false);
                };
                consumer.ShutdownAsync += (_, _) => Ended(over);
                consumer.UnregisteredAsync += (_, _) => Ended(over);
                Dictionary<string, object?>? from = kind == QueueKind.Stream ? new() { [OffsetArgument] = nextOffset } : null;
                await channel.BasicConsumeAsync(Queue, autoAck: false, "", noLocal: false, exclusive: false, from, consumer, end.Token);
                await over.Task.WaitAsync(end.Token);
            }
            catch (Exception e) when (IsBrokersFault(e))
            {
                await PauseAsync(end.Token);
            }
        }
    }

    private static Task Ended(TaskCompletionSource over)
    {
        over.TrySetResult();
        return Task.CompletedTask;
    }

    private async Task<IConnection> ConnectAsync(int session, CancellationToken ct)
    {
        var factory = new ConnectionFactory
        {
            HostName = addresses[session % addresses.Count],
            UserName = WarrenClient.AccessUser,
            Password = password,
            AutomaticRecoveryEnabled = false,
            RequestedConnectionTimeout = Patience,
            ContinuationTimeout = Patience,
        };
        return await factory.CreateConnectionAsync(ct);
    }

    private Task DeclareAsync(IChannel channel, CancellationToken ct) => channel.QueueDeclareAsync(
        Queue, durable: true, exclusive: false, autoDelete: false, new Dictionary<string, object?> { ["x-queue-type"] = kind.ToString().ToLowerInvariant() }, cancellationToken: ct);

    private static bool IsBrokersFault(Exception e) =>
        e is RabbitMQClientException or OperationCanceledException or IOException or SocketException or TimeoutException or ObjectDisposedException;

    private static async Task PauseAsync(CancellationToken ct)
    {
        try
        {
            await Task.Delay(BeforeNextTry, ct);
        }
        catch (OperationCanceledException)
        {
            // the books are closed
        }
    }
}

/// <summary>Where a queue keeps its messages: a classic one on one node, the others on most of them before they confirm.</summary>
internal enum QueueKind
{
    Quorum,
    Classic,
    Stream,
}

/// <summary>What the books of a queue say.</summary>
/// <param name="Attempted">Sendings, repeated ones included.</param>
/// <param name="Confirmed">Messages that the broker has confirmed.</param>
/// <param name="Received">Different messages that came.</param>
/// <param name="Lost">Confirmed messages that did not come.</param>
/// <param name="Duplicated">How often a message came again.</param>
/// <param name="LongestSilence">The longest time between two confirmations.</param>
internal sealed record Tally(long Attempted, long Confirmed, long Received, long Lost, long Duplicated, TimeSpan LongestSilence);
