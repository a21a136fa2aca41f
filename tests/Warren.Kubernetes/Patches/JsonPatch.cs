using System.Globalization;
using System.Text.Json.Nodes;
using Warren.Kubernetes.Http;
using Warren.Kubernetes.Objects;

namespace Warren.Kubernetes.Patches;

/// <summary>JSON patch, RFC 6902. A test that fails, or a path that is not there, is refused with 422 as an API server does.</summary>
internal static class JsonPatch
{
    public static JsonNode Apply(JsonNode target, JsonArray patch)
    {
        foreach (var step in patch.Cast<JsonObject>())
        {
            var path = Parts(step.Text("path") ?? throw ApiException.BadRequest("error decoding patch: missing path"));
            target = step.Text("op") switch
            {
                "add" => Add(target, path, step["value"]?.DeepClone()),
                "replace" => Add(Remove(target, path, out _), path, step["value"]?.DeepClone()),
                "remove" => Remove(target, path, out _),
                "move" => Add(Remove(target, Parts(step.Text("from")!), out var moved), path, moved?.DeepClone()),
                "copy" => Add(target, path, Get(target, Parts(step.Text("from")!))?.DeepClone()),
                "test" => Test(target, path, step["value"]),
                var other => throw ApiException.BadRequest($"Unexpected kind: {other}"),
            };
        }

        return target;
    }

    private static string[] Parts(string pointer) =>
        [.. pointer.Split('/').Skip(1).Select(p => p.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal))];

    private static JsonNode Test(JsonNode target, string[] path, JsonNode? wanted) => JsonNode.DeepEquals(Get(target, path), wanted)
        ? target
        : throw ApiException.Unprocessable($"testing path /{string.Join('/', path)} failed: the server rejected our request due to an error in our request");

    private static JsonNode? Get(JsonNode target, string[] path)
    {
        JsonNode? at = target;
        foreach (var part in path)
        {
            at = at switch
            {
                JsonObject o when o.ContainsKey(part) => o[part],
                JsonArray a when int.TryParse(part, CultureInfo.InvariantCulture, out var i) && i < a.Count => a[i],
                _ => throw Missing(path),
            };
        }

        return at;
    }

    private static JsonNode Add(JsonNode target, string[] path, JsonNode? value)
    {
        if (path.Length == 0)
        {
            return value!;
        }

        switch (Get(target, path[..^1]))
        {
            case JsonObject found:
                found[path[^1]] = value;
                break;
            case JsonArray list when path[^1] == "-":
                list.Add(value);
                break;
            case JsonArray list when int.TryParse(path[^1], CultureInfo.InvariantCulture, out var at) && at <= list.Count:
                list.Insert(at, value);
                break;
            default:
                throw Missing(path);
        }

        return target;
    }

    private static JsonNode Remove(JsonNode target, string[] path, out JsonNode? removed)
    {
        removed = Get(target, path);
        if (Get(target, path[..^1]) is JsonObject found)
        {
            found.Remove(path[^1]);
        }
        else
        {
            ((JsonArray)Get(target, path[..^1])!).RemoveAt(int.Parse(path[^1], CultureInfo.InvariantCulture));
        }

        return target;
    }

    private static ApiException Missing(string[] path) =>
        ApiException.Unprocessable($"the server rejected our request due to an error in our request: path /{string.Join('/', path)} does not exist");
}
