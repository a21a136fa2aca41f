using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Net.WebSockets;
using System.Text;
using Microsoft.Extensions.Logging;
using Warren.Engine.Runtimes.Kubernetes.Api;

namespace Warren.Engine.Runtimes.Kubernetes.Connections;

/// <summary>Ports of 127.0.0.1 behind which are ports of pods, through the API server. Made when first asked for, and kept.</summary>
internal sealed class PortForwards(ClusterAccess access, ILogger logger) : IDisposable
{
    private const int LargestFrame = 32 * 1024;

    private readonly ConcurrentDictionary<(string Namespace, string Pod, int Port), Lazy<TcpListener>> listeners = new();
    private readonly CancellationTokenSource stopping = new();

    public IPEndPoint To(string inNamespace, string pod, int port) =>
        (IPEndPoint)listeners.GetOrAdd((inNamespace, pod, port), key => new Lazy<TcpListener>(() => Listen(key.Namespace, key.Pod, key.Port))).Value.LocalEndpoint;

    /// <summary>Closes what leads to an instance that is gone.</summary>
    public void Forget(string instanceId)
    {
        foreach (var key in listeners.Keys.Where(k => ObjectNames.InstanceOf(k.Pod) == instanceId))
        {
            if (listeners.TryRemove(key, out var listener) && listener.IsValueCreated)
            {
                listener.Value.Dispose();
            }
        }
    }

    public void Dispose()
    {
        stopping.Cancel();
        foreach (var listener in listeners.Values.Where(l => l.IsValueCreated))
        {
            listener.Value.Dispose();
        }

        stopping.Dispose();
    }

    private TcpListener Listen(string inNamespace, string pod, int port)
    {
        var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        _ = AcceptAsync(listener, inNamespace, pod, port, stopping.Token);
        return listener;
    }

    private async Task AcceptAsync(TcpListener listener, string inNamespace, string pod, int port, CancellationToken ct)
    {
        try
        {
            while (true)
            {
                var client = await listener.AcceptTcpClientAsync(ct);
                _ = ForwardAsync(client, inNamespace, pod, port, ct);
            }
        }
        catch (Exception e) when (e is OperationCanceledException or ObjectDisposedException or SocketException)
        {
            Log.ForwardEnded(logger, pod, port, "it is not listened to any more");
        }
    }

    private async Task ForwardAsync(TcpClient client, string inNamespace, string pod, int port, CancellationToken ct)
    {
        using (client)
        {
            try
            {
                client.NoDelay = true;
                using var socket = await access.Client.WebSocketNamespacedPodPortForwardAsync(pod, inNamespace, [port], "v4.channel.k8s.io", cancellationToken: ct);
                await using var here = client.GetStream();
                using var over = CancellationTokenSource.CreateLinkedTokenSource(ct);
                var ended = await Task.WhenAny(ToPodAsync(here, socket, over.Token), FromPodAsync(socket, here, over.Token));
                await over.CancelAsync();
                await ended;
            }
            catch (Exception e) when (e is IOException or WebSocketException or HttpRequestException or OperationCanceledException or ObjectDisposedException or k8s.Autorest.HttpOperationException)
            {
                Log.ForwardEnded(logger, pod, port, e.GetBaseException().Message); // the client sees its connection end
            }
        }
    }

    /// <summary>Frames begin with the number of their channel: 0 is the port's data.</summary>
    private static async Task ToPodAsync(NetworkStream here, WebSocket socket, CancellationToken ct)
    {
        var frame = new byte[1 + LargestFrame];
        while (await here.ReadAsync(frame.AsMemory(1), ct) is > 0 and var count)
        {
            await socket.SendAsync(frame.AsMemory(0, 1 + count), WebSocketMessageType.Binary, endOfMessage: true, ct);
        }
    }

    /// <summary>On channel 0 comes data and on channel 1 what went wrong; each begins with the number of the port, two bytes.</summary>
    private static async Task FromPodAsync(WebSocket socket, NetworkStream here, CancellationToken ct)
    {
        var buffer = new byte[LargestFrame];
        int[] headerLeft = [2, 2];
        var channel = -1;
        while (await socket.ReceiveAsync(buffer.AsMemory(), ct) is { MessageType: not WebSocketMessageType.Close } frame)
        {
            var data = buffer.AsMemory(0, frame.Count);
            if (channel < 0 && data.Length > 0)
            {
                channel = data.Span[0];
                data = data[1..];
            }

            if (channel is 0 or 1)
            {
                var header = Math.Min(headerLeft[channel], data.Length);
                headerLeft[channel] -= header;
                data = data[header..];
            }

            if (data.Length > 0 && channel == 1)
            {
                throw new IOException(Encoding.UTF8.GetString(data.Span));
            }

            await here.WriteAsync(channel == 0 ? data : default, ct);
            channel = frame.EndOfMessage ? -1 : channel;
        }
    }
}
