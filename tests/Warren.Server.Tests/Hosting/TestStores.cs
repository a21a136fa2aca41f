using Microsoft.Extensions.DependencyInjection;
using Warren.Engine.Hosting;
using Warren.Engine.Security;
using Warren.Engine.Store;
using Warren.Postgres;
using Warren.Server.Hosting;

[assembly: AssemblyFixture(typeof(SharedPostgres))]

namespace Warren.Server.Tests.Hosting;

/// <summary>Stores for tests.</summary>
internal static class TestStores
{
    /// <summary>What hosts use that do not say: Sqlite, or with the variable WARREN_TEST_STORE=Postgres a database of the PostgreSQL of this test run.</summary>
    public static string Usual { get; } = Environment.GetEnvironmentVariable("WARREN_TEST_STORE") is { Length: > 0 } name ? name : nameof(StoreProvider.Sqlite);

    /// <summary>Settings of a database of PostgreSQL with the schema and nothing in it.</summary>
    public static async Task<IReadOnlyDictionary<string, string?>> PostgresAsync() =>
        SharedPostgres.Settings(await (await SharedPostgres.ServerAsync(CancellationToken.None)).CreateAsync(MigrateAsync, CancellationToken.None));

    private static async Task MigrateAsync(string connectionString)
    {
        var data = new DataFolder(Path.Combine(Path.GetTempPath(), $"warren-test-{RandomText.Id()[..12]}"));
        try
        {
            await using var app = UpCommand.Build(new UpOptions { Data = data.Root, FakeBrokers = true, Settings = SharedPostgres.Settings(connectionString) }, data);
            await using var scope = app.Services.CreateAsyncScope();
            await scope.ServiceProvider.GetRequiredService<StoreContext>().MigrateAsync(CancellationToken.None);
        }
        finally
        {
            Directory.Delete(data.Root, recursive: true);
        }
    }
}
