using Microsoft.Extensions.Options;
using Warren.Engine.Hosting;

namespace Warren.Engine.Store;

/// <summary>
/// A number that is another one after every commit, whoever made it. It costs some microseconds, where the smallest query costs hundreds: what was read while it was the same may be
/// remembered.
/// </summary>
public abstract class StoreVersion : IDisposable
{
    /// <summary>The number as it is after this call has begun; null: the store cannot tell now, and whoever asks it for more learns why.</summary>
    public abstract ValueTask<long?> ReadAsync();

    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    internal static StoreVersion Of(IOptions<StoreOptions> options, DataFolder data)
    {
        if (options.Value.Provider == StoreProvider.Sqlite)
        {
            return new SqliteVersion(data.Database);
        }

        options.Value.TryRead(out var connection);
        return new PostgresVersion(connection!);
    }

    protected abstract void Dispose(bool disposing);
}
