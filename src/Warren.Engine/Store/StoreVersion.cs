using Microsoft.Extensions.Options;
using Warren.Engine.Hosting;

namespace Warren.Engine.Store;

/// <summary>
/// A number that is another one after every commit, whoever made it. It costs some microseconds, where the smallest query costs hundreds: what was read while it was the same may be
/// remembered.
/// </summary>
public abstract class StoreVersion : IDisposable
{
    /// <summary>
    /// The number as it is after this call has begun; what other processes have committed counts some milliseconds later where asking takes longer than that is worth. Null: the store
    /// cannot tell now, and whoever asks it for more learns why.
    /// </summary>
    public abstract ValueTask<long?> ReadAsync();

    /// <summary>Ends when every process that reads the number is told of what this one has committed.</summary>
    public virtual Task SettledAsync() => Task.CompletedTask;

    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    internal static StoreVersion Of(IOptions<StoreOptions> options, DataFolder data, OwnCommits commits)
    {
        if (options.Value.Provider == StoreProvider.Sqlite)
        {
            return new SqliteVersion(data.Database);
        }

        options.Value.TryRead(out var connection);
        return new PostgresVersion(connection!, commits);
    }

    protected abstract void Dispose(bool disposing);
}
