using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Warren.Engine.Store;
using Warren.Engine.Tests.Hosting;

namespace Warren.Engine.Tests.Store;

/// <summary>Writers of one process to SQLite.</summary>
public sealed class SqliteTurnsTests : IAsyncLifetime
{
    private TestEngine engine = null!;

    public async ValueTask InitializeAsync() => engine = await TestEngine.StartAsync();

    public ValueTask DisposeAsync() => engine.DisposeAsync();

    [Fact]
    public async Task Transactions_and_single_statements_take_turns_in_the_order_in_which_they_came()
    {
        await using var first = engine.OpenStore();
        await first.Installations.ExecuteUpdateAsync(set => set.SetProperty(i => i.Region, ""), TestContext.Current.CancellationToken);
        await using var transaction = await first.Database.BeginTransactionAsync(TestContext.Current.CancellationToken);
        var waiting = new List<Task>();
        for (var i = 0; i < 6; i++)
        {
            waiting.Add(i % 2 == 0 ? InTransactionAsync(i) : AloneAsync(i));
        }

        Assert.DoesNotContain(waiting, t => t.IsCompleted);
        await transaction.CommitAsync(TestContext.Current.CancellationToken);
        await Task.WhenAll(waiting);

        Assert.Equal("012345", await first.Installations.Select(i => i.Region).SingleAsync(TestContext.Current.CancellationToken));
        return;

        async Task InTransactionAsync(int number)
        {
            await using var store = engine.OpenStore();
            await using var own = await store.Database.BeginTransactionAsync();
            await AddAsync(store, number);
            await own.CommitAsync();
        }

        async Task AloneAsync(int number)
        {
            await using var store = engine.OpenStore();
            await AddAsync(store, number);
        }

        static Task AddAsync(StoreContext store, int number) => store.Installations.ExecuteUpdateAsync(set => set.SetProperty(i => i.Region, i => i.Region + number));
    }

    [Fact]
    public async Task Whoever_gives_up_its_transaction_or_its_wait_holds_nobody_up()
    {
        await using (var store = engine.OpenStore())
        {
            await using var given = await store.Database.BeginTransactionAsync(TestContext.Current.CancellationToken);
            using var impatient = new CancellationTokenSource();
            await using var other = engine.OpenStore();
            var waiting = other.Database.BeginTransactionAsync(impatient.Token);
            await impatient.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        }

        await using (var broken = engine.OpenStore())
        {
            await Assert.ThrowsAnyAsync<Exception>(() => broken.Database.ExecuteSqlRawAsync("INSERT INTO nowhere VALUES (1)", TestContext.Current.CancellationToken));
        }

        await using var cancelled = new CancelledStart(engine);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(cancelled.BeginAsync);
        await using var next = engine.OpenStore();
        await using var turn = await next.Database.BeginTransactionAsync(TestContext.Current.CancellationToken);
        await WriteAsync(next);
    }

    private static Task WriteAsync(StoreContext store) => store.Installations.ExecuteUpdateAsync(set => set.SetProperty(i => i.Region, "elsewhere"));

    /// <summary>A transaction that is begun by somebody who does not want it any more.</summary>
    private sealed class CancelledStart(TestEngine engine) : IAsyncDisposable
    {
        private readonly StoreContext store = engine.OpenStore();

        public Task<IDbContextTransaction> BeginAsync() => store.Database.BeginTransactionAsync(new CancellationToken(canceled: true));

        public ValueTask DisposeAsync() => store.DisposeAsync();
    }
}
