using System.Net;
using Warren.Bench.Api;
using Warren.Bench.Report;

namespace Warren.Bench.Start;

/// <summary>Process start → first answered request, of Warren on a store that it has used before, in turn with a bare ASP.NET Core program; and the processor time of it.</summary>
internal static class StartBench
{
    private const string Group = "Start";

    public static async Task<IReadOnlyList<Figure>> MeasureAsync(int rounds, CancellationToken ct)
    {
        var start = new Sides(Group, "process start to first answer", "a bare ASP.NET Core program") { Wanted = Wanted.AtMost(1.5) };
        List<double> cost = [], bareCost = [];
        await using var warren = await MeasuredWarren.StartAsync(warmPool: 0, fastStartFolder: null, ct, "--fake-brokers");
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false });
        for (var round = 0; round < rounds; round++)
        {
            await warren.StopAsync(ct);
            await start.OursAsync(async () =>
            {
                warren.Begin();
                await AnswersAsync(http, new Uri(warren.Text("url") + "/readyz"), ct);
            });
            cost.Add(ProcessCost.Processor(warren.Pid).TotalSeconds);
            BareEndpoint? bare = null;
            await start.TheirsAsync(async () =>
            {
                bare = await BareEndpoint.StartAsync(ct);
                await AnswersAsync(http, bare.Answering(3), ct);
            });
            bareCost.Add(ProcessCost.Processor(bare!.Pid).TotalSeconds);
            await bare.DisposeAsync();
        }

        return [start.Figure(), new(Group, "processor time until then", "s", cost, "a bare ASP.NET Core program", bareCost)];
    }

    private static async Task AnswersAsync(HttpClient http, Uri url, CancellationToken ct)
    {
        while (true)
        {
            try
            {
                using var answer = await http.GetAsync(url, ct);
                if (answer.StatusCode == HttpStatusCode.OK)
                {
                    return;
                }
            }
            catch (HttpRequestException)
            {
                // it does not listen yet
            }

            await Task.Delay(5, ct);
        }
    }
}
