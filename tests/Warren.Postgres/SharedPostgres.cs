namespace Warren.Postgres;

/// <summary>One PostgreSQL for a whole test run, started when a test first asks for it. The run's end disposes it.</summary>
public sealed class SharedPostgres : IAsyncDisposable
{
    private static readonly SemaphoreSlim Starting = new(1);
    private static PostgresServer? server;

    public static async Task<PostgresServer> ServerAsync(CancellationToken ct)
    {
        await Starting.WaitAsync(ct);
        try
        {
            return server ??= await PostgresServer.StartAsync(ct);
        }
        finally
        {
            Starting.Release();
        }
    }

    /// <summary>Warren's settings for a store in this database.</summary>
    public static IReadOnlyDictionary<string, string?> Settings(string connectionString) => new Dictionary<string, string?>(StringComparer.Ordinal)
    {
        ["Store:Provider"] = "Postgres",
        ["Store:ConnectionString"] = connectionString,
        ["Keys:MasterKey"] = Convert.ToBase64String(new byte[32]),
    };

    public async ValueTask DisposeAsync()
    {
        if (server is not null)
        {
            await server.DisposeAsync();
            server = null;
        }
    }
}
