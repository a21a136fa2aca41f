using Warren.Kubernetes.Http;
using Warren.Kubernetes.Objects;

namespace Warren.Kubernetes.Controllers;

/// <summary>A loop that looks at everything again whenever anything has changed, until there is nothing left to do.</summary>
public abstract class Controller(Cluster cluster) : IAsyncDisposable
{
    private readonly CancellationTokenSource stop = new();
    private TaskCompletionSource woken = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Task? loop;

    protected Cluster Cluster => cluster;

    protected CancellationToken Stopping => stop.Token;

    /// <summary>What went wrong last, or null; a test that waits for what never comes can show it.</summary>
    public Exception? LastError { get; private set; }

    public void Start() => loop ??= Task.Run(RunAsync);

    /// <summary>Looks at everything again although nothing has changed, since something that is not an object has.</summary>
    public void Wake() => woken.TrySetResult();

    /// <summary>Ends the loop; what it did stays.</summary>
    public virtual async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        if (loop is not null)
        {
            await loop;
        }

        stop.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>One look at everything. Called again after each change, also after its own.</summary>
    protected abstract Task SyncAsync(CancellationToken ct);

    private async Task RunAsync()
    {
        try
        {
            while (true)
            {
                var seen = cluster.Store.Version;
                if (woken.Task.IsCompleted)
                {
                    woken = new(TaskCreationOptions.RunContinuationsAsynchronously);
                }

                try
                {
                    await SyncAsync(stop.Token);
                }
                catch (ApiException e)
                {
                    LastError = e; // somebody else was quicker: the next look sees it
                }

                await (await Task.WhenAny(cluster.Store.ChangedAsync(seen, stop.Token), woken.Task));
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // told to stop
        }
        catch (Exception e)
        {
            LastError = e;
            throw;
        }
    }
}
