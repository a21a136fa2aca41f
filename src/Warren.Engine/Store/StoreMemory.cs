using System.Collections.Concurrent;

namespace Warren.Engine.Store;

/// <summary>
/// What was read from the store, for as long as nothing is committed there, and for a second at most, since some of it also depends on the time. A revocation, a deletion
/// and every other change so counts from the next call on, also one that another process made. With a store that cannot tell its version nothing is remembered.
/// </summary>
/// <param name="version">Of the store.</param>
/// <param name="clock">The time.</param>
/// <param name="most">How much is kept, in the unit of the weights.</param>
public sealed class StoreMemory<T>(StoreVersion version, TimeProvider clock, long most)
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<string, Entry> entries = new(StringComparer.Ordinal);
    private long weight;

    /// <summary>What is remembered, or what is read now.</summary>
    public async ValueTask<T> GetAsync(string key, Func<Task<T>> read)
    {
        var seen = version.Read(); // before it is read: what is committed meanwhile makes the next call read again
        if (TryGet(key, seen, out var known))
        {
            return known;
        }

        var value = await read();
        Keep(key, seen, value, weight: 1);
        return value;
    }

    /// <summary>The same in two steps: what is kept for this version of the store.</summary>
    /// <param name="key">Says all that the value depends on, the store and the time aside.</param>
    /// <param name="seen">The version, read just now.</param>
    /// <param name="value">What was kept.</param>
    public bool TryGet(string key, long? seen, out T value)
    {
        value = default!;
        if (seen is null || !entries.TryGetValue(key, out var entry))
        {
            return false;
        }

        if (entry.Version != seen || clock.GetElapsedTime(entry.ReadAt) > Longest || clock.GetUtcNow() - entry.ReadOn > Longest)
        {
            Forget(); // what is older than this is no better
            return false;
        }

        value = entry.Value;
        return true;
    }

    /// <param name="key">As it will be asked for.</param>
    /// <param name="seen">The version before the value was read; null: it is not kept.</param>
    /// <param name="value">What was read.</param>
    /// <param name="weight">What it takes of what may be kept.</param>
    public void Keep(string key, long? seen, T value, long weight)
    {
        if (seen is not { } now)
        {
            return;
        }

        if (Interlocked.Add(ref this.weight, weight) > most)
        {
            Forget();
        }

        entries[key] = new Entry(now, clock.GetTimestamp(), clock.GetUtcNow(), value);
    }

    private void Forget()
    {
        entries.Clear();
        Interlocked.Exchange(ref weight, 0);
    }

    /// <param name="Version">Of the store, before the value was read.</param>
    /// <param name="ReadAt">By the clock that only goes forward.</param>
    /// <param name="ReadOn">By the clock that is set.</param>
    /// <param name="Value">What was read.</param>
    private sealed record Entry(long Version, long ReadAt, DateTimeOffset ReadOn, T Value);
}
