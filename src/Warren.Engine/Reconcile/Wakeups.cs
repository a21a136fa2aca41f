using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;

namespace Warren.Engine.Reconcile;

/// <summary>
/// Tells the loop that an instance wants attention now. A lost wake-up costs time and nothing else: the loop's own sweep finds the row.
/// </summary>
[SuppressMessage("Design", "CA1001", Justification = "No wait handle is taken, so nothing is to be freed; and the runtime may call until the process ends.")]
public sealed class Wakeups
{
    private readonly ConcurrentDictionary<string, bool> hints = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, TaskCompletionSource> waiting = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim signal = new(0);

    public void Wake(string instanceId)
    {
        hints[instanceId] = true;
        if (waiting.TryGetValue(instanceId, out var pause))
        {
            pause.TrySetResult();
        }

        signal.Release();
    }

    /// <summary>Lets the loop look again, for no instance in particular.</summary>
    public void Nudge() => signal.Release();

    /// <summary>Waits for the next wake-up, or for this long.</summary>
    public async Task WaitAsync(TimeSpan atMost, CancellationToken ct)
    {
        await signal.WaitAsync(atMost, ct);
        while (signal.CurrentCount > 0 && await signal.WaitAsync(TimeSpan.Zero, ct))
        {
            // one look serves all that came together
        }
    }

    /// <summary>The instances woken since the last call.</summary>
    public IReadOnlyList<string> TakeHints()
    {
        var taken = hints.Keys.ToList();
        foreach (var id in taken)
        {
            hints.TryRemove(id, out _);
        }

        return taken;
    }

    /// <summary>Whether this instance was woken and nobody has looked since.</summary>
    public bool TakeHint(string instanceId) => hints.TryRemove(instanceId, out _);

    /// <summary>Whether this instance was woken and nobody has looked since; the hint stays.</summary>
    public bool HasHint(string instanceId) => hints.ContainsKey(instanceId);

    /// <summary>Puts back a hint that could not be followed now.</summary>
    public void PutBack(string instanceId) => hints[instanceId] = true;

    /// <summary>A pause between two passes over an instance; a wake-up of that instance ends it early.</summary>
    public async Task PauseAsync(string instanceId, TimeSpan time, TimeProvider clock, CancellationToken ct)
    {
        var pause = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        waiting[instanceId] = pause;
        try
        {
            if (!hints.ContainsKey(instanceId))
            {
                await pause.Task.WaitAsync(time, clock, ct);
            }
        }
        catch (TimeoutException)
        {
            // the whole pause
        }
        finally
        {
            waiting.TryRemove(instanceId, out _);
        }
    }
}
