using System.Diagnostics;
using Warren.Bench.Report;
using Warren.Bench.Stock;
using Warren.Contract.Client;
using Warren.Contract.Dms.V1;

namespace Warren.Bench.Operations;

/// <summary>
/// Every change of an instance, from the order to RUNNING, in turn with the stock way of doing the same by hand: clusters of 3, 5 and 7, restart, more storage,
/// more nodes, another flavour, and recovery from the death of a node until the next login. The ratios of the medians are what counts.
/// </summary>
internal sealed class OperationsBench(MeasuredWarren warren, DmsClient client, CancellationToken ct)
{
    private const string Single = "00300-30109-0--0";
    private const string Trio = "00300-30209-0--0";
    private const string Five = "00300-30211-0--0";
    private const string Seven = "00300-30213-0--0";
    private const string LargerTrio = "00300-30215-0--0";

    /// <summary>What is promised of some of them.</summary>
    private static readonly IReadOnlyDictionary<string, Wanted> Promises = new Dictionary<string, Wanted>(StringComparer.Ordinal)
    {
        ["restart, 1 node"] = Wanted.AtMost(0.6),
        ["create, 3 nodes"] = Wanted.AtMost(0.15),
    };

    private readonly List<Sides> comparisons = [];

    /// <param name="rounds">How often each is done on both sides.</param>
    /// <param name="changes">Whether clusters are changed too, not only made.</param>
    /// <param name="ct">Gives up.</param>
    public static async Task<IReadOnlyList<Figure>> MeasureAsync(int rounds, bool changes, CancellationToken ct)
    {
        await using var warren = await MeasuredWarren.StartAsync(warmPool: 0, fastStartFolder: null, ct);
        await warren.PrintsAsync("Nodes start fast, from", ct);
        var bench = new OperationsBench(warren, await warren.SignedInAsync(ct), ct);
        for (var round = 1; round <= rounds; round++)
        {
            await bench.SingleAsync();
            await bench.TrioAsync(changes);
            await bench.LargerAsync(Five, 5);
            await bench.LargerAsync(Seven, 7);
        }

        return [.. bench.comparisons.Select(c => c.Figure())];
    }

    private async Task SingleAsync()
    {
        await using var stock = await StockBroker.StartAsync(StockBroker.DefaultAddress, ct);
        await stock.LoginAsync(ct);
        var id = await OrderAsync(Single);
        await CompareAsync("restart, 1 node", () => RestartAsync(id), async () =>
        {
            await stock.RestartAsync(ct);
            await stock.LoginAsync(ct);
        });
        await CompareAsync("recovery, 1 node killed", () => DieAsync(id), async () =>
        {
            await stock.DieAndStartAsync(ct);
            await stock.LoginAsync(ct);
        });
        await CompareAsync(
            "more storage, 1 node",
            () => ExtendAsync(id, new ExtendInstanceRequest { OperType = "storage", NewStorageSpace = 400 }),
            () => stock.ControlAsync(ct, "set_disk_free_limit", "100MB"));
        await DeleteAsync(id);
    }

    private async Task TrioAsync(bool changes)
    {
        StockCluster? formed = null;
        string id = "";
        await CompareAsync("create, 3 nodes", async () => id = await OrderAsync(Trio), async () => formed = await StockCluster.FormAsync(3, ct));
        await using var stock = formed!;
        if (changes)
        {
            await CompareAsync("restart, 3 nodes", () => RestartAsync(id), () => stock.RestartAsync(ct));
            await CompareAsync("another flavour, 3 nodes", () => ExtendAsync(id, new ExtendInstanceRequest { OperType = "vertical", NewProductId = LargerTrio }), () => stock.RestartAsync(ct));
            await CompareAsync("3 nodes to 5", () => ExtendAsync(id, new ExtendInstanceRequest { OperType = "horizontal", NewBrokerNum = 5 }), () => stock.GrowAsync(5, ct));
        }

        await DeleteAsync(id);
    }

    private async Task LargerAsync(string product, int nodes)
    {
        string id = "";
        await CompareAsync($"create, {nodes} nodes", async () => id = await OrderAsync(product, 100 * nodes), async () => await (await StockCluster.FormAsync(nodes, ct)).DisposeAsync());
        await DeleteAsync(id);
    }

    private async Task CompareAsync(string what, Func<Task> ours, Func<Task> byHand)
    {
        if (comparisons.Find(c => c.What == what) is not { } comparison)
        {
            comparisons.Add(comparison = new Sides("Changes of an instance", what, "by hand") { Wanted = Promises.GetValueOrDefault(what) });
        }

        await comparison.TheirsAsync(byHand);
        await comparison.OursAsync(ours);
    }

    private Task<string> OrderAsync(string product, int storage = 300) => client.RunningAsync(warren.Order(product, $"bench-{product}") with { StorageSpace = storage }, ct);

    private async Task RestartAsync(string id)
    {
        await client.ActAsync("restart", [id], ct);
        await client.SettledAsync(id, ct);
    }

    private async Task ExtendAsync(string id, ExtendInstanceRequest change)
    {
        await client.ExtendInstanceAsync(id, change, ct);
        await client.SettledAsync(id, ct);
    }

    /// <summary>Kills the only node and waits for the next login.</summary>
    private async Task DieAsync(string id)
    {
        var address = (await client.FindInstanceAsync(id, ct))!.ConnectAddress;
        using (var node = Process.GetProcessById(warren.NodePid(id)))
        {
            node.Kill();
        }

        await AmqpLogin.WaitAsync(address, "user", "Bench-1234", ct);
        await client.SettledAsync(id, ct);
    }

    private async Task DeleteAsync(string id)
    {
        await client.DeleteInstanceAsync(id, ct);
        while (await client.FindInstanceAsync(id, ct) is not null)
        {
            await Task.Delay(20, ct);
        }
    }
}
