using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Warren.Engine.Runtimes.Local.Networking;

namespace Warren.Engine.Runtimes.Local;

/// <summary>
/// Tells a boot that will never end. When Mnesia gives up while a node boots, as it may when the power failed while the node joined, RabbitMQ waits for it forever, in a process that lives and
/// listens to nobody. Such a node has no database running, and nothing that would start it again; one that recovers its queues has it, however long that takes, and so has one that waits for
/// other nodes; one that pauses, being in a minority, waits in a process of a known name (rabbit_node_monitor).
/// </summary>
/// <param name="options">How long a boot may take until it is asked.</param>
/// <param name="user">Of the brokers.</param>
/// <param name="connections">Get to the nodes.</param>
/// <param name="clock">The time.</param>
internal sealed class HungBoot(LocalOptions options, BrokerUser? user, OwnConnections connections, TimeProvider clock)
{
    private const string Question = "{mnesia:system_info(is_running), whereis(rabbit_outside_app_process)}.";
    private const string Hangs = "{no, undefined}";

    /// <summary>Each question takes a process, so it is not asked at every look.</summary>
    private static readonly TimeSpan BetweenQuestions = TimeSpan.FromSeconds(5);

    /// <summary>A node that boots answers in milliseconds.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly ConcurrentDictionary<string, long> asked = new(StringComparer.Ordinal);

    /// <summary>Whether the node lives and hangs in its boot; false when that is not known.</summary>
    public async Task<bool> IsHungAsync(NodeFolder node, IPAddress address, int port, CancellationToken ct)
    {
        if (NodeHandle.Read(node.Handle) is not { } handle || !handle.Lives() || clock.GetUtcNow().UtcDateTime - File.GetLastWriteTimeUtc(node.Handle) < options.BootPatience
            || await ListensAsync(address, port, ct))
        {
            return false;
        }

        if (asked.TryGetValue(node.Root, out var before) && Stopwatch.GetElapsedTime(before) < BetweenQuestions)
        {
            return false;
        }

        asked[node.Root] = Stopwatch.GetTimestamp();
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limit.CancelAfter(Patience);
        try
        {
            return await ErlangCall.RunAsync(node, address, user, Question, limit.Token) is Hangs;
        }
        catch (Exception e) when (e is IOException || (e is OperationCanceledException && !ct.IsCancellationRequested))
        {
            return false;
        }
    }

    /// <summary>A node that is stopped by a signal still does, to its kernel: it does not boot.</summary>
    private async Task<bool> ListensAsync(IPAddress address, int port, CancellationToken ct)
    {
        using var socket = connections.NewSocket();
        try
        {
            await socket.ConnectAsync(address, port, ct);
            return true;
        }
        catch (SocketException e)
        {
            return e.SocketErrorCode != SocketError.ConnectionRefused;
        }
    }
}
