using Microsoft.Data.Sqlite;
using Warren.Engine.Hosting;
using Warren.Engine.Store;
using Warren.Engine.Tests.Hosting;

namespace Warren.Engine.Tests.Store;

public sealed class StoreMemoryTests
{
    [Fact]
    public async Task What_was_read_is_read_again_after_a_commit_of_another_process_and_not_before()
    {
        await using var engine = await TestEngine.StartAsync();
        var memory = Memory(engine);
        var reads = 0;
        await GetAsync();
        await GetAsync();
        Assert.Equal(1, reads);

        Commit(engine, "UPDATE \"Installations\" SET \"Region\" = 'elsewhere'");
        await GetAsync();
        await GetAsync();

        Assert.Equal(2, reads);
        return;

        async Task GetAsync() => await memory.GetAsync("key", () => Task.FromResult(++reads));
    }

    [Fact]
    public async Task What_was_read_while_something_was_committed_is_read_again()
    {
        await using var engine = await TestEngine.StartAsync();
        var memory = Memory(engine);

        await memory.GetAsync("key", () =>
        {
            Commit(engine, "UPDATE \"Installations\" SET \"Region\" = 'elsewhere'");
            return Task.FromResult(1);
        });

        Assert.Equal(2, await memory.GetAsync("key", () => Task.FromResult(2)));
    }

    [Fact]
    public async Task What_was_read_is_read_again_after_a_second()
    {
        await using var engine = await TestEngine.StartAsync();
        var memory = Memory(engine);
        await memory.GetAsync("key", () => Task.FromResult(1));

        engine.Clock.Advance(TimeSpan.FromSeconds(1.001));

        Assert.Equal(2, await memory.GetAsync("key", () => Task.FromResult(2)));
    }

    [Fact]
    public async Task No_more_is_kept_than_fits()
    {
        await using var engine = await TestEngine.StartAsync();
        var version = engine.Get<StoreVersion>().Read();
        var memory = Memory(engine);
        memory.Keep("first", version, 1, weight: 60);
        memory.Keep("second", version, 2, weight: 60);

        Assert.False(memory.TryGet("first", version, out _));
        Assert.True(memory.TryGet("second", version, out _));
    }

    [Fact]
    public async Task Nothing_of_a_store_that_cannot_tell_its_version_is_kept()
    {
        await using var engine = await TestEngine.StartAsync(StoreProvider.Postgres);
        var memory = Memory(engine);
        await memory.GetAsync("key", () => Task.FromResult(1));

        Assert.Equal(2, await memory.GetAsync("key", () => Task.FromResult(2)));
    }

    private static StoreMemory<int> Memory(TestEngine engine) => new(engine.Get<StoreVersion>(), engine.Clock, most: 100);

    private static void Commit(TestEngine engine, string sql)
    {
        using var connection = new SqliteConnection($"Data Source={engine.Get<DataFolder>().Database};Pooling=false");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
