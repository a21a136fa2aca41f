using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Warren.Bench.Report;
using Warren.Bench.Stock;

namespace Warren.Bench.Standing;

/// <summary>What an idle Warren takes, with none, a hundred and ten thousand instances of the fake runtime and with real ones; and an idle node beside a stock one.</summary>
internal static class StandingBench
{
    private const string Group = "Standing cost";
    private const string Single = "00300-30109-0--0";

    /// <summary>After it, methods that are called now and then are compiled.</summary>
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(45);

    private static readonly TimeSpan Window = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Poll = TimeSpan.FromSeconds(1);

    /// <summary>All side by side in the same seconds: what is idle does not disturb.</summary>
    /// <param name="real">How many real single nodes, one at least.</param>
    /// <param name="ct">Gives up.</param>
    public static async Task<IReadOnlyList<Figure>> MeasureAsync(int real, CancellationToken ct)
    {
        await using var many = await FilledWarren.StartAsync(9_999, 100, null, ct);
        await using var some = await FilledWarren.StartAsync(99, 100, null, ct);
        await using var empty = await MeasuredWarren.StartAsync(warmPool: 0, fastStartFolder: null, ct, "--fake-brokers");
        await using var warren = await MeasuredWarren.StartAsync(warmPool: 0, fastStartFolder: null, ct);
        await warren.PrintsAsync("Nodes start fast, from", ct);
        var client = await warren.SignedInAsync(ct);
        var ids = new List<string>();
        for (var i = 0; i < real; i++)
        {
            ids.Add(await client.RunningAsync(warren.Order(Single, $"bench-{i}"), ct));
        }

        await using var stock = await StockBroker.StartAsync(StockBroker.DefaultAddress, ct);
        await stock.LoginAsync(ct);
        await StartedAsync(many.Warren, ct);
        await Task.Delay(Settling, ct);
        var node = warren.NodePid(ids[0]);
        var taken = await Task.WhenAll(new[] { empty.Pid, some.Warren.Pid, many.Warren.Pid, warren.Pid, node, stock.Pid }.Select(pid => PercentAsync(pid, ct)));
        return
        [
            .. Idle(empty, "0 fake instances", taken[0], 1),
            .. Idle(some.Warren, "100 fake instances", taken[1], 1),
            .. Idle(many.Warren, "10,000 fake instances", taken[2], 3),
            .. Idle(warren, string.Create(CultureInfo.InvariantCulture, $"{real} real single nodes"), taken[3], 1),
            new(Group, "an idle node, processor", "% of a core", [taken[4]], "a stock node", [taken[5]]),
            new(Group, "an idle node, memory (PSS)", "MiB", [ProcessCost.ProportionalMiB(node)], "a stock node", [ProcessCost.ProportionalMiB(stock.Pid)]),
        ];
    }

    /// <summary>Waits until all fake brokers are started, which rows alone are not.</summary>
    private static async Task StartedAsync(MeasuredWarren warren, CancellationToken ct)
    {
        await using var store = StoreSettings.Open(warren, postgres: null);
        var looks = await store.Instances.MinAsync(i => i.LeaseFence, ct);
        while (await store.Instances.AnyAsync(i => i.LeaseFence <= looks, ct))
        {
            await Task.Delay(Poll, ct);
        }
    }

    private static IEnumerable<Figure> Idle(MeasuredWarren warren, string what, double taken, double percent) =>
    [
        new(Group, $"Warren with {what}, processor", "% of a core", [taken], "", []) { Wanted = Wanted.NoMoreThan(percent) },
        new(Group, $"Warren with {what}, resident memory", "MiB", [ProcessCost.ResidentMiB(warren.Pid)], "", []) { Wanted = Wanted.NoMoreThan(150) },
    ];

    private static async Task<double> PercentAsync(int pid, CancellationToken ct)
    {
        var before = ProcessCost.Processor(pid);
        await Task.Delay(Window, ct);
        return (ProcessCost.Processor(pid) - before) / Window * 100;
    }
}
