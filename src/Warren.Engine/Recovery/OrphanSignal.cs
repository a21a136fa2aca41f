namespace Warren.Engine.Recovery;

/// <summary>Lets this copy look for orphans now; another copy looks at its next resync.</summary>
public sealed class OrphanSignal
{
    private TaskCompletionSource asked = New();

    public void Ask() => Volatile.Read(ref asked).TrySetResult();

    /// <summary>Waits until somebody asks, or for this long.</summary>
    internal async Task WaitAsync(TimeSpan atMost, TimeProvider clock, CancellationToken ct)
    {
        try
        {
            await asked.Task.WaitAsync(atMost, clock, ct);
            Volatile.Write(ref asked, New());
        }
        catch (TimeoutException)
        {
            // the usual time
        }
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
