using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Warren.Kubernetes.Objects;

/// <summary>Short ways through objects as JSON.</summary>
public static class Json
{
    public static JsonObject Copy(this JsonObject value) => (JsonObject)value.DeepClone();

    /// <summary>metadata, which is made where it is missing.</summary>
    public static JsonObject Meta(this JsonObject value) => value.Child("metadata");

    /// <summary>An object inside, which is made where it is missing.</summary>
    public static JsonObject Child(this JsonObject value, string name)
    {
        if (value[name] is not JsonObject child)
        {
            child = [];
            value[name] = child;
        }

        return child;
    }

    public static string Name(this JsonObject value) => value.Text("metadata", "name") ?? "";

    public static string Namespace(this JsonObject value) => value.Text("metadata", "namespace") ?? "";

    public static string Uid(this JsonObject value) => value.Text("metadata", "uid") ?? "";

    public static bool IsTerminating(this JsonObject value) => value.At("metadata", "deletionTimestamp") is not null;

    public static long Generation(this JsonObject value) => value.Number("metadata", "generation") ?? 0;

    /// <summary>What is at the end of a path, or null where the path ends before.</summary>
    public static JsonNode? At(this JsonNode? value, params ReadOnlySpan<string> path)
    {
        foreach (var name in path)
        {
            value = (value as JsonObject)?[name];
        }

        return value;
    }

    public static string? Text(this JsonNode? value, params ReadOnlySpan<string> path) =>
        value.At(path) is JsonValue found && found.TryGetValue<string>(out var text) ? text : null;

    public static long? Number(this JsonNode? value, params ReadOnlySpan<string> path) => value.At(path) is JsonValue found && found.GetValueKind() == JsonValueKind.Number
        ? long.Parse(found.ToJsonString(), NumberStyles.Integer, CultureInfo.InvariantCulture)
        : null;

    public static bool? Flag(this JsonNode? value, params ReadOnlySpan<string> path) => value.At(path) is JsonValue found && found.TryGetValue<bool>(out var flag) ? flag : null;

    /// <summary>Objects of a list; none where there is no list.</summary>
    public static IEnumerable<JsonObject> Items(this JsonNode? value, params ReadOnlySpan<string> path) => (value.At(path) as JsonArray)?.OfType<JsonObject>() ?? [];

    /// <summary>Texts of a list; none where there is no list.</summary>
    public static IEnumerable<string> Texts(this JsonNode? value, params ReadOnlySpan<string> path) =>
        (value.At(path) as JsonArray)?.Select(i => i!.GetValue<string>()) ?? [];

    /// <summary>Texts by name, as labels and data are; none where there is no map.</summary>
    public static IEnumerable<KeyValuePair<string, string>> Map(this JsonNode? value, params ReadOnlySpan<string> path) =>
        (value.At(path) as JsonObject)?.Select(p => KeyValuePair.Create(p.Key, p.Value?.ToString() ?? "")) ?? [];

    public static JsonArray ToJson(this IEnumerable<JsonNode?> items) => [.. items.Select(i => i?.DeepClone())];

    /// <summary>Whole seconds, as all times of Kubernetes but those of leases.</summary>
    public static string Time(this TimeProvider clock) => clock.GetUtcNow().UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
