using System.Diagnostics;
using System.Net;
using Microsoft.Extensions.Logging;

namespace Warren.Engine.Runtimes.Local.FastStart;

/// <summary>
/// Decides how nodes boot. At the first start of Warren it prepares a folder for the installed release in the background, and nodes boot from there once it is
/// ready. On any doubt they boot RabbitMQ's own way, which takes longer and is otherwise the same.
/// </summary>
internal sealed class FastStarts : IAsyncDisposable
{
    private const UnixFileMode WritableByOthers = UnixFileMode.GroupWrite | UnixFileMode.OtherWrite;
    private const UnixFileMode FolderMode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute
        | UnixFileMode.GroupRead | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute;

    /// <summary>Tries of removing what a killed Warren left, 10 s in all.</summary>
    private const int DeleteTries = 100;

    /// <summary>How often to look whether another Warren has finished the folder that both want.</summary>
    private static readonly TimeSpan PollInterval = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan DeletePause = TimeSpan.FromMilliseconds(100);

    private readonly LocalOptions options;
    private readonly string root;
    private readonly ReleasePreparation preparation;
    private readonly NodeProcess processes;
    private readonly Func<IPAddress> freeAddress;
    private readonly ILogger logger;
    private readonly CancellationTokenSource stopping = new();
    private readonly Lock gate = new();
    private readonly TaskCompletionSource begun = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile Task work = Task.CompletedTask;
    private volatile State state = new(null, "", "nothing is prepared yet");

    /// <param name="options">The settings.</param>
    /// <param name="root">Where prepared folders are.</param>
    /// <param name="preparation">Makes them.</param>
    /// <param name="processes">Ends what a killed Warren left.</param>
    /// <param name="freeAddress">Finds an address for a trial node.</param>
    /// <param name="logger">For what happens in the background.</param>
    public FastStarts(LocalOptions options, string root, ReleasePreparation preparation, NodeProcess processes, Func<IPAddress> freeAddress, ILogger logger)
    {
        this.options = options;
        this.root = root;
        this.preparation = preparation;
        this.processes = processes;
        this.freeAddress = freeAddress;
        this.logger = logger;
    }

    /// <summary>Looks for a prepared folder, and makes one in the background when there is none.</summary>
    public void Begin()
    {
        if (!options.FastStart)
        {
            state = new State(null, "", "switched off (Local:FastStart)");
            begun.TrySetResult();
            return;
        }

        lock (gate)
        {
            // What is there already is used from the first start on, also by nodes that are started again with Warren.
            if (work.IsCompleted && !stopping.IsCancellationRequested && !TakePrepared())
            {
                work = Task.Run(PrepareAsync, CancellationToken.None);
            }
        }

        begun.TrySetResult();
    }

    /// <summary>How a node is to be booted now. Its files are written already.</summary>
    public NodeBoot BootFor(NodeFolder node)
    {
        var (release, key, why) = state;
        if (release is null)
        {
            return NodeBoot.Stock(why);
        }

        if (KeyOfInstalled() is var installed && installed != key)
        {
            Begin();
            return NodeBoot.Stock("the installed release has changed");
        }

        if (!release.IsWhole())
        {
            Begin();
            return NodeBoot.Stock($"{release.Folder} is damaged");
        }

        return File.ReadAllText(node.EnabledPluginsFile) != NodePlugins.FileOfAll ? NodeBoot.Stock("other plugins than prepared")
            : NodeBoot.LastFastOneFailed(node) ? NodeBoot.Stock("the last fast boot of the node did not come to serve")
            : NodeBoot.Fast(release);
    }

    /// <summary>Completes when it is decided how nodes boot from now on.</summary>
    public async Task DecidedAsync(CancellationToken ct)
    {
        await begun.Task.WaitAsync(ct);
        await work.WaitAsync(ct);
    }

