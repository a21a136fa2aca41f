using System.Globalization;
using System.Reflection;
using Microsoft.AspNetCore.DataProtection.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Warren.Engine.Store;

/// <summary>Copies every row of one store into an empty one of the same schema, in one transaction, and counts them in both.</summary>
public sealed class StoreMove(StoreContext source, StoreContext target)
{
    private const int Batch = 1000;

    private static readonly MethodInfo Copy = typeof(StoreMove).GetMethod(nameof(CopyAsync), BindingFlags.Instance | BindingFlags.NonPublic)!;

    /// <summary>A store as it is described, the data folder's own SQLite file; it has to be there.</summary>
    public static StoreContext OpenSqlite(string file) => new((DbContextOptions<StoreContext>)StoreSetup.Sqlite(file).Options);

    /// <param name="also">Adds what the source does not hold, before the target is closed.</param>
    /// <param name="ct">Gives up; nothing was copied then.</param>
    /// <returns>The rows copied, by table.</returns>
    /// <exception cref="InvalidOperationException">The target has rows, or has another count of a table than the source; then nothing was copied.</exception>
    public async Task<IReadOnlyDictionary<string, long>> RunAsync(Action also, CancellationToken ct)
    {
        await source.MigrateAsync(ct);
        await target.MigrateAsync(ct);
        target.ChangeTracker.AutoDetectChangesEnabled = false;
        var copied = new SortedDictionary<string, long>(StringComparer.Ordinal);
        await using var reading = await source.Database.BeginTransactionAsync(ct);
        await using var writing = await target.Database.BeginTransactionAsync(ct);
        foreach (var type in Ordered(source.Model))
        {
            copied[type.GetTableName()!] = await (Task<long>)Copy.MakeGenericMethod(type.ClrType).Invoke(this, [type.GetTableName(), ct])!;
        }

        await ContinueNumbersAsync(ct);
        also();
        await target.SaveChangesAsync(ct);
        await writing.CommitAsync(ct);
        return copied;
    }

    /// <summary>Tables that others refer to come first.</summary>
    private static List<IEntityType> Ordered(IModel model)
    {
        var ordered = new List<IEntityType>();
        void Add(IEntityType type)
        {
            if (!ordered.Contains(type))
            {
                foreach (var key in type.GetForeignKeys().Where(k => k.PrincipalEntityType != type))
                {
                    Add(key.PrincipalEntityType);
                }

                ordered.Add(type);
            }
        }

        foreach (var type in model.GetEntityTypes())
        {
            Add(type);
        }

        return ordered;
    }

    private async Task<long> CopyAsync<T>(string table, CancellationToken ct)
        where T : class
    {
        if (await target.Set<T>().AnyAsync(ct))
        {
            throw new InvalidOperationException($"The target is not empty: its table {table} has rows. Nothing was copied.");
        }

        await foreach (var rows in source.Set<T>().IgnoreAutoIncludes().AsNoTracking().AsAsyncEnumerable().Chunk(Batch).WithCancellation(ct))
        {
            target.AddRange(rows);
            await target.SaveChangesAsync(ct);
            target.ChangeTracker.Clear();
        }

        var (there, here) = (await source.Set<T>().LongCountAsync(ct), await target.Set<T>().LongCountAsync(ct));
        return there == here
            ? here
            : throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture, $"Of the {there} rows of {table}, {here} arrived. Nothing was copied."));
    }

    /// <summary>PostgreSQL numbers new rows from a sequence, which rows that bring their number do not move.</summary>
    private async Task ContinueNumbersAsync(CancellationToken ct)
    {
        if (target.Database.IsNpgsql())
        {
            var next = (await target.Set<DataProtectionKey>().MaxAsync(k => (int?)k.Id, ct) ?? 0) + 1;
            await target.Database.ExecuteSqlAsync($"SELECT setval(pg_get_serial_sequence('\"DataProtectionKeys\"', 'Id'), {next}, false)", ct);
        }
    }
}
