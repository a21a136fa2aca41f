namespace Warren.Engine.Reconcile;

/// <summary>
/// How nodes that do not stay up are started again: at once, then after growing pauses, and after so many starts in a row without serving not at all for a
/// while. Each node for itself, so that one that is broken does not keep others down. In memory: a restart of Warren begins anew.
/// </summary>
internal sealed class RetryState
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(1);

    private readonly Dictionary<int, (int Starts, DateTimeOffset Last)> nodes = [];
    private long generation;

    /// <summary>A new order is a new beginning.</summary>
    public void Begin(long ofGeneration)
    {
        if (generation != ofGeneration)
        {
            generation = ofGeneration;
            nodes.Clear();
        }
    }

    /// <summary>The time to wait before the next start of a node; zero when it may start now.</summary>
    public TimeSpan PauseBefore(int node, DateTimeOffset now, ReconcileOptions options)
    {
        if (!nodes.TryGetValue(node, out var so))
        {
            return TimeSpan.Zero;
        }

        var pause = so.Starts >= options.StartAttempts
            ? options.RestAfterAttempts
            : TimeSpan.FromTicks(Math.Min(options.LongestBackoff.Ticks, FirstPause.Ticks << Math.Min(so.Starts - 1, 20)));
        var left = so.Last + pause - now;
        return left > TimeSpan.Zero ? left : TimeSpan.Zero;
    }

    /// <summary>Whether a node has used up its attempts and rests.</summary>
    public bool Rests(int node, DateTimeOffset now, ReconcileOptions options) =>
        nodes.TryGetValue(node, out var so) && so.Starts >= options.StartAttempts && PauseBefore(node, now, options) > TimeSpan.Zero;

    /// <summary>A node was started, or a start was tried.</summary>
    public void Started(int node, DateTimeOffset now, ReconcileOptions options)
    {
        var starts = nodes.GetValueOrDefault(node).Starts;
        nodes[node] = (starts >= options.StartAttempts ? 1 : starts + 1, now);
    }

    /// <summary>All nodes serve: the next failure starts from the beginning.</summary>
    public void Succeeded() => nodes.Clear();
}
