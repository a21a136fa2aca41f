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

    public async ValueTask DisposeAsync()
    {
        if (server is not null)
        {
            await server.DisposeAsync();
            server = null;
        }
    }
}
