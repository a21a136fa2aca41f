using System.Buffers.Binary;
using System.Net.Sockets;
using System.Net.WebSockets;
using System.Text;
using Warren.Kubernetes.Http;
using Warren.Kubernetes.Objects;

namespace Warren.Kubernetes.Kubelets;

/// <summary>A pod's log, and its ports through a WebSocket.</summary>
internal sealed class PodStreams(Cluster cluster, IPods pods) : IPodStreams
{
    public async Task<bool> AnswerAsync(ApiRequest request)
    {
        switch (request.Target.Subresource)
        {
            case "log":
                await LogAsync(request);
                return true;
            case "portforward":
                await ForwardAsync(request);
                return true;
            default:
                return false;
        }
    }

    private Task LogAsync(ApiRequest request)
    {
        var pod = cluster.Get(request.Type, request.Namespace, request.Name);
        var log = pods.Log(pod.Uid()) ?? throw ApiException.BadRequest($"container \"rabbitmq\" in pod \"{pod.Name()}\" is waiting to start: ContainerCreating");
        if (request.Number("tailLines") is { } lines)
        {
            var all = log.TrimEnd('\n').Split('\n');
            log = string.Join('\n', all.TakeLast((int)lines)) + "\n";
        }

        return Answer.TextAsync(request.Http, log);
    }

    /// <summary>Each port has a channel for its data and one for its errors; the first frame of each names the port.</summary>
    private async Task ForwardAsync(ApiRequest request)
    {
        var pod = cluster.Get(request.Type, request.Namespace, request.Name);
        var ports = (request.Http.Request.Query["ports"].ToString() is var text && text.Length > 0 ? text : throw ApiException.BadRequest("query parameter \"ports\" is required"))
            .Split(',').Select(p => ushort.Parse(p, System.Globalization.CultureInfo.InvariantCulture)).ToArray();
        if (!request.Http.WebSockets.IsWebSocketRequest)
        {
            throw ApiException.BadRequest("Upgrade request required");
        }

        if (pod.Text("status", "podIP") is not { } address)
        {
            throw new ApiException(500, "InternalError", $"unable to forward port because pod is not running. Current status={pod.Text("status", "phase")}");
        }

        var protocol = request.Http.WebSockets.WebSocketRequestedProtocols.FirstOrDefault();
        using var socket = await request.Http.WebSockets.AcceptWebSocketAsync(protocol);
        using ForwardedPorts forwarded = new(socket, address, pod.Name());
        await forwarded.RunAsync(ports, request.Aborted);
    }

    private sealed class ForwardedPorts(WebSocket socket, string address, string pod) : IDisposable
    {
        private const int Most = 32 * 1024;

        /// <summary>How long a client may take to answer that the port was closed.</summary>
        private static readonly TimeSpan CloseGrace = TimeSpan.FromSeconds(2);

        private readonly SemaphoreSlim sending = new(1);
        private readonly List<TcpClient> clients = [];

        public void Dispose()
        {
            clients.ForEach(c => c.Dispose());
            sending.Dispose();
        }

        public async Task RunAsync(ushort[] ports, CancellationToken aborted)
        {
            using var ct = CancellationTokenSource.CreateLinkedTokenSource(aborted);
            List<Task> ended = [];
            for (var i = 0; i < ports.Length; i++)
            {
                var header = new byte[2];
                BinaryPrimitives.WriteUInt16LittleEndian(header, ports[i]);
                await SendAsync(i * 2, header, ct.Token);
                await SendAsync((i * 2) + 1, header, ct.Token);
                TcpClient client = new();
                clients.Add(client);
                try
                {
                    await client.ConnectAsync(address, ports[i], ct.Token);
                }
                catch (SocketException e)
                {
                    await SendAsync((i * 2) + 1, Encoding.UTF8.GetBytes($"error forwarding port {ports[i]} to pod {pod}: dial tcp4 {address}:{ports[i]}: {e.Message}"), ct.Token);
                    await CloseAsync(ct.Token);
                    return;
                }

                ended.Add(FromPodAsync(i * 2, client.GetStream(), ct.Token));
            }

            var fromClient = ToPodAsync(ct.Token);
            await await Task.WhenAny([.. ended, fromClient]);
            await CloseAsync(ct.Token);

            // A receive that is cancelled ends the connection at once, and what the client has not read yet with it.
            await Task.WhenAny(fromClient, Task.Delay(CloseGrace, ct.Token));
            await ct.CancelAsync();
        }

        private async Task FromPodAsync(int channel, NetworkStream stream, CancellationToken ct)
        {
            var buffer = new byte[Most];
            try
            {
                while (await stream.ReadAsync(buffer, ct) is > 0 and var count)
                {
                    await SendAsync(channel, buffer.AsMemory(0, count), ct);
                }
            }
            catch (Exception e) when (e is IOException or OperationCanceledException or WebSocketException or ObjectDisposedException)
            {
                // one of the two ends is gone
            }
        }

        private async Task ToPodAsync(CancellationToken ct)
        {
            var buffer = new byte[Most];
            var channel = -1;
            try
            {
                while (await socket.ReceiveAsync(buffer.AsMemory(), ct) is var frame && frame.MessageType != WebSocketMessageType.Close)
                {
                    var data = buffer.AsMemory(0, frame.Count);
                    if (channel < 0 && data.Length > 0)
                    {
                        channel = data.Span[0];
                        data = data[1..];
                    }

                    if (data.Length > 0 && channel % 2 == 0 && channel / 2 < clients.Count)
                    {
                        await clients[channel / 2].GetStream().WriteAsync(data, ct);
                    }

                    channel = frame.EndOfMessage ? -1 : channel;
                }
            }
            catch (Exception e) when (e is IOException or OperationCanceledException or WebSocketException or ObjectDisposedException)
            {
                // one of the two ends is gone
            }
        }

        private async Task SendAsync(int channel, ReadOnlyMemory<byte> data, CancellationToken ct)
        {
            await sending.WaitAsync(ct);
            try
            {
                byte[] frame = [(byte)channel, .. data.Span];
                await socket.SendAsync(frame.AsMemory(), WebSocketMessageType.Binary, endOfMessage: true, ct);
            }
            finally
            {
                sending.Release();
            }
        }

        private async Task CloseAsync(CancellationToken ct)
        {
            try
            {
                await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, "", ct);
            }
            catch (Exception e) when (e is WebSocketException or OperationCanceledException or ObjectDisposedException)
            {
                // it is closed already
            }
        }
    }
}
