using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Warren.Engine.Reconcile;
using Warren.Engine.Tests.Hosting;
using Warren.Engine.Tests.Store;

namespace Warren.Engine.Tests.Reconcile;

/// <summary>A look that ends as soon as it has begun gives its room back.</summary>
public sealed class LoopRoomTests
{
    private const int Instances = 200;
    private const int Looks = 25;

    /// <summary>Time without any look.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task Looks_go_on_however_short_they_are()
    {
        await using var engine = await TestEngine.StartAsync(settings: new Dictionary<string, string?>(StringComparer.Ordinal) { ["Reconcile:Parallelism"] = "1" });
        var original = await engine.CreateAsync();
        await using var store = engine.OpenStore();
        await ManyInstances.AddAsync(store, original, Instances - 1, projects: 1, CancellationToken.None);
        var loop = engine.All<IHostedService>().OfType<ReconcileLoop>().Single();
        await loop.StartAsync(CancellationToken.None);

        var (seen, last) = (0L, Stopwatch.GetTimestamp());
        while (seen < Instances * Looks)
        {
            engine.Clock.Advance(TimeSpan.FromSeconds(1));
            await Task.Delay(10, TestContext.Current.CancellationToken);
            if (await store.Instances.SumAsync(i => i.LeaseFence) is var now && now > seen)
            {
                (seen, last) = (now, Stopwatch.GetTimestamp());
            }

            Assert.True(Stopwatch.GetElapsedTime(last) < Patience, $"Nothing is looked at any more, after {seen} looks.");
        }

        await loop.StopAsync(CancellationToken.None);
    }
}
