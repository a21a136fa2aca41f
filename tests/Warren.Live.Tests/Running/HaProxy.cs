using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Warren.Live.Tests.Machine;

namespace Warren.Live.Tests.Running;

/// <summary>Debian's HAProxy before copies of Warren, with the configuration of docs/operations.md and a port of its own.</summary>
internal sealed class HaProxy : IAsyncDisposable
{
    private readonly string folder;
    private readonly Process process;

    private HaProxy(string folder, Process process, int port)
    {
        this.folder = folder;
        this.process = process;
        Url = new Uri($"http://127.0.0.1:{port}");
    }

    public Uri Url { get; }

    public static async Task<HaProxy> StartAsync(params int[] copies)
    {
        using var free = new TcpListener(IPAddress.Loopback, 0);
        free.Start();
        var port = ((IPEndPoint)free.LocalEndpoint).Port;
        free.Stop();
        var made = Directory.CreateTempSubdirectory("warren-haproxy-").FullName;
        var servers = copies.Select((copy, index) => string.Create(CultureInfo.InvariantCulture, $"    server copy{index} 127.0.0.1:{copy} check inter 500ms fall 2 rise 1 cookie copy{index}"));
        var file = Path.Combine(made, "haproxy.cfg");
        await File.WriteAllTextAsync(
            file,
            Example().Replace("bind :443 ssl crt /etc/haproxy/warren.pem", $"bind 127.0.0.1:{port}", StringComparison.Ordinal)
                .Replace(
                    "    server copy1 10.0.0.11:8672 check inter 1s fall 2 rise 1 cookie copy1\n    server copy2 10.0.0.12:8672 check inter 1s fall 2 rise 1 cookie copy2",
                     string.Join('\n', servers), StringComparison.Ordinal));
        var started = Process.Start(new ProcessStartInfo("/usr/sbin/haproxy", ["-db", "-f", file]) { UseShellExecute = false })!;
        var proxy = new HaProxy(made, started, port);
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false });
        await Eventually.See("the proxy answers from a copy", () => IsReadyAsync(http, new Uri(proxy.Url, "/readyz")), ready => ready || started.HasExited);
        Assert.False(started.HasExited);
        return proxy;
    }

    public async ValueTask DisposeAsync()
    {
        process.Kill();
        await process.WaitForExitAsync();
        process.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    private static async Task<bool> IsReadyAsync(HttpClient http, Uri url)
    {
        try
        {
            using var answer = await http.GetAsync(url);
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    /// <summary>The block of docs/operations.md that begins with "global".</summary>
    private static string Example()
    {
        var text = Repository.Read("docs", "operations.md");
        var begin = text.IndexOf("```haproxy\n", StringComparison.Ordinal) + "```haproxy\n".Length;
        return text[begin..text.IndexOf("```", begin, StringComparison.Ordinal)];
    }
}
