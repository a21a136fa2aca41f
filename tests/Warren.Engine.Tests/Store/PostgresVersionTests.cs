using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Warren.Engine.Store;
using Warren.Engine.Tests.Hosting;

namespace Warren.Engine.Tests.Store;

/// <summary>What a copy of Warren commits counts there at once, and at another copy once it is settled.</summary>
public sealed class PostgresVersionTests : IAsyncLifetime
{
    private const int Rounds = 100;

    private TestEngine engine = null!;

    public static TheoryData<string> Writes => ["statement", "save", "transaction"];

    public async ValueTask InitializeAsync() => engine = await TestEngine.StartAsync(StoreProvider.Postgres);

    public ValueTask DisposeAsync() => engine.DisposeAsync();

    [Theory]
    [MemberData(nameof(Writes))]
    public async Task What_is_committed_counts_at_once_in_the_same_copy(string write)
    {
        var version = engine.Get<StoreVersion>();
        await using var store = engine.OpenStore();
        for (var round = 0; round < Rounds; round++)
        {
            long? before = null;
            await WriteAsync(store, write, $"{round}", async () => before = await version.ReadAsync());

            Assert.NotEqual(before, await version.ReadAsync());
        }
    }

    [Fact]
    public async Task What_is_committed_and_settled_counts_in_another_copy()
    {
        engine.Get<IOptions<StoreOptions>>().Value.TryRead(out var connection);
        using var other = new PostgresVersion(connection!, new OwnCommits());
        await using var store = engine.OpenStore();
        for (var round = 0; round < Rounds; round++)
        {
            long? before = null;
            await WriteAsync(store, "statement", $"{round}", async () => before = await other.ReadAsync());
            await engine.Get<StoreVersion>().SettledAsync();

            Assert.NotEqual(before, await other.ReadAsync());
        }
    }

    /// <param name="store">Of the copy that writes.</param>
    /// <param name="write">How.</param>
    /// <param name="value">Another one each time.</param>
    /// <param name="last">Runs right before that which commits.</param>
    private static async Task WriteAsync(StoreContext store, string write, string value, Func<Task> last)
    {
        switch (write)
        {
            case "statement":
                await last();
                await store.Installations.ExecuteUpdateAsync(set => set.SetProperty(i => i.Region, value));
                break;
            case "save":
                (await store.Installations.SingleAsync()).AuthorityCertificate = value;
                await last();
                await store.SaveChangesAsync();
                break;
            default:
                await using (var transaction = await store.Database.BeginTransactionAsync())
                {
                    await store.Installations.ExecuteUpdateAsync(set => set.SetProperty(i => i.Region, value));
                    await last();
                    await transaction.CommitAsync();
                }

                break;
        }
    }
}
