using System.Text.Json.Nodes;
using Warren.Kubernetes.Objects;

namespace Warren.Kubernetes.Patches;

/// <summary>One entry of metadata.managedFields.</summary>
internal sealed record FieldManager(string Name, string Operation, string Subresource, string ApiVersion, string Time, HashSet<string> Paths)
{
    public bool Is(string name, string operation, string subresource) => Name == name && Operation == operation && Subresource == subresource;
}

/// <summary>Who owns which field: reads, writes and follows metadata.managedFields.</summary>
internal static class ManagedFields
{
    public static List<FieldManager> Read(JsonObject? value) => [.. value.Items("metadata", "managedFields").Select(m => new FieldManager(
        m.Text("manager") ?? "",
        m.Text("operation") ?? "Update",
        m.Text("subresource") ?? "",
        m.Text("apiVersion") ?? "",
        m.Text("time") ?? "",
        m["fieldsV1"] is JsonObject tree ? FieldPaths.FromTree(tree).ToHashSet(StringComparer.Ordinal) : new HashSet<string>(StringComparer.Ordinal)))];

    public static void Write(JsonObject value, IEnumerable<FieldManager> managers) => value.Meta()["managedFields"] = managers.Where(m => m.Paths.Count > 0).Select(m =>
    {
        var entry = new JsonObject
        {
            ["manager"] = m.Name,
            ["operation"] = m.Operation,
            ["apiVersion"] = m.ApiVersion,
            ["time"] = m.Time,
            ["fieldsType"] = "FieldsV1",
            ["fieldsV1"] = FieldPaths.ToTree(m.Paths),
        };
        if (m.Subresource.Length > 0)
        {
            entry["subresource"] = m.Subresource;
        }

        return entry;
    }).ToJson();

    /// <summary>Gives what an update changed to who made it.</summary>
    public static void Follow(ResourceType type, JsonObject? before, JsonObject after, string manager, string subresource, string time)
    {
        var managers = Read(before);
        var old = before is null ? [] : FieldPaths.Of(before, type, subresource);
        var now = FieldPaths.Of(after, type, subresource);
        var changed = now.Where(p => !old.TryGetValue(p.Key, out var was) || !JsonNode.DeepEquals(was, p.Value)).Select(p => p.Key).ToHashSet(StringComparer.Ordinal);
        var gone = old.Keys.Where(p => !now.ContainsKey(p)).ToHashSet(StringComparer.Ordinal);
        foreach (var other in managers.Where(m => m.Subresource == subresource))
        {
            other.Paths.ExceptWith(gone);
            if (!other.Is(manager, "Update", subresource))
            {
                other.Paths.ExceptWith(changed);
            }
        }

        if (changed.Count > 0)
        {
            Give(managers, manager, "Update", subresource, type.ApiVersion, time, changed, andKeep: true);
        }

        Write(after, managers);
    }

    public static void Give(List<FieldManager> managers, string name, string operation, string subresource, string apiVersion, string time, HashSet<string> paths, bool andKeep)
    {
        var at = managers.FindIndex(m => m.Is(name, operation, subresource));
        var all = at < 0 ? paths : andKeep ? [.. managers[at].Paths, .. paths] : paths;
        var entry = new FieldManager(name, operation, subresource, apiVersion, time, all);
        if (at < 0)
        {
            managers.Add(entry);
        }
        else
        {
            managers[at] = managers[at].Paths.SetEquals(all) ? entry with { Time = managers[at].Time } : entry;
        }
    }
}
