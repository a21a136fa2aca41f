using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Warren.Contract.Client;
using Warren.Contract.Iam;
using Warren.Engine.Tests.Store;
using Warren.Postgres;

namespace Warren.Bench.Stores;

/// <summary>
/// A store with very many instances: how long it takes to list a page of a project, to show one instance, and to count a filter, as times what a bare Kestrel endpoint
/// takes that answers as many bytes without looking anything up. All are called in turn, one call at a time, by the same client; the bare one
/// is in this process.
/// </summary>
internal static class StoresBench
{
    private const int CallsPerRound = 50;

    public static async Task<int> RunAsync(int instances, int projects, int rounds, CancellationToken ct)
    {
        await MeasureAsync("SQLite", instances, projects, rounds, null, ct);
        if (PostgresServer.Missing is { } missing)
        {
            await Console.Error.WriteLineAsync(missing);
            return 1;
        }

        await using var server = await PostgresServer.StartAsync(ct);
        await MeasureAsync("PostgreSQL", instances, projects, rounds, await server.CreateEmptyAsync(ct), ct);
        return 0;
    }

    private static async Task MeasureAsync(string name, int instances, int projects, int rounds, string? postgres, CancellationToken ct)
    {
        // Nobody keeps brokers here, so what is measured is not disturbed by looks at them.
        await using var warren = await MeasuredWarren.StartAsync(warmPool: 0, fastStartFolder: null, StoreSettings.Of(postgres), ct, "--fake-brokers", "--roles", "api");
        using var signingIn = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = new Uri(warren.Text("url") + "/") };
        var connection = new ApiConnection(signingIn);
        await connection.SignInAsync(warren.Text("account"), warren.Text("user"), warren.Text("password"), new ProjectScopeRequest { Id = warren.Text("project_id") }, ct);
        var original = await new DmsClient(connection).CreateInstanceAsync(warren.Order("00300-30109-0--0", "original") with { StorageSpace = 100 }, ct);
        var began = TimeProvider.System.GetTimestamp();
        await using (var store = StoreSettings.Open(warren, postgres))
        {
            await ManyInstances.AddAsync(store, original, instances, projects, ct);
            var count = await store.Instances.CountAsync(ct);
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{name}: {count} instances in {projects} projects, written in {TimeProvider.System.GetElapsedTime(began).TotalSeconds:0} s"));
        }

        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false });
        var path = $"{warren.Text("url")}/v1.0/{warren.Text("project_id")}/instances";
        var token = connection.Token!;
        List<(string What, TimedCall Call, TimedCall Bare)> pairs = [];
        await using var bare = await BareAsync();
        foreach (var (what, query) in (IEnumerable<(string, string)>)[("a page of 10", "?limit=10"), ("one instance", $"/{original}"), ("a count by status", "?status=RUNNING&limit=1"), ("a name", "?name=original&exactMatchName=true")])
        {
            var call = new TimedCall(http, new Uri(path + query), token);
            pairs.Add((what, call, new TimedCall(http, new Uri($"{bare.Urls.Single()}/{await call.BytesAsync(ct)}"), token)));
        }

        for (var round = 0; round <= rounds; round++)
        {
            foreach (var (_, call, plain) in pairs)
            {
                await call.RunAsync(CallsPerRound, warmUp: round == 0, ct);
                await plain.RunAsync(CallsPerRound, warmUp: round == 0, ct);
            }
        }

        foreach (var (what, call, plain) in pairs)
        {
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"  {what,-20} {call.Median,8:0.00} ms (95 % {call.Slow:0.00}), bare {plain.Median:0.00} ms: {call.Median / plain.Median:0.0} times"));
        }
    }

    private static async Task<WebApplication> BareAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        app.MapGet("/{bytes:int}", async (int bytes, HttpContext http) => await http.Response.Body.WriteAsync(new byte[bytes], http.RequestAborted));
        await app.StartAsync();
        return app;
    }
}