    /// <summary>Ends what a killed Warren left of a preparation.</summary>
    public async Task EndLeftoversAsync(CancellationToken ct)
    {
        if (Directory.Exists(root) && TryLock() is { } held)
        {
            await using (held)
            {
                await RemoveUnfinishedAsync(ct);
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        await work;
        stopping.Dispose();
    }

    private bool TakePrepared()
    {
        if (KeyOfInstalled() is not { } key || Prepared(key) is not { } found)
        {
            return false;
        }

        state = new State(found, key, "");
        Log.FastStartReady(logger, found.Folder);
        return true;
    }

    private async Task PrepareAsync()
    {
        try
        {
            MakeRoot();
            var release = InstalledRelease.Find(options.ServerScript);
            while (!TakePrepared())
            {
                if (TryLock() is { } held)
                {
                    await using (held)
                    {
                        await MakeAsync(release, release.Key(NodePlugins.FileOfAll));
                    }
                }
                else
                {
                    await Task.Delay(PollInterval, stopping.Token); // another Warren makes it
                }
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // Warren ends
        }
        catch (Exception e)
        {
            state = new State(null, "", $"nothing could be prepared: {e.Message}");
            Log.FastStartFailed(logger, e.Message);
        }
    }

    private async Task MakeAsync(InstalledRelease release, string key)
    {
        var removed = await RemoveUnfinishedAsync(stopping.Token);
        if (Prepared(key) is not null)
        {
            return; // by another Warren, a moment ago
        }

        // Nodes may run from a damaged one, so it stays; and a helper of a killed Warren may still write to one that was removed.
        var folder = Names(key).First(path => !Directory.Exists(path) && !removed.Contains(path));
        Log.FastStartPreparing(logger, folder);
        var began = Stopwatch.GetTimestamp();
        try
        {
            await preparation.RunAsync(release, NodePlugins.OfAll, folder, freeAddress(), stopping.Token);
            _ = Prepared(key) ?? throw new FastStartException($"{folder} cannot be read");
            Log.FastStartPrepared(logger, folder, Stopwatch.GetElapsedTime(began).TotalSeconds);
        }
        finally
        {
            await RemoveUnfinishedAsync(CancellationToken.None);
        }
    }

    private PreparedRelease? Prepared(string key) =>
        OthersMayWrite() || !Directory.Exists(root) ? null
            : Directory.EnumerateDirectories(root, $"{key}*").Order(StringComparer.Ordinal).Select(PreparedRelease.Open).FirstOrDefault(p => p is not null);

    private bool OthersMayWrite() => Directory.Exists(root) && (File.GetUnixFileMode(root) & WritableByOthers) != UnixFileMode.None;

    private IEnumerable<string> Names(string key) => Enumerable.Range(1, int.MaxValue).Select(n => Path.Combine(root, n == 1 ? key : $"{key}.{n}"));

    private string? KeyOfInstalled()
    {
        try
        {
            return InstalledRelease.Find(options.ServerScript).Key(NodePlugins.FileOfAll);
        }
        catch (Exception e) when (e is FastStartException or IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private void MakeRoot()
    {
        if (!Directory.Exists(root))
        {
            Directory.CreateDirectory(root);
            File.SetUnixFileMode(root, FolderMode);
        }

        if (OthersMayWrite())
        {
            throw new FastStartException($"others than its owner may write to {root}");
        }
    }

    /// <summary>Held while something is made or removed in the folder; null when another Warren holds it.</summary>
    private FileStream? TryLock()
    {
        try
        {
            return new FileStream(Path.Combine(root, "lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException)
        {
            return null;
        }
    }

    private async Task<IReadOnlyList<string>> RemoveUnfinishedAsync(CancellationToken ct)
    {
        var unfinished = Directory.EnumerateDirectories(root).Where(f => !PreparedRelease.IsFinished(f)).ToList();
        foreach (var folder in unfinished)
        {
            await TrialNode.RemoveAsync(folder, processes, ct);
            await DeleteAsync(folder, ct);
        }

        return unfinished;
    }

    /// <summary>A helper that a killed Warren had started may write a last file meanwhile; it ends by itself in a moment.</summary>
    private static async Task DeleteAsync(string folder, CancellationToken ct)
    {
        for (var left = DeleteTries; ; left--)
        {
            try
            {
                Directory.Delete(folder, recursive: true);
                return;
            }
            catch (IOException) when (left > 0)
            {
                await Task.Delay(DeletePause, ct);
            }
        }
    }

    private sealed record State(PreparedRelease? Release, string Key, string Why);
}
