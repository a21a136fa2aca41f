using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Warren.Engine.Catalogue;
using Warren.Engine.Errors;
using Warren.Engine.Pool;
using Warren.Engine.Reconcile;
using Warren.Engine.Runtimes;
using Warren.Engine.Runtimes.Local;
using Warren.Engine.Security;
using Warren.Engine.Store;
using Warren.Engine.Tests.Hosting;

namespace Warren.Engine.Tests.Pool;

/// <summary>One look at the pool at a time, and orders between the looks.</summary>
public abstract class WarmPoolTests(StoreProvider provider) : IAsyncLifetime
{
    private TestEngine engine = null!;

    public async ValueTask InitializeAsync() => engine = await TestEngine.StartAsync(provider);

    public ValueTask DisposeAsync() => engine.DisposeAsync();

    [Fact]
    public async Task A_blank_instance_is_written_down_then_booted_and_then_ready()
    {
        var pool = Pool(1);

        await pool.LookAsync(CancellationToken.None);
        var blank = Assert.Single(await BlanksAsync());
        Assert.Equal(BlankState.Starting, blank.State);
        Assert.Empty(engine.Brokers.Running);

        await pool.LookAsync(CancellationToken.None);
        Assert.Equal([blank.Id], engine.Brokers.Running.Keys);
        Assert.Equal(BlankState.Ready, Assert.Single(await BlanksAsync()).State);

        await pool.LookAsync(CancellationToken.None);
        Assert.Single(await BlanksAsync());
    }

    [Fact]
    public async Task An_order_takes_over_the_id_the_address_the_secrets_and_the_running_node_of_a_ready_one()
    {
        var blank = await ReadyAsync(Pool(1));
        var node = engine.Brokers.Running[blank.Id];

        var id = await engine.CreateAsync();

        Assert.Equal(blank.Id, id);
        var instance = (await engine.FindAsync(id))!;
        Assert.Equal(blank.Addresses, instance.Addresses);
        Assert.Equal(blank.ProtectedErlangCookie, instance.ProtectedErlangCookie);
        Assert.Equal(blank.ProtectedAgentPassword, instance.ProtectedAgentPassword);
        Assert.Same(node, engine.Brokers.Running[id]);
        Assert.Empty(await BlanksAsync());
        await using var store = engine.OpenStore();
        var address = await store.NodeAddresses.SingleAsync();
        Assert.Equal((id, engine.Subnet.Id), (address.InstanceId, address.SubnetId));
    }

    [Fact]
    public async Task It_is_given_once()
    {
        await ReadyAsync(Pool(1));

        var ids = await Task.WhenAll(engine.CreateAsync(), engine.CreateAsync(), engine.CreateAsync());

        Assert.Equal(3, ids.Distinct().Count());
        Assert.Single(ids, engine.Brokers.Running.ContainsKey);
        await using var store = engine.OpenStore();
        Assert.Equal(3, await store.NodeAddresses.Select(a => a.Address).Distinct().CountAsync());
    }

    [Fact]
    public async Task One_that_is_not_ready_is_not_given()
    {
        engine.Brokers.CheckAnswer = ServiceCheck.Failed("it boots");
        var pool = Pool(1);
        await pool.LookAsync(CancellationToken.None);
        await pool.LookAsync(CancellationToken.None);
        var blank = Assert.Single(await BlanksAsync());

        Assert.NotEqual(blank.Id, await engine.CreateAsync());

        Assert.Single(await BlanksAsync());
    }

    [Fact]
    public async Task An_order_with_TLS_or_of_another_flavour_is_served_cold()
    {
        var blank = await ReadyAsync(Pool(1));

        Assert.NotEqual(blank.Id, await engine.CreateAsync(engine.Order() with { TlsEnabled = true }));
        Assert.NotEqual(blank.Id, await engine.CreateAsync(engine.Order() with { ProductId = "00300-30111-0--0" }));

        Assert.Equal(blank.Id, await engine.CreateAsync());
    }

    [Fact]
    public async Task An_order_that_is_refused_leaves_it_in_the_pool()
    {
        var order = engine.Order();
        await engine.CreateAsync(order);
        var blank = await ReadyAsync(Pool(1));

        await Assert.ThrowsAsync<WarrenException>(() => engine.CreateAsync(order)); // the name is taken

        Assert.Equal(BlankState.Ready, Assert.Single(await BlanksAsync()).State);
        Assert.Equal(blank.Id, await engine.CreateAsync());
    }

