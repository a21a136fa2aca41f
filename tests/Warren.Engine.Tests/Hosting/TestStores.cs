using Warren.Engine.Store;
using Warren.Postgres;

[assembly: AssemblyFixture(typeof(SharedPostgres))]

namespace Warren.Engine.Tests.Hosting;

/// <summary>Stores for tests. What is true of one has to be true of the other: a class of tests about the store runs on both.</summary>
internal static class TestStores
{
    /// <summary>Settings of a store with the schema and nothing in it.</summary>
    public static async Task<IReadOnlyDictionary<string, string?>> SettingsAsync(StoreProvider provider) => provider == StoreProvider.Sqlite
        ? new Dictionary<string, string?>(StringComparer.Ordinal)
        : SharedPostgres.Settings(await (await SharedPostgres.ServerAsync(TestContext.Current.CancellationToken)).CreateAsync(MigrateAsync, TestContext.Current.CancellationToken));

    public static StoreContext Open(string connectionString) => new PostgresStoreContext(StoreSetup.Postgres(connectionString).Options);

    private static async Task MigrateAsync(string connectionString)
    {
        await using var store = Open(connectionString);
        await store.MigrateAsync(CancellationToken.None);
    }
}
