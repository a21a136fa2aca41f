using System.Globalization;
using System.Text.Json.Nodes;

namespace Warren.Kubernetes.Objects;

/// <summary>
/// All objects, with one resource version that counts up and the changes that made them, as etcd and the watch cache hold them. What it gives out is never
/// changed by it and must not be changed by who gets it. Every call that reads or writes more than once holds <see cref="Gate"/>.
/// </summary>
public sealed class ObjectStore
{
    /// <summary>A cluster has lived for a while when one meets it.</summary>
    private const long FirstVersion = 1000;

    /// <summary>So many changes can be watched again; older ones have expired.</summary>
    private const int MostChanges = 20_000;

    private readonly SortedDictionary<ObjectKey, JsonObject> objects = [];
    private readonly List<Change> log = [];
    private TaskCompletionSource changed = NewSignal();

    public Lock Gate { get; } = new();

    /// <summary>Resource version of the last write.</summary>
    public long Version { get; private set; } = FirstVersion;

    /// <summary>Changes after this version are still known.</summary>
    public long Oldest { get; private set; } = FirstVersion;

    public JsonObject? Find(ObjectKey key)
    {
        lock (Gate)
        {
            return objects.GetValueOrDefault(key);
        }
    }

    /// <summary>In the order of their keys.</summary>
    public IReadOnlyList<KeyValuePair<ObjectKey, JsonObject>> List(string type, string? ns = null)
    {
        lock (Gate)
        {
            return [.. objects.Where(o => o.Key.Type == type && (ns is null || o.Key.Namespace == ns))];
        }
    }

    /// <summary>As <see cref="List"/> would have answered then; null where that has expired.</summary>
    public IReadOnlyList<KeyValuePair<ObjectKey, JsonObject>>? ListAt(string type, string? ns, long version)
    {
        lock (Gate)
        {
            if (version < Oldest)
            {
                return null;
            }

            var then = new SortedDictionary<ObjectKey, JsonObject>(List(type, ns).ToDictionary());
            foreach (var change in log.AsEnumerable().Reverse().TakeWhile(c => c.Version > version).Where(c => c.Key.Type == type && (ns is null || c.Key.Namespace == ns)))
            {
                if (change.Before is null)
                {
                    then.Remove(change.Key);
                }
                else
                {
                    then[change.Key] = change.Before;
                }
            }

            return [.. then];
        }
    }

    public IReadOnlyList<ObjectKey> Keys(Func<ObjectKey, bool> wanted)
    {
        lock (Gate)
        {
            return [.. objects.Keys.Where(wanted)];
        }
    }

    /// <summary>Writes the object, whose resource version it sets.</summary>
    public JsonObject Put(ObjectKey key, JsonObject value)
    {
        lock (Gate)
        {
            value.Meta()["resourceVersion"] = (++Version).ToString(CultureInfo.InvariantCulture);
            Record(new Change(Version, key, objects.GetValueOrDefault(key), value));
            objects[key] = value;
            return value;
        }
    }

    /// <summary>Removes the object.</summary>
    /// <returns>It as it was, with the version of its removal.</returns>
    public JsonObject Remove(ObjectKey key)
    {
        lock (Gate)
        {
            var last = objects[key].Copy();
            last.Meta()["resourceVersion"] = (++Version).ToString(CultureInfo.InvariantCulture);
            objects.Remove(key);
            Record(new Change(Version, key, last, null));
            return last;
        }
    }

    /// <summary>Forgets the changes so far, as an API server does that starts anew.</summary>
    public void Expire()
    {
        lock (Gate)
        {
            log.Clear();
            Oldest = Version;
        }
    }

    /// <summary>Changes after a version.</summary>
    /// <exception cref="ExpiredException">That version has expired.</exception>
    public IReadOnlyList<Change> Changes(long after)
    {
        lock (Gate)
        {
            return after >= Oldest ? [.. log.AsEnumerable().Reverse().TakeWhile(c => c.Version > after).Reverse()] : throw new ExpiredException(after, Oldest);
        }
    }

    /// <summary>Returns once there is a later version than this one.</summary>
    public async Task ChangedAsync(long version, CancellationToken ct)
    {
        Task more;
        lock (Gate)
        {
            more = Version > version ? Task.CompletedTask : changed.Task;
        }

        await more.WaitAsync(ct);
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private void Record(Change change)
    {
        log.Add(change);
        if (log.Count > MostChanges)
        {
            Oldest = log[MostChanges / 2].Version;
            log.RemoveRange(0, (MostChanges / 2) + 1);
        }

        changed.SetResult();
        changed = NewSignal();
    }
}
