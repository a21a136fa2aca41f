using System.Text.Json.Nodes;
using Warren.Kubernetes.Objects;
using Warren.Kubernetes.Schemas;

namespace Warren.Kubernetes.Patches;

/// <summary>Strategic merge patch of built-in kinds: lists with a key are merged by it, <c>$patch: delete</c> and <c>$patch: replace</c> are understood, and $deleteFromPrimitiveList for sets.</summary>
public static class StrategicMerge
{
    /// <summary>Lists whose merge key for patches is other than what server-side apply tells their items apart by.</summary>
    private static string[] MergeKeys(string field, Schema schema) => field switch
    {
        "ports" => ["containerPort", "port"],
        "tolerations" => [],
        _ => [.. schema.ListKeys.Take(1)],
    };

    public static JsonObject Apply(JsonObject target, JsonObject patch, Schema schema)
    {
        if (patch.Text("$patch") == "replace")
        {
            var whole = patch.Copy();
            whole.Remove("$patch");
            return whole;
        }

        foreach (var (name, value) in patch.Where(p => p.Key != "$retainKeys" && !p.Key.StartsWith("$setElementOrder/", StringComparison.Ordinal)))
        {
            if (name.StartsWith("$deleteFromPrimitiveList/", StringComparison.Ordinal))
            {
                var list = name[(name.IndexOf('/', StringComparison.Ordinal) + 1)..];
                target[list] = target.Texts(list).Except(patch.Texts(name)).Select(t => JsonValue.Create(t)).ToJson();
                continue;
            }

            var field = schema.Field(name) ?? Schema.Anything;
            switch (value)
            {
                case null:
                    target.Remove(name);
                    break;
                case JsonObject inner when inner.Text("$patch") == "delete":
                    target.Remove(name);
                    break;
                case JsonObject inner:
                    target[name] = Apply(target[name] is JsonObject found ? found.Copy() : [], inner, field);
                    break;
                case JsonArray list when field.IsSet:
                    target[name] = target.Texts(name).Union(list.Select(i => i!.GetValue<string>())).Select(t => JsonValue.Create(t)).ToJson();
                    break;
                case JsonArray list when MergeKeys(name, field) is { Length: > 0 } keys && field.Items is not null:
                    target[name] = MergeList(target[name] as JsonArray ?? [], list, keys, field.Items);
                    break;
                default:
                    target[name] = value.DeepClone();
                    break;
            }
        }

        return target;
    }

    private static JsonArray MergeList(JsonArray target, JsonArray patch, string[] keys, Schema items)
    {
        if (patch.OfType<JsonObject>().Any(i => i.Text("$patch") == "replace"))
        {
            return patch.Where(i => i.Text("$patch") is null).ToJson();
        }

        var merged = target.OfType<JsonObject>().Select(i => i.Copy()).ToList();
        foreach (var item in patch.OfType<JsonObject>())
        {
            var key = Array.Find(keys, item.ContainsKey) ?? keys[0];
            var at = merged.FindIndex(m => JsonNode.DeepEquals(m[key], item[key]));
            if (item.Text("$patch") == "delete")
            {
                merged.RemoveAll(m => JsonNode.DeepEquals(m[key], item[key]));
            }
            else if (at < 0)
            {
                merged.Add(item.Copy());
            }
            else
            {
                merged[at] = Apply(merged[at], item, items);
            }
        }

        return merged.ToJson();
    }
}
