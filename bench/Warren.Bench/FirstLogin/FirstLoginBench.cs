using System.Diagnostics;
using Warren.Bench.Report;
using Warren.Bench.Stock;
using Warren.Contract.Client;

namespace Warren.Bench.FirstLogin;

/// <summary>
/// POST sent → first AMQP login of the customer's user, cold (a fast boot) and warm (given from the pool), in turn with a stock boot → first login; from the end of a
/// deleted instance's process to the 404; and the memory of a node. The same for a warm cluster of three, beside three stock nodes that are joined by rabbitmqctl.
/// </summary>
internal static class FirstLoginBench
{
    private const string Group = "Order to first login";
    private const string Single = "00300-30109-0--0";
    private const string Cluster = "00300-30209-0--0";
    private const int WarmOrdersPerRound = 7;

    /// <param name="rounds">Of single nodes.</param>
    /// <param name="trios">Orders of a warm trio; 0: none.</param>
    /// <param name="ct">Gives up.</param>
    public static async Task<IReadOnlyList<Figure>> MeasureAsync(int rounds, int trios, CancellationToken ct)
    {
        var cold = new Sides(Group, "a single node, cold", "stock boot to first login") { Wanted = Wanted.AtMost(0.35) };
        var warm = new Sides(Group, "a single node, warm", "stock boot to first login") { Wanted = Wanted.AtMost(0.05) };
        var scatter = new Sides(Group, "a single node, warm, how it scatters") { Wanted = Wanted.SlowestOf20Under(2) };
        var running = new Sides(Group, "a single node, cold, shown as RUNNING", "stock boot to first login");
        var gone = new Sides(Group, "end of a deleted node's process to 404") { Wanted = Wanted.NoMoreThan(1) };
        List<double> memory = [], stockMemory = [];
        await using var coldly = await MeasuredWarren.StartAsync(warmPool: 0, fastStartFolder: null, ct);
        await coldly.PrintsAsync("Nodes start fast, from", ct);
        await using (var warmly = await MeasuredWarren.StartAsync(warmPool: 1, coldly.FastStartFolder, ct))
        {
            for (var round = 0; round < rounds; round++)
            {
                var stock = await StockAsync(stockMemory, ct);
                cold.Theirs(stock);
                warm.Theirs(stock);
                running.Theirs(stock);
                var order = await OrderAsync(coldly, Single, round, ct);
                cold.Ours(order.Login);
                running.Ours(order.Running);
                gone.Ours(order.Gone);
                memory.Add(order.MemoryMiB);
                for (var i = 0; i < WarmOrdersPerRound; i++)
                {
                    await warmly.PoolIsFullAsync(ct);
                    var given = await OrderAsync(warmly, Single, (round * WarmOrdersPerRound) + i, ct);
                    if (round + i > 0) // the first of a process compiles what it runs
                    {
                        warm.Ours(given.Login);
                        scatter.Ours(given.Login);
                    }
                }
            }
        }

        List<Figure> figures = [cold.Figure(), running.Figure(), warm.Figure(), scatter.Figure(), gone.Figure(), new(Group, "memory of a single node (PSS)", "MiB", memory, "a stock node", stockMemory)];
        if (trios > 0)
        {
            figures.Add(await WarmTriosAsync(coldly.FastStartFolder, trios, ct));
        }

        return figures;
    }

    private static async Task<Figure> WarmTriosAsync(string fastStart, int trios, CancellationToken ct)
    {
        var warm = new Sides(Group, "three nodes, warm", "three stock nodes joined by hand") { Wanted = Wanted.AtMost(0.03) };
        await using var warren = await MeasuredWarren.StartAsync(
            warmPool: 0, fastStart, new Dictionary<string, string>(StringComparer.Ordinal) { ["WARREN_Local__WarmTrios"] = "1" }, ct);
        for (var round = 0; round < trios; round++)
        {
            if (round == 0)
            {
                await warm.TheirsAsync(async () => await (await StockCluster.FormAsync(3, ct)).DisposeAsync());
            }

            await warren.PoolIsFullAsync(ct);
            warm.Ours((await OrderAsync(warren, Cluster, round, ct)).Login);
        }

        return warm.Figure();
    }

    /// <returns>Seconds to the first login.</returns>
    private static async Task<double> StockAsync(List<double> memory, CancellationToken ct)
    {
        var started = Stopwatch.GetTimestamp();
        await using var broker = await StockBroker.StartAsync(StockBroker.DefaultAddress, ct);
        await broker.LoginAsync(ct);
        var seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        memory.Add(ProcessCost.ProportionalMiB(broker.Pid));
        return seconds;
    }

    private static async Task<Order> OrderAsync(MeasuredWarren warren, string product, int round, CancellationToken ct)
    {
        var client = await warren.SignedInAsync(ct);
        var started = Stopwatch.GetTimestamp();
        var id = await client.CreateInstanceAsync(warren.Order(product, $"bench-{round}"), ct);
        var address = (await client.FindInstanceAsync(id, ct))!.ConnectAddress.Split(',')[0];
        await AmqpLogin.WaitAsync(address, "user", "Bench-1234", ct);
        var login = Stopwatch.GetElapsedTime(started).TotalSeconds;
        while ((await client.FindInstanceAsync(id, ct))!.Status != "RUNNING")
        {
            await Task.Delay(5, ct);
        }

        var running = Stopwatch.GetElapsedTime(started).TotalSeconds;
        var node = warren.NodePid(id);
        var memory = ProcessCost.ProportionalMiB(node);
        return new Order(login, running, memory, await DeleteAsync(client, id, node, ct));
    }

    /// <returns>Seconds from the end of the process to the 404.</returns>
    private static async Task<double> DeleteAsync(DmsClient client, string id, int node, CancellationToken ct)
    {
        await client.DeleteInstanceAsync(id, ct);
        long? ended = null;
        while (true)
        {
            ended ??= Directory.Exists($"/proc/{node}") ? null : Stopwatch.GetTimestamp();
            if (await client.FindInstanceAsync(id, ct) is null)
            {
                return ended is { } end ? Stopwatch.GetElapsedTime(end).TotalSeconds : 0;
            }

            await Task.Delay(5, ct);
        }
    }

    /// <summary>What was measured of one instance; seconds.</summary>
    private sealed record Order(double Login, double Running, double MemoryMiB, double Gone);
}
