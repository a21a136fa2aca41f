using Npgsql;

namespace Warren.Engine.Store;

/// <summary>
/// PostgreSQL says what a query sees by a snapshot: which transactions are over (<c>pg_current_snapshot()</c>, https://www.postgresql.org/docs/current/functions-info.html). Two that are the
/// same see the same rows, and every commit makes another one. Snapshots are numbered here as they come, over one connection; whoever asks while one is being fetched shares
/// the next, since that one may be from before they asked.
/// </summary>
internal sealed class PostgresVersion : StoreVersion
{
    private const int SecondsToAnswer = 2;

    private readonly Lock turn = new();
    private readonly string connectionString;
    private NpgsqlCommand? question;
    private string? last;
    private long number;
    private bool asking;
    private bool over;

    /// <summary>Those who wait for the next answer; null: nobody does.</summary>
    private TaskCompletionSource<long?>? waiting;

    /// <param name="store">As the owner says it.</param>
    public PostgresVersion(NpgsqlConnectionStringBuilder store) => connectionString = new NpgsqlConnectionStringBuilder(PostgresSetup.Complete(store))
    {
        Pooling = false,
        Timeout = SecondsToAnswer,
        CommandTimeout = SecondsToAnswer,
    }.ConnectionString;

    public override async ValueTask<long?> ReadAsync()
    {
        Task<long?>? shared = null;
        lock (turn)
        {
            if (asking)
            {
                waiting ??= new TaskCompletionSource<long?>(TaskCreationOptions.RunContinuationsAsynchronously);
                shared = waiting.Task;
            }

            asking = true;
        }

        if (shared is not null)
        {
            return await shared;
        }

        var answer = await AskAsync();
        if (Next() is { } others)
        {
            _ = ServeAsync(others);
        }

        return answer;
    }

    protected override void Dispose(bool disposing)
    {
        lock (turn)
        {
            over = true;
            if (!asking)
            {
                Close();
            }
        }
    }

    private async Task ServeAsync(TaskCompletionSource<long?> these)
    {
        for (var others = these; others is not null; others = Next())
        {
            others.SetResult(await AskAsync());
        }
    }

    /// <summary>Those who have come while one was asked; null: nobody, and whoever comes next asks.</summary>
    private TaskCompletionSource<long?>? Next()
    {
        lock (turn)
        {
            var others = waiting;
            waiting = null;
            asking = others is not null;
            if (over && !asking)
            {
                Close();
            }

            return others;
        }
    }

    /// <summary>One at a time. A snapshot in words: <code>795:798:795,796</code></summary>
    private async Task<long?> AskAsync()
    {
        try
        {
            question ??= await PrepareAsync();
            var snapshot = (string)(await question.ExecuteScalarAsync())!;
            if (snapshot != last)
            {
                (last, number) = (snapshot, number + 1);
            }

            return number;
        }
        catch (Exception)
        {
            Close(); // whatever it was: those who wait go on, and ask the store itself
            last = null; // another server may answer the next time
            return null;
        }
    }

    private async Task<NpgsqlCommand> PrepareAsync()
    {
        var connection = new NpgsqlConnection(connectionString);
        try
        {
            await connection.OpenAsync();
            var command = new NpgsqlCommand("SELECT pg_current_snapshot()::text", connection);
            await command.PrepareAsync();
            return command;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    private void Close()
    {
        question?.Connection?.Dispose();
        question?.Dispose();
        question = null;
    }
}
