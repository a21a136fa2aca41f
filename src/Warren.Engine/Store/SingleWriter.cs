using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Warren.Engine.Store;

/// <summary>
/// One transaction that writes at a time, over all copies of Warren, as SQLite has it by itself: what a transaction has looked at (a quota, a free name or
/// address, a subnet that nobody uses) is still so when it commits. The lock ends with its transaction. Single statements, reads above all, do not wait for it.
/// </summary>
internal sealed class SingleWriter : DbTransactionInterceptor
{
    /// <summary>"Warren" in ASCII; the database is Warren's own, so nothing else takes it.</summary>
    private const string Lock = "SELECT pg_advisory_xact_lock(96076043543918)";

    public override DbTransaction TransactionStarted(DbConnection connection, TransactionEndEventData eventData, DbTransaction result)
    {
        using var command = Command(connection, result);
        command.ExecuteNonQuery();
        return result;
    }

    public override async ValueTask<DbTransaction> TransactionStartedAsync(
        DbConnection connection, TransactionEndEventData eventData, DbTransaction result, CancellationToken cancellationToken = default)
    {
        await using var command = Command(connection, result);
        await command.ExecuteNonQueryAsync(cancellationToken);
        return result;
    }

    private static DbCommand Command(DbConnection connection, DbTransaction transaction)
    {
        var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = Lock;
        return command;
    }
}
