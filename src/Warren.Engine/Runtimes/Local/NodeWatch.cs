namespace Warren.Engine.Runtimes.Local;

/// <summary>
/// Notices the end of any node's process at once: one thread waits on a descriptor per process (pidfd). Nodes are not always our children,
/// since they outlive us, so waiting for a child would not do.
/// </summary>
internal sealed class NodeWatch : IDisposable
{
    private const short Readable = 0x1;

    /// <summary>How soon a new entry is seen by the waiting thread, ms.</summary>
    private const int RoundTime = 200;

    private readonly Lock gate = new();
    private readonly Dictionary<int, Entry> byPid = [];
    private Action<string> ended = _ => { };
    private volatile bool stopping;
    private Thread? thread;

    /// <summary>Begins to call back with the instance id whenever one of its processes has ended.</summary>
    public void Start(Action<string> whenEnded)
    {
        ended = whenEnded;
        thread = new Thread(Run) { IsBackground = true, Name = "node-watch" };
        thread.Start();
    }

    /// <summary>Watches a process; watching it twice is the same as once.</summary>
    public void Add(string instanceId, NodeHandle handle)
    {
        lock (gate)
        {
            if (thread is null || byPid.ContainsKey(handle.Pid))
            {
                return;
            }

            var descriptor = LibC.PidfdOpen(handle.Pid);
            if (descriptor < 0)
            {
                ended(instanceId); // it ended before we could look
                return;
            }

            byPid[handle.Pid] = new Entry(instanceId, descriptor);
        }
    }

    /// <summary>Its end is wanted: no call back.</summary>
    public void Forget(NodeHandle handle) => Remove(handle.Pid);

    public void Dispose()
    {
        stopping = true;
        thread?.Join();
    }

    private void Run()
    {
        while (!stopping)
        {
            (int Pid, Entry Entry)[] watched;
            lock (gate)
            {
                watched = [.. byPid.Select(p => (p.Key, p.Value))];
            }

            var entries = Array.ConvertAll(watched, w => new LibC.PollEntry { Descriptor = w.Entry.Descriptor, Events = Readable });
            if (LibC.Poll(entries, (ulong)entries.Length, RoundTime) <= 0)
            {
                continue;
            }

            for (var i = 0; i < entries.Length; i++)
            {
                if (entries[i].ReturnedEvents != 0)
                {
                    if (Remove(watched[i].Pid))
                    {
                        ended(watched[i].Entry.InstanceId);
                    }
                }
            }
        }

        lock (gate)
        {
            foreach (var entry in byPid.Values)
            {
                _ = LibC.Close(entry.Descriptor);
            }

            byPid.Clear();
        }
    }

    private bool Remove(int pid)
    {
        lock (gate)
        {
            if (!byPid.Remove(pid, out var entry))
            {
                return false;
            }

            _ = LibC.Close(entry.Descriptor);
            return true;
        }
    }

    private readonly record struct Entry(string InstanceId, int Descriptor);
}
