using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Net.WebSockets;
using k8s;
using Microsoft.Extensions.Logging;
using Warren.Engine.Runtimes.Kubernetes.Api;

namespace Warren.Engine.Runtimes.Kubernetes.Connections;

/// <summary>Ports of 127.0.0.1 behind which are ports of pods, through the API server. Made when first asked for, and kept.</summary>
internal sealed class PortForwards(ClusterAccess access, ILogger logger) : IDisposable
{
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
                using var demuxer = new StreamDemuxer(socket, StreamType.PortForward);
                demuxer.Start();
                await using var there = demuxer.GetStream((byte?)0, (byte?)0);
                await using var here = client.GetStream();
                using var over = CancellationTokenSource.CreateLinkedTokenSource(ct);
                var ended = await Task.WhenAny(here.CopyToAsync(there, over.Token), there.CopyToAsync(here, over.Token));
                await over.CancelAsync();
                await ended;
            }
            catch (Exception e) when (e is IOException or WebSocketException or HttpRequestException or OperationCanceledException or ObjectDisposedException or k8s.Autorest.HttpOperationException)
            {
                Log.ForwardEnded(logger, pod, port, e.GetBaseException().Message); // the client sees its connection end
            }
        }
    }
}
