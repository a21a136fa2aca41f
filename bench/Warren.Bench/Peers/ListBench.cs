using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using Warren.Bench.Report;
using Warren.Bench.Stock;
using Warren.Bench.Stores;

namespace Warren.Bench.Peers;

/// <summary>
/// A list of a hundred, one call at a time in turn: Warren's instances, and the queues of a stock broker by RabbitMQ's management API, asked for the columns that do not
/// change, so that it has no statistics to add up. Both check who asks: Warren a token, RabbitMQ a password.
/// </summary>
internal static class ListBench
{
    private const int Length = 100;
    private const int CallsPerRound = 50;

    public static async Task<IReadOnlyList<Figure>> MeasureAsync(int rounds, CancellationToken ct)
    {
        await using var filled = await FilledWarren.StartAsync(Length - 1, 1, null, ct, "--roles", "api");
        await using var broker = await StockBroker.StartAsync(StockBroker.DefaultAddress, ct);
        await broker.LoginAsync(ct);
        using var theirs = new HttpClient(new SocketsHttpHandler { UseProxy = false });
        theirs.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes("guest:guest")));
        var management = $"http://{broker.Address}:15672/api/queues/%2F";
        for (var queue = 0; queue < Length; queue++)
        {
            using var answer = await theirs.PutAsJsonAsync(new Uri($"{management}/queue-{queue}"), new { durable = true }, ct);
            answer.EnsureSuccessStatusCode();
        }

        var list = new TimedCall(filled.Http, new Uri($"{filled.Instances}?limit={Length}"), filled.Token);
        var queues = new TimedCall(theirs, new Uri($"{management}?disable_stats=true&enable_queue_totals=true"), "");
        for (var round = 0; round <= rounds; round++)
        {
            await list.RunAsync(CallsPerRound, warmUp: round == 0, ct);
            await queues.RunAsync(CallsPerRound, warmUp: round == 0, ct);
        }

        return [new Figure("Beside RabbitMQ's management API", $"a list of {Length}", "ms", list.Milliseconds, $"a list of {Length} queues", queues.Milliseconds)];
    }
}
