namespace Warren.Bench.Stock;

/// <summary>Stock brokers that are started together and joined by rabbitmqctl, as people do by hand.</summary>
internal sealed class StockCluster : IAsyncDisposable
{
    private readonly List<StockBroker> brokers = [];

    private StockCluster()
    {
    }

    public IReadOnlyList<StockBroker> Brokers => brokers;

    public static async Task<StockCluster> FormAsync(int nodes, CancellationToken ct)
    {
        var cluster = new StockCluster();
        await cluster.GrowAsync(nodes, ct);
        return cluster;
    }

    /// <summary>Starts as many more brokers as are missing, together, and joins them to the first one after the other.</summary>
    public async Task GrowAsync(int nodes, CancellationToken ct)
    {
        var had = brokers.Count;
        brokers.AddRange(await Task.WhenAll(Enumerable.Range(had + 1, nodes - had).Select(n => StockBroker.StartAsync($"127.9.9.{n}", ct))));
        await Task.WhenAll(brokers.Skip(had).Select(b => b.LoginAsync(ct)));
        foreach (var broker in brokers.Skip(Math.Max(had, 1)))
        {
            await broker.ControlAsync(ct, "stop_app");
            await broker.ControlAsync(ct, "join_cluster", $"rabbit@{brokers[0].Address}");
            await broker.ControlAsync(ct, "start_app");
        }
    }

    /// <summary>One node after the other, the next when a login works on the last.</summary>
    public async Task RestartAsync(CancellationToken ct)
    {
        foreach (var broker in brokers)
        {
            await broker.RestartAsync(ct);
            await broker.LoginAsync(ct);
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var broker in brokers)
        {
            await broker.DisposeAsync();
        }
    }
}
