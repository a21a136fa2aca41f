using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Warren.Engine.Store;
using Warren.Engine.Telemetry;
using Warren.Engine.Tests.Hosting;

namespace Warren.Engine.Tests.Telemetry;

public abstract class StoreCensusTests(StoreProvider provider)
{
    [Fact]
    public async Task What_nobody_looks_at_is_overdue_and_what_somebody_works_on_is_not()
    {
        await using var engine = await TestEngine.StartAsync(provider);
        using var census = ActivatorUtilities.CreateInstance<StoreCensus>(engine.Get<IServiceProvider>());
        Assert.Equal(TimeSpan.Zero, await OverdueAsync());
        await engine.CreateAsync();
        engine.Clock.Advance(TimeSpan.FromSeconds(90));
        Assert.Equal(TimeSpan.FromSeconds(90), await OverdueAsync());

        await using (var store = engine.OpenStore())
        {
            var until = engine.Clock.GetUtcNow() + TimeSpan.FromSeconds(15);
            await store.Instances.ExecuteUpdateAsync(set => set.SetProperty(i => i.LeaseUntil, until));
        }

        Assert.Equal(TimeSpan.Zero, await OverdueAsync());
        engine.Clock.Advance(TimeSpan.FromSeconds(16)); // who worked on it is gone
        Assert.Equal(TimeSpan.FromSeconds(106), await OverdueAsync());

        async Task<TimeSpan?> OverdueAsync() => (await census.CountAsync(TestContext.Current.CancellationToken)).Overdue;
    }
}

public sealed class StoreCensusTestsOnSqlite() : StoreCensusTests(StoreProvider.Sqlite);

public sealed class StoreCensusTestsOnPostgres() : StoreCensusTests(StoreProvider.Postgres);
