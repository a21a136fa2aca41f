using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Warren.Bench.Api;

/// <summary>The comparison of the API: ASP.NET Core with one route, which writes as many bytes as it is asked for, in a process of its own.</summary>
internal sealed class BareEndpoint : IAsyncDisposable
{
    private readonly Process process;

    private BareEndpoint(Process process, Uri url) => (this.process, Url) = (process, url);

    public Uri Url { get; }

    public int Pid => process.Id;

    /// <summary>The process itself: prints where it listens and serves until it is ended.</summary>
    public static async Task<int> ServeAsync(CancellationToken ct)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        await using var app = builder.Build();
        var bodies = new ConcurrentDictionary<int, byte[]>();
        app.MapGet("/{bytes:int}", async (int bytes, HttpContext http) =>
        {
            http.Response.ContentType = "application/json";
            http.Response.ContentLength = bytes;
            await http.Response.Body.WriteAsync(bodies.GetOrAdd(bytes, size => new byte[size]), http.RequestAborted);
        });
        await app.StartAsync(ct);
        Console.WriteLine(app.Urls.Single());
        await Task.Delay(Timeout.Infinite, ct).ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        return 0;
    }

    public static async Task<BareEndpoint> StartAsync(CancellationToken ct)
    {
        var started = Process.Start(
            new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "Warren.Bench.dll"), "bare-endpoint"]) { UseShellExecute = false, RedirectStandardOutput = true })!;
        return new BareEndpoint(started, new Uri((await started.StandardOutput.ReadLineAsync(ct))!));
    }

    /// <summary>Where so many bytes are answered.</summary>
    public Uri Answering(long bytes) => new(Url, bytes.ToString(CultureInfo.InvariantCulture));

    public async ValueTask DisposeAsync()
    {
        process.Kill();
        await process.WaitForExitAsync();
        process.Dispose();
    }
}
