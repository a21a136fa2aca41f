using System.Text.Json.Nodes;
using Warren.Kubernetes.Http;
using Warren.Kubernetes.Objects;
using Warren.Kubernetes.Schemas;

namespace Warren.Kubernetes.Patches;

/// <summary>Server-side apply: what one manager wants, merged into what is there, without taking a field from another manager unless forced.</summary>
internal static class ServerSideApply
{
    /// <summary>What there will be, with managedFields.</summary>
    /// <param name="type">Kind of the object.</param>
    /// <param name="live">What is there; null where the object is new.</param>
    /// <param name="wanted">All that the manager wants to own.</param>
    /// <param name="manager">Its name.</param>
    /// <param name="subresource">status, or empty.</param>
    /// <param name="force">Takes fields of others.</param>
    /// <param name="time">When it happens.</param>
    public static JsonObject Merge(ResourceType type, JsonObject? live, JsonObject wanted, string manager, string subresource, bool force, string time)
    {
        var managers = ManagedFields.Read(live);
        var paths = FieldPaths.Of(wanted, type, subresource);
        var mine = paths.Keys.ToHashSet(StringComparer.Ordinal);
        var before = live is null ? [] : FieldPaths.Of(live, type, subresource);
        RefuseConflicts(managers, paths, before, manager, subresource, force);

        var merged = MergeObject(live?.Copy() ?? [], Own(wanted, type, subresource), type.Schema);
        var owned = managers.FirstOrDefault(m => m.Is(manager, "Apply", subresource))?.Paths ?? [];
        ManagedFields.Give(managers, manager, "Apply", subresource, type.ApiVersion, time, mine, andKeep: false);
        var kept = managers.SelectMany(m => m.Paths).ToHashSet(StringComparer.Ordinal);
        foreach (var dropped in owned.Where(p => !mine.Contains(p) && !kept.Any(k => k == p || k.StartsWith(p + FieldPaths.Separator, StringComparison.Ordinal))))
        {
            Remove(merged, dropped.Split(FieldPaths.Separator), type.Schema);
        }

        ManagedFields.Write(merged, managers);
        return merged;
    }

    /// <summary>What this call may write: never the fields that nobody owns, and the status only through its own path.</summary>
    private static JsonObject Own(JsonObject wanted, ResourceType type, string subresource)
    {
        var own = wanted.Copy();
        if (subresource == "status")
        {
            return new JsonObject { ["status"] = own["status"]?.DeepClone() };
        }

        if (type.HasStatus)
        {
            own.Remove("status");
        }

        foreach (var name in (string[])["managedFields", "resourceVersion", "uid", "generation", "creationTimestamp"])
        {
            own.Meta().Remove(name);
        }

        return own;
    }

    private static void RefuseConflicts(
        List<FieldManager> managers, Dictionary<string, JsonNode?> wanted, Dictionary<string, JsonNode?> before, string manager, string subresource, bool force)
    {
        var changed = wanted.Where(p => before.TryGetValue(p.Key, out var was) && !JsonNode.DeepEquals(was, p.Value)).Select(p => p.Key).ToArray();
        var taken = managers.Where(m => !m.Is(manager, "Apply", subresource)).Select(m => (Manager: m, Paths: changed.Where(m.Paths.Contains).ToArray())).Where(m => m.Paths.Length > 0).ToArray();
        if (!force && taken.Length > 0)
        {
            throw Refusal(taken);
        }

        foreach (var (other, paths) in taken)
        {
            other.Paths.ExceptWith(paths);
        }
    }

    private static ApiException Refusal((FieldManager Manager, string[] Paths)[] taken)
    {
        static string With(FieldManager m) =>
            $"\"{m.Name}\"{(m.Subresource.Length > 0 ? $" with subresource \"{m.Subresource}\"" : "")} using {m.ApiVersion}{(m.Operation == "Update" && m.Time.Length > 0 ? $" at {m.Time}" : "")}";
        var count = taken.Sum(t => t.Paths.Length);
        var text = count == 1
            ? $"Apply failed with 1 conflict: conflict with {With(taken[0].Manager)}: {FieldPaths.Show(taken[0].Paths[0])}"
            : $"Apply failed with {count} conflicts: " + string.Join('\n', taken.Select(t => $"conflicts with {With(t.Manager)}:\n{string.Join('\n', t.Paths.Select(p => $"- {FieldPaths.Show(p)}"))}"));
        return new ApiException(409, "Conflict", text, new JsonObject
        {
            ["causes"] = taken.SelectMany(t => t.Paths.Select(p => new JsonObject
            {
                ["reason"] = "FieldManagerConflict",
                ["message"] = $"conflict with {With(t.Manager)}",
                ["field"] = FieldPaths.Show(p),
            })).ToJson(),
        });
    }

    private static JsonObject MergeObject(JsonObject target, JsonObject wanted, Schema? schema)
    {
        foreach (var (name, value) in wanted)
        {
            target[name] = MergeValue(target[name], value, schema?.Field(name));
        }

        return target;
    }

    private static JsonNode? MergeValue(JsonNode? target, JsonNode? wanted, Schema? schema)
    {
        switch (wanted)
        {
            case JsonObject found:
                return MergeObject(target is JsonObject old ? old.Copy() : [], found, schema);
            case JsonArray list when schema is { ListKeys.Count: > 0 } && target is JsonArray there:
                var items = there.OfType<JsonObject>().Select(i => i.Copy()).ToList();
                foreach (var item in list.OfType<JsonObject>())
                {
                    var key = FieldPaths.KeyStep(item, schema.ListKeys);
                    var at = items.FindIndex(i => FieldPaths.KeyStep(i, schema.ListKeys) == key);
                    if (at < 0)
                    {
                        items.Add(item.Copy());
                    }
                    else
                    {
                        items[at] = MergeObject(items[at], item, schema.Items);
                    }
                }

                return items.ToJson();
            case JsonArray list when schema is { IsSet: true } && target is JsonArray members:
                return members.Concat(list.Where(i => !members.Any(t => JsonNode.DeepEquals(t, i)))).ToJson();
            default:
                return wanted?.DeepClone();
        }
    }

    private static void Remove(JsonNode at, string[] path, Schema? schema)
    {
        switch (at)
        {
            case JsonObject found when path[0].StartsWith("f:", StringComparison.Ordinal):
                var name = path[0][2..];
                if (path.Length == 1)
                {
                    found.Remove(name);
                }
                else if (found[name] is { } inner)
                {
                    Remove(inner, path[1..], schema?.Field(name));
                    if (inner is JsonObject { Count: 0 } or JsonArray { Count: 0 })
                    {
                        found.Remove(name);
                    }
                }

                break;
            case JsonArray list when schema is not null:
                var item = list.FirstOrDefault(i => (path[0][0] == 'k' ? FieldPaths.KeyStep((JsonObject)i!, schema.ListKeys) : FieldPaths.ValueStep(i)) == path[0]);
                if (item is not null && path.Length > 1)
                {
                    Remove(item, path[1..], schema.Items);
                }
                else if (item is not null)
                {
                    list.Remove(item);
                }

                break;
            default:
                break;
        }
    }
}
