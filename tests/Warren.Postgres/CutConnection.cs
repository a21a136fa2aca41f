using System.Net;
using System.Net.Sockets;

namespace Warren.Postgres;

/// <summary>A way to a server that can be cut like a network: what is sent arrives nowhere, and nobody is told.</summary>
public sealed class CutConnection : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource ending = new();
    private readonly List<Socket> open = [];
    private readonly int target;
    private readonly Task accepting;
    private volatile bool cut;

    /// <param name="target">Port of the server, on 127.0.0.1.</param>
    public CutConnection(int target)
    {
        this.target = target;
        listener.Start();
        accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    public void Cut() => cut = true;

    /// <summary>What was sent meanwhile is lost, and with it every connection that was there.</summary>
    public void Mend()
    {
        lock (open)
        {
            open.ForEach(s => s.Dispose());
            open.Clear();
        }

        cut = false;
    }

    public async ValueTask DisposeAsync()
    {
        await ending.CancelAsync();
        listener.Stop();
        Mend();
        await accepting;
        ending.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var client = await listener.AcceptSocketAsync(ending.Token);
                var server = new Socket(SocketType.Stream, ProtocolType.Tcp);
                try
                {
                    await server.ConnectAsync(IPAddress.Loopback, target, ending.Token);
                }
                catch (SocketException)
                {
                    client.Dispose(); // refused there, closed here
                    server.Dispose();
                    continue;
                }

                lock (open)
                {
                    open.AddRange([client, server]);
                }

                _ = PumpAsync(client, server);
                _ = PumpAsync(server, client);
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // the end
        }
    }

    private async Task PumpAsync(Socket from, Socket to)
    {
        var buffer = new byte[16 * 1024];
        try
        {
            for (int read; (read = await from.ReceiveAsync(buffer, ending.Token)) > 0;)
            {
                if (!cut)
                {
                    await to.SendAsync(buffer.AsMemory(0, read), ending.Token);
                }
            }

            if (!cut)
            {
                to.Shutdown(SocketShutdown.Send);
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // one end is gone; the other finds out by itself
            if (!cut)
            {
                to.Dispose();
            }
        }
    }
}