    [Fact]
    public async Task One_whose_node_has_ended_is_removed_with_its_address_and_replaced()
    {
        var pool = Pool(1);
        var dead = await ReadyAsync(pool);
        engine.Brokers.Kill(dead.Id);

        await pool.LookAsync(CancellationToken.None); // retires it, and begins the next
        await pool.LookAsync(CancellationToken.None); // removes it, and boots the next

        var next = Assert.Single(await BlanksAsync());
        Assert.NotEqual(dead.Id, next.Id);
        Assert.Equal(BlankState.Ready, next.State);
        await using var store = engine.OpenStore();
        Assert.Equal(next.Id, (await store.NodeAddresses.SingleAsync()).InstanceId);
    }

    [Fact]
    public async Task One_that_does_not_come_to_serve_is_given_up()
    {
        engine.Brokers.CheckAnswer = ServiceCheck.Failed("it never boots");
        var pool = Pool(1);
        await pool.LookAsync(CancellationToken.None);
        await pool.LookAsync(CancellationToken.None);
        var hopeless = Assert.Single(await BlanksAsync());
        engine.Clock.Advance(TimeSpan.FromMinutes(4));

        await pool.LookAsync(CancellationToken.None);
        await pool.LookAsync(CancellationToken.None);

        Assert.DoesNotContain(await BlanksAsync(), b => b.Id == hopeless.Id);
        Assert.DoesNotContain(hopeless.Id, engine.Brokers.Running.Keys);
    }

    [Fact]
    public async Task What_is_not_wanted_any_more_is_removed()
    {
        await ReadyAsync(Pool(1));

        await Pool(0).LookAsync(CancellationToken.None);
        await Pool(0).LookAsync(CancellationToken.None);

        Assert.Empty(await BlanksAsync());
        Assert.Empty(engine.Brokers.Running);
        await using var store = engine.OpenStore();
        Assert.Empty(await store.NodeAddresses.ToListAsync());
    }

    [Fact]
    public async Task The_pool_is_filled_again_once_the_order_is_carried_out_and_not_before()
    {
        var pool = Pool(1);
        await ReadyAsync(pool);
        var id = await engine.CreateAsync();
        await pool.LookAsync(CancellationToken.None);
        Assert.Empty(await BlanksAsync());

        await using (var store = engine.OpenStore())
        {
            await store.Instances.Where(i => i.Id == id).ExecuteUpdateAsync(set => set.SetProperty(i => i.ObservedGeneration, 1));
        }

        await pool.LookAsync(CancellationToken.None);
        Assert.Single(await BlanksAsync());
    }

    [Fact]
    public async Task A_blank_cluster_is_given_to_an_order_of_a_cluster()
    {
        var pool = Pool(0, trios: 1);
        var blank = await ReadyAsync(pool);
        Assert.Equal(3, blank.Addresses.Split(',').Length);

        Assert.Equal(blank.Id, await engine.CreateAsync(engine.Order() with { ProductId = "00300-30209-0--0", StorageGb = 300 }));
    }

    [Theory]
    [InlineData(null, 4, 1)]
    [InlineData(null, 1, 0)]
    [InlineData(0, 4, 0)]
    [InlineData(3, 1, 3)]
    public void How_many_are_kept_follows_the_setting_or_the_memory_that_is_left(int? setting, long gigabytes, int singles) => Assert.Equal(
        [singles, 0],
        WarmPool.Wanted(new LocalOptions { WarmPool = setting }, ProductCatalogue.Default, gigabytes * 1024 * 1024 * 1024).Select(w => w.Count));

    private WarmPool Pool(int singles, int trios = 0) => new(
        engine.Get<IDbContextFactory<StoreContext>>(), engine.Brokers, ProductCatalogue.Default, engine.Get<SecretProtector>(), engine.Get<FaultPoints>(),
        Options.Create(new LocalOptions { WarmPool = singles, WarmTrios = trios }), engine.Clock, NullLogger<WarmPool>.Instance);

    private async Task<BlankInstance> ReadyAsync(WarmPool pool)
    {
        // What an order of this test is carried out by now is the loop's business, which does not run here.
        engine.Clock.Advance(TimeSpan.FromMinutes(2));
        await pool.LookAsync(CancellationToken.None);
        await pool.LookAsync(CancellationToken.None);
        return Assert.Single(await BlanksAsync(), b => b.State == BlankState.Ready);
    }

    private async Task<List<BlankInstance>> BlanksAsync()
    {
        await using var store = engine.OpenStore();
        return await store.BlankInstances.AsNoTracking().ToListAsync();
    }
}

public sealed class WarmPoolTestsOnSqlite() : WarmPoolTests(StoreProvider.Sqlite);

public sealed class WarmPoolTestsOnPostgres() : WarmPoolTests(StoreProvider.Postgres);
