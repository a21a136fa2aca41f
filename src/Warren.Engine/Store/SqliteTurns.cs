using System.Data;
using System.Data.Common;
using System.Diagnostics.CodeAnalysis;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Warren.Engine.Store;

/// <summary>
/// Who writes to SQLite from this process, one after the other. SQLite lets one in and leaves the others asleep for up to a tenth of a second, in no order; here they wait for their turn, and are
/// woken when it comes. A turn ends when the connection is closed, which EF Core does after each statement and each transaction, however that ended. Other processes are kept apart by SQLite
/// itself.
/// </summary>
[SuppressMessage("Design", "CA1001", Justification = "No wait handle is taken, so nothing is to be freed.")]
internal sealed class SqliteTurns : DbCommandInterceptor, IDbTransactionInterceptor
{
    /// <summary>After this time whoever waits asks SQLite, which then says that it is busy.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(SqliteSetup.SecondsToWait);

    private readonly SemaphoreSlim turn = new(1, 1);
    private DbConnection? writer;

    public async ValueTask<InterceptionResult<DbTransaction>> TransactionStartingAsync(
        DbConnection connection, TransactionStartingEventData eventData, InterceptionResult<DbTransaction> result, CancellationToken cancellationToken = default)
    {
        await TakeAsync(connection, cancellationToken);
        return result;
    }

    /// <summary>A statement that is a transaction by itself.</summary>
    public override async ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
    {
        if (command.Transaction is null && command.Connection is { } connection)
        {
            await TakeAsync(connection, cancellationToken);
        }

        return result;
    }

    private async Task TakeAsync(DbConnection connection, CancellationToken ct)
    {
        if (Volatile.Read(ref writer) != connection && await turn.WaitAsync(Longest, ct))
        {
            Volatile.Write(ref writer, connection);
            connection.StateChange += Give;
        }
    }

    private void Give(object sender, StateChangeEventArgs change)
    {
        var connection = (DbConnection)sender;
        if (change.CurrentState == ConnectionState.Closed && Interlocked.CompareExchange(ref writer, null, connection) == connection)
        {
            connection.StateChange -= Give;
            turn.Release();
        }
    }
}
