using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace Warren.Server.Tests.Fuzz;

/// <summary>HTTP by hand over one connection after the other: what no well-behaved client would send.</summary>
internal sealed class RawConnection(Uri url) : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly byte[] buffer = new byte[64 * 1024];
    private NetworkStream? open;
    private int start;
    private int end;

    /// <summary>Sends and reads the answer.</summary>
    /// <param name="request">All bytes of the request, or the first of them.</param>
    /// <param name="hangsUp">Whether nothing more comes after them: the sending side is closed.</param>
    /// <param name="isHead">Whether the answer has no body whatever its headers say.</param>
    /// <returns>Null when the server closed the connection without an answer.</returns>
    public async Task<RawAnswer?> SendAsync(ReadOnlyMemory<byte> request, bool hangsUp, bool isHead)
    {
        using var limit = new CancellationTokenSource(Patience);
        for (var isFresh = false; ; isFresh = true)
        {
            if (open is null)
            {
                var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
                await socket.ConnectAsync(url.Host, url.Port, limit.Token);
                open = new NetworkStream(socket, ownsSocket: true);
                (start, end, isFresh) = (0, 0, true);
            }

            RawAnswer? answer = null;
            try
            {
                await SendAllAsync(request, hangsUp, limit.Token);
                answer = await ReadAsync(isHead, limit.Token);
            }
            catch (IOException)
            {
                // reset: what was answered before is lost with it
            }

            if (answer is null || answer.Closes || hangsUp)
            {
                Close();
            }

            if (answer is not null || isFresh)
            {
                return answer;
            }
        }
    }

    public void Dispose() => Close();

    private void Close()
    {
        open?.Dispose();
        open = null;
    }

    /// <summary>A server that refuses a request in its middle has answered already.</summary>
    private async Task SendAllAsync(ReadOnlyMemory<byte> request, bool hangsUp, CancellationToken ct)
    {
        try
        {
            await open!.WriteAsync(request, ct);
            if (hangsUp)
            {
                open.Socket.Shutdown(SocketShutdown.Send);
            }
        }
        catch (Exception e) when (e is IOException or SocketException)
        {
            // the answer, if there is one, says why
        }
    }

    private async Task<RawAnswer?> ReadAsync(bool isHead, CancellationToken ct)
    {
        var status = 0;
        do
        {
            if (await LineAsync(ct) is not { } line)
            {
                return null;
            }

            status = int.Parse(line.AsSpan(9, 3), CultureInfo.InvariantCulture);
            if (status == 100)
            {
                await LineAsync(ct);
            }
        }
        while (status == 100);

        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        while (await LineAsync(ct) is { Length: > 0 } line)
        {
            headers[line[..line.IndexOf(':', StringComparison.Ordinal)]] = line[(line.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim();
        }

        var body = isHead || status is 204 or 304 ? [] : await BodyAsync(headers, ct);
        return new RawAnswer(status, headers, body);
    }

    private async Task<byte[]> BodyAsync(Dictionary<string, string> headers, CancellationToken ct)
    {
        if (headers.TryGetValue("Content-Length", out var length))
        {
            return await BytesAsync(int.Parse(length, CultureInfo.InvariantCulture), ct);
        }

        var all = new List<byte>();
        if (headers.ContainsKey("Transfer-Encoding"))
        {
            for (int size; (size = int.Parse(await LineAsync(ct) ?? "0", NumberStyles.HexNumber, CultureInfo.InvariantCulture)) > 0;)
            {
                all.AddRange(await BytesAsync(size, ct));
                await LineAsync(ct);
            }

            await LineAsync(ct);
        }

        return [.. all];
    }

    private async Task<string?> LineAsync(CancellationToken ct)
    {
        var line = new StringBuilder();
        while (true)
        {
            if (start == end && !await FillAsync(ct))
            {
                return null;
            }

            var next = buffer[start++];
            if (next == '\n')
            {
                return line.ToString().TrimEnd('\r');
            }

            line.Append((char)next);
        }
    }

    private async Task<byte[]> BytesAsync(int count, CancellationToken ct)
    {
        var bytes = new byte[count];
        for (var at = 0; at < count;)
        {
            if (start == end && !await FillAsync(ct))
            {
                return bytes[..at];
            }

            var part = Math.Min(count - at, end - start);
            buffer.AsSpan(start, part).CopyTo(bytes.AsSpan(at));
            (start, at) = (start + part, at + part);
        }

        return bytes;
    }

    private async Task<bool> FillAsync(CancellationToken ct)
    {
        (start, end) = (0, await open!.ReadAsync(buffer, ct));
        return end > 0;
    }
}

/// <summary>What came back.</summary>
internal sealed record RawAnswer(int Status, IReadOnlyDictionary<string, string> Headers, byte[] Body)
{
    public string Text => Encoding.UTF8.GetString(Body);

    public bool Closes => Headers.TryGetValue("Connection", out var c) && c.Equals("close", StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether it comes from the HTTP server itself, which refuses what is no HTTP before Warren sees it.</summary>
    public bool IsOfTheHttpServer => !Headers.ContainsKey("X-Request-Id");
}
