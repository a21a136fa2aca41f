using Microsoft.EntityFrameworkCore;
using Warren.Engine.Store;
using Warren.Engine.Tests.Hosting;

namespace Warren.Engine.Tests.Store;

public sealed class StoreMemoryTests
{
    public static TheoryData<StoreProvider> Stores { get; } = [StoreProvider.Sqlite, StoreProvider.Postgres];

    [Theory]
    [MemberData(nameof(Stores))]
    public async Task What_was_read_is_read_again_after_a_commit_of_another_process_and_not_before(StoreProvider provider)
    {
        await using var engine = await TestEngine.StartAsync(provider);
        var (memory, version) = (Memory(engine), engine.Get<StoreVersion>());
        var reads = 0;
        var before = -1;
        while (before != reads)
        {
            before = await GetAsync(); // until one was remembered: other tests commit to other databases of the same PostgreSQL, which count too
            await GetAsync();
        }

        await CommitAsync(engine);

        Assert.Equal(before + 1, await GetAsync());
        return;

        async Task<int> GetAsync() => await ReadAsync(memory, "key", await version.ReadAsync(), () => Task.FromResult(++reads));
    }

    [Theory]
    [MemberData(nameof(Stores))]
    public async Task What_was_read_while_something_was_committed_is_read_again(StoreProvider provider)
    {
        await using var engine = await TestEngine.StartAsync(provider);
        var (memory, version) = (Memory(engine), engine.Get<StoreVersion>());

        await ReadAsync(memory, "key", await version.ReadAsync(), async () =>
        {
            await CommitAsync(engine);
            return 1;
        });

        Assert.Equal(2, await ReadAsync(memory, "key", await version.ReadAsync(), () => Task.FromResult(2)));
    }

    [Theory]
    [MemberData(nameof(Stores))]
    public async Task What_a_transaction_has_written_counts_from_its_commit_on(StoreProvider provider)
    {
        await using var engine = await TestEngine.StartAsync(provider);
        var version = engine.Get<StoreVersion>();
        await using var store = engine.OpenStore();
        await using var transaction = await store.Database.BeginTransactionAsync();
        await WriteAsync(store);
        var before = await version.ReadAsync();

        await transaction.CommitAsync();

        Assert.NotEqual(before, await version.ReadAsync());
    }

    [Theory]
    [MemberData(nameof(Stores))]
    public async Task Nobody_is_told_less_than_was_committed_before_they_asked(StoreProvider provider)
    {
        const int Commits = 200;
        const int Readers = 6;
        await using var engine = await TestEngine.StartAsync(provider);
        var (memory, version) = (Memory(engine), engine.Get<StoreVersion>());
        var (committed, wrong, remembered) = (0, 0, 0);
        var writing = Task.Run(async () =>
        {
            for (var i = 1; i <= Commits; i++)
            {
                await using var store = engine.OpenStore();
                await store.Installations.ExecuteUpdateAsync(set => set.SetProperty(s => s.Region, $"{i}"));
                Volatile.Write(ref committed, i);
                await Task.Yield();
            }

            while (Volatile.Read(ref remembered) == 0)
            {
                await Task.Yield(); // on a busy machine no two questions fall between two commits
            }
        });

        await Task.WhenAll(Enumerable.Range(0, Readers).Select(_ => Task.Run(async () =>
        {
            while (!writing.IsCompleted)
            {
                var least = Volatile.Read(ref committed);
                var read = false;
                var told = await ReadAsync(memory, "region", await version.ReadAsync(), async () =>
                {
                    read = true;
                    await using var store = engine.OpenStore();
                    return int.TryParse(await store.Installations.Select(i => i.Region).SingleAsync(), out var number) ? number : 0;
                });
                Interlocked.Add(ref wrong, told < least ? 1 : 0);
                Interlocked.Add(ref remembered, read ? 0 : 1);
            }
        })));
        await writing;

        Assert.Equal(0, wrong);
        Assert.NotEqual(0, remembered);
    }

    [Fact]
    public async Task What_was_read_is_read_again_after_a_second()
    {
        await using var engine = await TestEngine.StartAsync();
        var memory = Memory(engine);
        await ReadAsync(memory, "key", 1, () => Task.FromResult(1));

        engine.Clock.Advance(TimeSpan.FromSeconds(1.001));

        Assert.Equal(2, await ReadAsync(memory, "key", 1, () => Task.FromResult(2)));
        Assert.Equal(2, await ReadAsync(memory, "key", 1, () => Task.FromResult(3)));
    }

    [Fact]
    public async Task No_more_is_kept_than_fits_and_what_is_kept_anew_counts_once()
    {
        await using var engine = await TestEngine.StartAsync();
        var memory = Memory(engine);
        memory.Keep("first", 1, 1, weight: 40);
        memory.Keep("first", 1, 1, weight: 40);
        memory.Keep("second", 1, 2, weight: 40);
        Assert.True(memory.TryGet("first", 1, out _));

        memory.Keep("third", 1, 3, weight: 40);

        Assert.False(memory.TryGet("first", 1, out _));
        Assert.True(memory.TryGet("third", 1, out _));
    }

    [Fact]
    public async Task What_was_read_of_an_older_store_does_not_take_the_place_of_newer()
    {
        await using var engine = await TestEngine.StartAsync();
        var memory = Memory(engine);
        memory.Keep("key", 2, 2, weight: 1);

        memory.Keep("key", 1, 1, weight: 1);

        Assert.False(memory.TryGet("key", 1, out _));
        Assert.True(memory.TryGet("key", 2, out var kept));
        Assert.Equal(2, kept);
    }

    [Fact]
    public async Task Nothing_is_kept_while_the_store_cannot_tell_its_version()
    {
        await using var engine = await TestEngine.StartAsync();
        var memory = Memory(engine);
        await ReadAsync(memory, "key", null, () => Task.FromResult(1));

        Assert.Equal(2, await ReadAsync(memory, "key", null, () => Task.FromResult(2)));
    }

    /// <summary>As those do who use it: what is remembered, or what is read now.</summary>
    private static async Task<int> ReadAsync(StoreMemory<int> memory, string key, long? seen, Func<Task<int>> read)
    {
        if (!memory.TryGet(key, seen, out var value))
        {
            value = await read();
            memory.Keep(key, seen, value, weight: 1);
        }

        return value;
    }

    private static StoreMemory<int> Memory(TestEngine engine) => new(engine.Clock, most: 100);

    /// <summary>By a context of its own, whose connection is another one than that which is asked for the version.</summary>
    private static async Task CommitAsync(TestEngine engine)
    {
        await using var store = engine.OpenStore();
        await WriteAsync(store);
    }

    private static Task WriteAsync(StoreContext store) => store.Installations.ExecuteUpdateAsync(set => set.SetProperty(s => s.Region, "elsewhere"));
}
