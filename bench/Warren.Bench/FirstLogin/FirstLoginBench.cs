using System.Diagnostics;
using Warren.Bench.Stock;

namespace Warren.Bench.FirstLogin;

/// <summary>
/// POST sent → first AMQP login of the customer's user, cold (a fast boot) and warm (given from the pool), and stock boot → first login, in turn; the ratios are
/// what counts. The same for clusters of three: POST sent → RUNNING, and three stock nodes started together and joined by rabbitmqctl.
/// </summary>
internal static class FirstLoginBench
{
    private const string Single = "00300-30109-0--0";
    private const string Cluster = "00300-30209-0--0";

    public static async Task<int> RunAsync(int rounds, int clusters, CancellationToken ct)
    {
        await using var cold = await MeasuredWarren.StartAsync(warmPool: 0, fastStartFolder: null, ct);
        await cold.PrintsAsync("Nodes start fast, from", ct);
        await using var warm = await MeasuredWarren.StartAsync(warmPool: 1, cold.FastStartFolder, ct);
        var stock = new Series("stock boot to first login");
        var coldLogin = new Series("cold order to first login");
        var warmLogin = new Series("warm order to first login");
        var coldRunning = new Series("cold order to RUNNING");
        var warmRunning = new Series("warm order to RUNNING");
        double stockMemory = 0, ourMemory = 0;
        for (var round = 0; round < rounds; round++)
        {
            stockMemory = await StockAsync(stock, ct);
            ourMemory = await OrderAsync(cold, Single, round, coldLogin, coldRunning, ct);
            await warm.PoolIsFullAsync(ct);
            await OrderAsync(warm, Single, round, warmLogin, warmRunning, ct);
            Console.WriteLine($"round {round + 1}: stock {stock.Last:0.00} s, cold {coldLogin.Last:0.00} s, warm {warmLogin.Last:0.000} s");
        }

        foreach (var series in (Series[])[stock, coldLogin, coldRunning, warmLogin, warmRunning])
        {
            series.Print();
        }

        Console.WriteLine($"ratio of the medians to stock: cold {coldLogin.Median / stock.Median:0.000}, warm {warmLogin.Median / stock.Median:0.000}");
        Console.WriteLine($"memory (PSS): Warren {ProcessCost.ProportionalMiB(cold.Pid):0} MiB, a node {ourMemory:0} MiB, a stock node {stockMemory:0} MiB");
        if (clusters > 0)
        {
            await ClustersAsync(cold, clusters, ct);
        }

        return 0;
    }

    private static async Task ClustersAsync(MeasuredWarren warren, int rounds, CancellationToken ct)
    {
        var byHand = new Series("three stock nodes joined");
        var login = new Series("cluster order to login");
        var running = new Series("cluster order to RUNNING");
        for (var round = 0; round < rounds; round++)
        {
            var started = Stopwatch.GetTimestamp();
            await using (await StockCluster.FormAsync(3, ct))
            {
                byHand.Add(started);
            }

            await OrderAsync(warren, Cluster, round, login, running, ct);
            Console.WriteLine($"clusters, round {round + 1}: by hand {byHand.Last:0.00} s, ordered {running.Last:0.00} s");
        }

        byHand.Print();
        running.Print();
        Console.WriteLine($"ratio of the medians to joining by hand: {running.Median / byHand.Median:0.000}");
    }

    /// <returns>Its memory, MiB.</returns>
    private static async Task<double> StockAsync(Series login, CancellationToken ct)
    {
        var started = Stopwatch.GetTimestamp();
        await using var broker = await StockBroker.StartAsync(StockBroker.DefaultAddress, ct);
        await broker.LoginAsync(ct);
        login.Add(started);
        return ProcessCost.ProportionalMiB(broker.Pid);
    }

    /// <summary>Orders an instance, measures, and deletes it.</summary>
    /// <returns>The memory of its first node, MiB.</returns>
    private static async Task<double> OrderAsync(MeasuredWarren warren, string product, int round, Series login, Series running, CancellationToken ct)
    {
        var client = await warren.SignedInAsync(ct);
        var started = Stopwatch.GetTimestamp();
        var id = await client.CreateInstanceAsync(warren.Order(product, $"bench-{round}"), ct);
        var address = (await client.FindInstanceAsync(id, ct))!.ConnectAddress.Split(',')[0];
        await AmqpLogin.WaitAsync(address, "user", "Bench-1234", ct);
        login.Add(started);
        while ((await client.FindInstanceAsync(id, ct))!.Status != "RUNNING")
        {
            await Task.Delay(5, ct);
        }

        running.Add(started);
        var memory = ProcessCost.ProportionalMiB(warren.NodePid(id));
        await client.DeleteInstanceAsync(id, ct);
        while (await client.FindInstanceAsync(id, ct) is not null)
        {
            await Task.Delay(5, ct);
        }

        return memory;
    }
}
