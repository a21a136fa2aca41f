using Microsoft.Extensions.Logging;

namespace Warren.Engine.Runtimes.Kubernetes.Api;

/// <summary>
/// Says which instances something happens to. It lists, watches from there, goes on where a watch was cut, and lists again when the server does not know that
/// version any more. It is a hint and no more: whoever acts looks for himself, and looks without a hint now and then too.
/// </summary>
internal sealed class ObjectWatch(ClusterApi api, ResourceKind kind, string? inNamespace, string selector, Action<string> changed, ILogger logger, TimeProvider clock)
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(10);

    /// <summary>Version by uid, so that a new list tells what the watch has missed.</summary>
    private readonly Dictionary<string, (string InstanceId, string Version)> known = new(StringComparer.Ordinal);

    public async Task RunAsync(CancellationToken ct)
    {
        var pause = FirstPause;
        string? version = null;
        while (!ct.IsCancellationRequested)
        {
            try
            {
                version ??= await ListAsync(ct);
                await foreach (var happened in api.WatchAsync(kind, inNamespace, selector, version, ct))
                {
                    version = happened.About.Text("metadata", "resourceVersion") ?? version;
                    pause = FirstPause;
                    Take(happened);
                }
            }
            catch (KubeRefusal e)
            {
                // Whatever the server does not like about a watch, a list is the way out of it. No answer at all says nothing about the version.
                version = e.Status == 0 ? version : null;
                Log.WatchEnded(logger, kind.Plural, e.Message);
            }
            catch (OperationCanceledException)
            {
                // silent for too long, or Warren stops
            }
            catch (Exception e)
            {
                version = null;
                Log.WatchEnded(logger, kind.Plural, e.Message);
            }

            await Task.Delay(pause, clock, ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            pause = TimeSpan.FromTicks(Math.Min(pause.Ticks * 2, LongestPause.Ticks));
        }
    }

    private async Task<string> ListAsync(CancellationToken ct)
    {
        var list = await api.ListAsync(kind, inNamespace, selector, ct);
        var now = list.Items.Where(i => i.Uid is not null && ObjectNames.InstanceOf(i.Name) is not null)
            .ToDictionary(i => i.Uid!, i => (ObjectNames.InstanceOf(i.Name)!, i.Text("metadata", "resourceVersion") ?? ""), StringComparer.Ordinal);
        foreach (var instanceId in now.Except(known).Concat(known.Where(k => !now.ContainsKey(k.Key))).Select(k => k.Value.Item1).Distinct(StringComparer.Ordinal).ToList())
        {
            changed(instanceId);
        }

        known.Clear();
        foreach (var (uid, at) in now)
        {
            known[uid] = at;
        }

        return list.Version;
    }

    private void Take(KubeEvent happened)
    {
        if (happened.Type == "BOOKMARK" || happened.About.Uid is not { } uid || ObjectNames.InstanceOf(happened.About.Name) is not { } instanceId)
        {
            return;
        }

        if (happened.Type == "DELETED")
        {
            known.Remove(uid);
        }
        else
        {
            known[uid] = (instanceId, happened.About.Text("metadata", "resourceVersion") ?? "");
        }

        changed(instanceId);
    }
}
