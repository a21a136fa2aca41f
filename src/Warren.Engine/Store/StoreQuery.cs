using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;

namespace Warren.Engine.Store;

/// <summary>Queries that every call makes, compiled once for each database: a compiled query belongs to the first model that it meets.</summary>
internal static class StoreQuery
{
    public static Func<StoreContext, T1, T2, CancellationToken, Task<TResult>> Compile<T1, T2, TResult>(Expression<Func<StoreContext, T1, T2, CancellationToken, TResult>> query)
    {
        var (sqlite, postgres) = (EF.CompileAsyncQuery(query), EF.CompileAsyncQuery(query));
        return (store, first, second, ct) => (store is PostgresStoreContext ? postgres : sqlite)(store, first, second, ct);
    }

    public static Func<StoreContext, T1, T2, T3, CancellationToken, Task<TResult>> Compile<T1, T2, T3, TResult>(
        Expression<Func<StoreContext, T1, T2, T3, CancellationToken, TResult>> query)
    {
        var (sqlite, postgres) = (EF.CompileAsyncQuery(query), EF.CompileAsyncQuery(query));
        return (store, first, second, third, ct) => (store is PostgresStoreContext ? postgres : sqlite)(store, first, second, third, ct);
    }
}
