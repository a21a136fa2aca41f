using System.Diagnostics;
using Npgsql;

namespace Warren.Engine.Store;

/// <summary>
/// PostgreSQL says what a query sees by a snapshot: which transactions are over (<c>pg_current_snapshot()</c>, https://www.postgresql.org/docs/current/functions-info.html). Two that are the
/// same see the same rows, and every commit makes another one. Snapshots are numbered here as they come, over one connection; whoever asks while one is being fetched shares
/// the next, since that one may be from before they asked. To fetch one costs more than to answer a call from memory, so for <see cref="Lag"/> it serves those who come after, unless this process
/// has committed something since; whoever tells a client that something is changed waits for as long before (<see cref="SettledAsync"/>), so that it counts at every copy of Warren.
/// </summary>
internal sealed class PostgresVersion : StoreVersion
{
    private const int SecondsToAnswer = 2;

    /// <summary>How late a commit of another process may be seen: long beside a way to the server and back, short beside a client's.</summary>
    private static readonly TimeSpan Lag = TimeSpan.FromMilliseconds(2);

    private readonly Lock turn = new();
    private readonly string connectionString;
    private readonly OwnCommits commits;
    private NpgsqlCommand? question;
    private string? last;
    private long number;
    private bool asking;
    private bool over;

    /// <summary>Those who wait for the next answer; null: nobody does.</summary>
    private TaskCompletionSource<long?>? waiting;

    /// <summary>What was answered last; null: nothing that may serve again.</summary>
    private Answer? fresh;

    /// <param name="store">As the owner says it.</param>
    /// <param name="commits">Of this process.</param>
    public PostgresVersion(NpgsqlConnectionStringBuilder store, OwnCommits commits)
    {
        connectionString = new NpgsqlConnectionStringBuilder(PostgresSetup.Complete(store)) { Pooling = false, Timeout = SecondsToAnswer, CommandTimeout = SecondsToAnswer }.ConnectionString;
        this.commits = commits;
    }

    public override ValueTask<long?> ReadAsync() =>
        Volatile.Read(ref fresh) is { } answer && answer.Commits == commits.Count && Stopwatch.GetElapsedTime(answer.AskedAt) < Lag ? new(answer.Number) : new(FetchAsync());

    /// <summary>An answer that another copy still goes by is younger than <see cref="Lag"/>.</summary>
    public override async Task SettledAsync()
    {
        var lastCommit = commits.LastAt;
        while (Stopwatch.GetElapsedTime(lastCommit) < Lag)
        {
            await Task.Delay(1);
        }
    }

    private async Task<long?> FetchAsync()
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
            var (count, at) = (commits.Count, Stopwatch.GetTimestamp());
            var snapshot = (string)(await question.ExecuteScalarAsync())!;
            if (snapshot != last)
            {
                (last, number) = (snapshot, number + 1);
            }

            Volatile.Write(ref fresh, new Answer(number, count, at));
            return number;
        }
        catch (Exception)
        {
            Close(); // whatever it was: those who wait go on, and ask the store itself
            last = null; // another server may answer the next time
            Volatile.Write(ref fresh, null);
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

    /// <param name="Number">Of the snapshot.</param>
    /// <param name="Commits">How many this process had made before it was asked for.</param>
    /// <param name="AskedAt">When that was.</param>
    private sealed record Answer(long Number, long Commits, long AskedAt);
}
