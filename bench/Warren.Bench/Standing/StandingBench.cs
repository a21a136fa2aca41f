using System.Globalization;
using Warren.Bench.Report;
using Warren.Bench.Stock;

namespace Warren.Bench.Standing;

/// <summary>What an idle Warren takes, with none, a hundred and ten thousand instances of the fake runtime and with real ones; and an idle node beside a stock one.</summary>
internal static class StandingBench
{
    private const string Group = "Standing cost";
    private const string Single = "00300-30109-0--0";
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(20);

    /// <param name="real">How many real single nodes.</param>
    /// <param name="ct">Gives up.</param>
    public static async Task<IReadOnlyList<Figure>> MeasureAsync(int real, CancellationToken ct) =>
    [
        .. await FakeAsync(0, 1, ct),
        .. await FakeAsync(100, 1, ct),
        .. await FakeAsync(10_000, 3, ct),
        .. await RealAsync(real, ct),
    ];

    private static async Task<IReadOnlyList<Figure>> FakeAsync(int instances, double percent, CancellationToken ct)
    {
        await using var filled = instances > 0 ? await FilledWarren.StartAsync(instances - 1, 100, null, ct) : null;
        await using var empty = filled is null ? await MeasuredWarren.StartAsync(warmPool: 0, fastStartFolder: null, ct, "--fake-brokers") : null;
        return await IdleAsync(filled?.Warren ?? empty!, string.Create(CultureInfo.InvariantCulture, $"{instances:N0} fake instances"), percent, ct);
    }

    private static async Task<IReadOnlyList<Figure>> RealAsync(int instances, CancellationToken ct)
    {
        await using var warren = await MeasuredWarren.StartAsync(warmPool: 0, fastStartFolder: null, ct);
        await warren.PrintsAsync("Nodes start fast, from", ct);
        var client = await warren.SignedInAsync(ct);
        var ids = new List<string>();
        for (var i = 0; i < instances; i++)
        {
            ids.Add(await client.RunningAsync(warren.Order(Single, $"bench-{i}"), ct));
        }

        await using var stock = await StockBroker.StartAsync(StockBroker.DefaultAddress, ct);
        await stock.LoginAsync(ct);
        var figures = await IdleAsync(warren, $"{instances} real single nodes", 1, ct);
        var node = warren.NodePid(ids[0]);
        var (ours, theirs) = (await PercentAsync(node, ct), await PercentAsync(stock.Pid, ct));
        return
        [
            .. figures,
            new(Group, "an idle node, processor", "% of a core", [ours], "a stock node", [theirs]),
            new(Group, "an idle node, memory (PSS)", "MiB", [ProcessCost.ProportionalMiB(node)], "a stock node", [ProcessCost.ProportionalMiB(stock.Pid)]),
        ];
    }

    private static async Task<IReadOnlyList<Figure>> IdleAsync(MeasuredWarren warren, string what, double percent, CancellationToken ct)
    {
        await Task.Delay(Settling, ct);
        var taken = await PercentAsync(warren.Pid, ct);
        return
        [
            new(Group, $"Warren with {what}, processor", "% of a core", [taken], "", []) { Wanted = Wanted.NoMoreThan(percent) },
            new(Group, $"Warren with {what}, resident memory", "MiB", [ProcessCost.ResidentMiB(warren.Pid)], "", []) { Wanted = Wanted.NoMoreThan(150) },
        ];
    }

    private static async Task<double> PercentAsync(int pid, CancellationToken ct)
    {
        var before = ProcessCost.Processor(pid);
        await Task.Delay(Window, ct);
        return (ProcessCost.Processor(pid) - before) / Window * 100;
    }
}
