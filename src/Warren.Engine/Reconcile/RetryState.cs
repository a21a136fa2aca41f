namespace Warren.Engine.Reconcile;

/// <summary>How a broker that does not stay up is started again: at once, then after growing pauses. In memory: a restart of Warren tries at once.</summary>
internal sealed class RetryState
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(1);

    private int starts;
    private DateTimeOffset lastStart;

    /// <summary>The time to wait before the next start, or null when it may happen now (and is then counted).</summary>
    public TimeSpan? PauseBefore(DateTimeOffset now, TimeSpan longest)
    {
        if (starts > 0)
        {
            var pause = TimeSpan.FromTicks(Math.Min(longest.Ticks, FirstPause.Ticks << Math.Min(starts - 1, 20)));
            var left = lastStart + pause - now;
            if (left > TimeSpan.Zero)
            {
                return left;
            }
        }

        starts++;
        lastStart = now;
        return null;
    }

    /// <summary>The broker served: the next failure starts from the beginning.</summary>
    public void Succeeded() => starts = 0;
}
