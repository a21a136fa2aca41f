using System.Net.Sockets;
using System.Text;
using Warren.Server.Tests.Hosting;

namespace Warren.Server.Tests.Http;

/// <summary>A body holds 12 MiB at most (3.2 of the reference).</summary>
public sealed class BodyLimitTests(WarrenHost host)
{
    private const int Limit = 12 * 1024 * 1024;

    [Fact]
    public async Task A_body_of_12_MiB_is_read()
    {
        var order = host.Order();
        order["padding"] = "";
        order["padding"] = new string('x', Limit - Encoding.UTF8.GetByteCount(order.ToJsonString()));
        var body = order.ToJsonString();
        Assert.Equal(Limit, body.Length);

        Assert.Equal(200, (await host.CallAsync("POST", host.Instances, body)).Status);
    }

    [Fact]
    public async Task A_longer_one_is_refused_before_it_is_sent()
    {
        var answer = await ExchangeAsync($"Content-Length: {Limit + 1}\r\nExpect: 100-continue", []);

        Assert.StartsWith("HTTP/1.1 413 ", answer, StringComparison.Ordinal);
        Assert.Contains("Content-Type: application/json", answer, StringComparison.Ordinal);
        Assert.Contains("\"error_code\":\"111400005\"", answer, StringComparison.Ordinal);
        Assert.Contains("12 MiB", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_whose_length_is_not_said_is_refused_when_it_gets_too_long()
    {
        var chunk = Encoding.ASCII.GetBytes($"{Limit:x}\r\n{new string(' ', Limit)}\r\n1\r\n \r\n0\r\n\r\n");

        var answer = await ExchangeAsync("Transfer-Encoding: chunked", chunk);

        Assert.StartsWith("HTTP/1.1 413 ", answer, StringComparison.Ordinal);
        Assert.Contains("\"error_code\":\"111400005\"", answer, StringComparison.Ordinal);
    }

    /// <summary>Speaks HTTP by hand: a client would hide what comes back while it still sends.</summary>
    private async Task<string> ExchangeAsync(string headers, byte[] body)
    {
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(host.Url.Host, host.Url.Port);
        await using var stream = new NetworkStream(socket);
        await stream.WriteAsync(Encoding.ASCII.GetBytes(
            $"POST {host.Instances} HTTP/1.1\r\nHost: {host.Url.Authority}\r\nX-Auth-Token: {host.Token}\r\nConnection: close\r\n{headers}\r\n\r\n"));
        await stream.WriteAsync(body);
        using var answer = new StreamReader(stream, Encoding.UTF8);
        return await answer.ReadToEndAsync();
    }
}
