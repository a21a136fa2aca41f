using System.Text.Json.Nodes;
using Warren.Kubernetes.Objects;
using Warren.Kubernetes.Schemas;

namespace Warren.Kubernetes.Patches;

/// <summary>
/// An object as the paths of its fields, in the words of managedFields: <c>f:spec</c> is a field, <c>k:{"name":"x"}</c> an item of a list by its keys,
/// <c>v:"x"</c> a member of a set. The steps of a path are joined by <see cref="Separator"/>.
/// </summary>
internal static class FieldPaths
{
    public const char Separator = '\u0001';

    /// <summary>Nobody owns these.</summary>
    private static readonly string[] Unowned =
    [
        "name", "namespace", "uid", "resourceVersion", "generation", "creationTimestamp", "deletionTimestamp", "deletionGracePeriodSeconds", "selfLink", "managedFields", "generateName",
    ];

    /// <summary>Each field that has a value of its own, with it; an item of a keyed list stands for itself with null.</summary>
    public static Dictionary<string, JsonNode?> Of(JsonObject value, ResourceType type, string subresource)
    {
        Dictionary<string, JsonNode?> paths = new(StringComparer.Ordinal);
        foreach (var (name, field) in value)
        {
            var isStatus = name == "status" && type.HasStatus;
            if (name is "apiVersion" or "kind" || isStatus != (subresource == "status" && type.HasStatus))
            {
                continue;
            }

            if (name == "metadata" && field is JsonObject meta)
            {
                foreach (var (inner, found) in meta.Where(m => !Unowned.Contains(m.Key)))
                {
                    Walk(found, type.Schema.Field(name)?.Field(inner), $"f:{name}{Separator}f:{inner}", paths);
                }
            }
            else
            {
                Walk(field, type.Schema.Field(name), $"f:{name}", paths);
            }
        }

        return paths;
    }

    /// <summary>As messages about conflicts write it: .spec.template.spec.containers[name="x"].image</summary>
    public static string Show(string path) => string.Concat(path.Split(Separator).Select(step => step[..2] switch
    {
        "f:" => $".{step[2..]}",
        "v:" => $"[={step[2..]}]",
        _ => $"[{string.Join(',', ((JsonObject)JsonNode.Parse(step[2..])!).Select(k => $"{k.Key}={k.Value!.ToJsonString()}"))}]",
    }));

    public static string KeyStep(JsonObject item, IReadOnlyList<string> keys) =>
        "k:" + new JsonObject(keys.Select(k => KeyValuePair.Create(k, item[k]?.DeepClone() ?? (k == "protocol" ? "TCP" : null)))).ToJsonString(Wire.Options);

    public static string ValueStep(JsonNode? item) => "v:" + item!.ToJsonString(Wire.Options);

    public static JsonObject ToTree(IEnumerable<string> paths)
    {
        JsonObject root = [];
        foreach (var path in paths.Order(StringComparer.Ordinal))
        {
            var at = root;
            var fresh = false;
            foreach (var step in path.Split(Separator))
            {
                fresh = !at.ContainsKey(step);
                at = at.Child(step);
            }

            // An item that stands for itself gets a dot, whatever is below it.
            if (!fresh || path[(path.LastIndexOf(Separator) + 1)..].StartsWith("k:", StringComparison.Ordinal))
            {
                at["."] = new JsonObject();
            }
        }

        return root;
    }

    public static IEnumerable<string> FromTree(JsonObject tree, string prefix = "")
    {
        foreach (var (step, below) in tree)
        {
            if (step == ".")
            {
                yield return prefix;
                continue;
            }

            var path = prefix.Length == 0 ? step : prefix + Separator + step;
            if (below is not JsonObject { Count: > 0 } inner)
            {
                yield return path;
                continue;
            }

            foreach (var found in FromTree(inner, path))
            {
                yield return found;
            }
        }
    }

    private static void Walk(JsonNode? value, Schema? schema, string path, Dictionary<string, JsonNode?> paths)
    {
        switch (value)
        {
            case JsonObject { Count: > 0 } found:
                foreach (var (name, inner) in found)
                {
                    Walk(inner, schema?.Field(name), $"{path}{Separator}f:{name}", paths);
                }

                break;
            case JsonArray list when schema is { ListKeys.Count: > 0 }:
                foreach (var item in list.OfType<JsonObject>())
                {
                    var at = path + Separator + KeyStep(item, schema.ListKeys);
                    paths[at] = null;
                    foreach (var (name, inner) in item)
                    {
                        Walk(inner, schema.Items?.Field(name), $"{at}{Separator}f:{name}", paths);
                    }
                }

                break;
            case JsonArray list when schema is { IsSet: true }:
                foreach (var item in list)
                {
                    paths[path + Separator + ValueStep(item)] = item;
                }

                break;
            default:
                paths[path] = value;
                break;
        }
    }
}
