using System.Net.Sockets;
using System.Text;
using Warren.Server.Tests.Hosting;

namespace Warren.Server.Tests.Http;

/// <summary>Clients that hold connections and send next to nothing: they lose them, and others are served meanwhile.</summary>
public sealed class HostileConnectionTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_head_that_never_ends_is_cut_off_and_others_are_served_meanwhile()
    {
        await using var host = await WarrenHost.StartAsync(_ => { }, ("Limits:HeadTimeout", "00:00:02"));
        using var slow = await ConnectAsync(host);
        await SendAsync(slow, $"GET {host.Instances} HTTP/1.1\r\nHost: x\r\n");

        var ended = EndAsync(slow, everySecond: "X-More: x\r\n");
        Assert.Equal(200, (await host.GetAsync(host.Instances)).Status);

        Assert.StartsWith("HTTP/1.1 408", await ended, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_body_that_trickles_is_cut_off_and_orders_nothing()
    {
        await using var host = await WarrenHost.StartAsync(_ => { });
        using var slow = await ConnectAsync(host);
        await SendAsync(slow, $"POST {host.Instances} HTTP/1.1\r\nHost: x\r\nX-Auth-Token: {host.Token}\r\nContent-Type: application/json\r\nContent-Length: 100000\r\n\r\n");

        var ended = EndAsync(slow, everySecond: " ");
        Assert.Equal(200, (await host.GetAsync(host.Instances)).Status);

        var answer = await ended;
        Assert.StartsWith("HTTP/1.1 400", answer, StringComparison.Ordinal);
        Assert.Contains("too slowly", answer, StringComparison.Ordinal);
        Assert.Equal(0, (await host.GetAsync(host.Instances)).Json.GetProperty("instance_num").GetInt32());
    }

    [Fact]
    public async Task More_connections_than_allowed_are_closed_as_they_come_and_those_that_are_open_go_on()
    {
        await using var host = await WarrenHost.StartAsync(_ => { }, ("Limits:Connections", "10")); // one of them is the host's own
        var open = new List<Socket>();
        try
        {
            for (var i = 0; i < 200; i++)
            {
                open.Add(await ConnectAsync(host));
            }

            var refused = 0;
            foreach (var socket in open.Skip(9))
            {
                refused += await EndAsync(socket) == "" ? 1 : 0;
            }

            Assert.Equal(191, refused);
            Assert.Equal(200, (await host.GetAsync(host.Instances)).Status);
        }
        finally
        {
            open.ForEach(s => s.Dispose());
        }

        // With them gone there is room again.
        await Until.TrueAsync(async () =>
        {
            using var next = await ConnectAsync(host);
            await SendAsync(next, "GET /healthz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
            return (await EndAsync(next)).StartsWith("HTTP/1.1 200", StringComparison.Ordinal);
        });
    }

    private static async Task<Socket> ConnectAsync(WarrenHost host)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(host.Url.Host, host.Url.Port, Ct);
        return socket;
    }

    private static Task SendAsync(Socket socket, string text) => socket.SendAsync(Encoding.ASCII.GetBytes(text), Ct).AsTask();

    /// <summary>Reads until the server closes.</summary>
    /// <param name="socket">The connection.</param>
    /// <param name="everySecond">What is sent meanwhile, so that the connection is never idle.</param>
    private static async Task<string> EndAsync(Socket socket, string? everySecond = null)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        var trickle = everySecond is null ? Task.CompletedTask : TrickleAsync(socket, everySecond, over.Token);
        var text = new StringBuilder();
        var buffer = new byte[4096];
        try
        {
            for (int read; (read = await socket.ReceiveAsync(buffer, over.Token)) > 0;)
            {
                text.Append(Encoding.ASCII.GetString(buffer, 0, read));
            }
        }
        catch (SocketException)
        {
            // reset: closed as well
        }

        await over.CancelAsync();
        await trickle;
        return text.ToString();
    }

    private static async Task TrickleAsync(Socket socket, string text, CancellationToken ct)
    {
        try
        {
            while (true)
            {
                await Task.Delay(TimeSpan.FromSeconds(1), ct);
                await SendAsync(socket, text);
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException)
        {
            // the server has closed
        }
    }
}
