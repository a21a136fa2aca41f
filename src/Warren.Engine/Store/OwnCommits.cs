using System.Data.Common;
using System.Diagnostics;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Warren.Engine.Store;

/// <summary>Counts what this process commits, once it is committed. A save and a statement inside a transaction count too, and once more with it: nobody is told too little.</summary>
internal sealed class OwnCommits : DbCommandInterceptor, IDbTransactionInterceptor, ISaveChangesInterceptor
{
    private long count;
    private long lastAt = Stopwatch.GetTimestamp();

    public long Count => Volatile.Read(ref count);

    /// <summary>When the last one was, by the <see cref="Stopwatch"/>; before the first, when the counting began.</summary>
    public long LastAt => Volatile.Read(ref lastAt);

    public void TransactionCommitted(DbTransaction transaction, TransactionEndEventData eventData) => Add();

    public Task TransactionCommittedAsync(DbTransaction transaction, TransactionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        Add();
        return Task.CompletedTask;
    }

    public int SavedChanges(SaveChangesCompletedEventData eventData, int result)
    {
        Add();
        return result;
    }

    public ValueTask<int> SavedChangesAsync(SaveChangesCompletedEventData eventData, int result, CancellationToken cancellationToken = default) => new(SavedChanges(eventData, result));

    public override int NonQueryExecuted(DbCommand command, CommandExecutedEventData eventData, int result)
    {
        Add();
        return result;
    }

    public override ValueTask<int> NonQueryExecutedAsync(DbCommand command, CommandExecutedEventData eventData, int result, CancellationToken cancellationToken = default) =>
        new(NonQueryExecuted(command, eventData, result));

    private void Add()
    {
        Volatile.Write(ref lastAt, Stopwatch.GetTimestamp());
        Interlocked.Increment(ref count);
    }
}
