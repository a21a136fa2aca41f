using System.Collections.Concurrent;

namespace Warren.Engine.Store;

/// <summary>
/// What was read from the store, for as long as nothing is committed there, and for a second at most, since some of it also depends on the time. A revocation, a deletion
/// and every other change so counts from the next call on, also one that another process made. While the store cannot tell its version nothing is remembered.
/// </summary>
/// <param name="clock">The time.</param>
/// <param name="most">How much is kept, in the unit of the weights.</param>
public sealed class StoreMemory<T>(TimeProvider clock, long most)
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(1);

    private Page page = new(long.MinValue);

    /// <summary>What is kept for this version of the store.</summary>
    /// <param name="key">Says all that the value depends on, the store and the time aside.</param>
    /// <param name="seen">The version, read just now; null: nothing is remembered.</param>
    /// <param name="value">What was kept.</param>
    public bool TryGet(string key, long? seen, out T value)
    {
        value = default!;
        var known = page;
        if (seen != known.Version || !known.Entries.TryGetValue(key, out var entry)
            || clock.GetElapsedTime(entry.ReadAt) > Longest || clock.GetUtcNow() - entry.ReadOn > Longest)
        {
            return false;
        }

        value = entry.Value;
        return true;
    }

    /// <param name="key">As it will be asked for.</param>
    /// <param name="seen">The version, read before the value: what is committed meanwhile makes the next call read again. Null: nothing is kept.</param>
    /// <param name="value">What was read.</param>
    /// <param name="weight">What it takes of what may be kept.</param>
    public void Keep(string key, long? seen, T value, long weight)
    {
        var current = page;
        if (seen is not { } version || version < current.Version)
        {
            return; // somebody has seen a newer store
        }

        var entry = new Entry(clock.GetTimestamp(), clock.GetUtcNow(), value);
        if (version == current.Version && current.Entries.TryGetValue(key, out var before))
        {
            current.Entries.TryUpdate(key, entry, before); // as heavy as the one that grew too old
            return;
        }

        if (version > current.Version || Interlocked.Add(ref current.Weight, weight) > most)
        {
            page = current = new Page(version) { Weight = weight };
        }

        current.Entries[key] = entry;
    }

    /// <summary>What was read at one version of the store.</summary>
    private sealed class Page(long version)
    {
        public long Weight;

        public long Version => version;

        public ConcurrentDictionary<string, Entry> Entries { get; } = new(StringComparer.Ordinal);
    }

    /// <param name="ReadAt">By the clock that only goes forward.</param>
    /// <param name="ReadOn">By the clock that is set.</param>
    /// <param name="Value">What was read.</param>
    private sealed record Entry(long ReadAt, DateTimeOffset ReadOn, T Value);
}
