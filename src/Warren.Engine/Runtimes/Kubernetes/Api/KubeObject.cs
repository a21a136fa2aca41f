using System.Globalization;
using System.Text.Json.Nodes;

namespace Warren.Engine.Runtimes.Kubernetes.Api;

/// <summary>An object as the API server has it, or is to have it.</summary>
internal sealed class KubeObject(JsonObject json)
{
    public JsonObject Json { get; } = json;

    public string? ApiVersion => Text("apiVersion");

    public string? Kind => Text("kind");

    public string Name => Text("metadata", "name") ?? "";

    public string? Namespace => Text("metadata", "namespace");

    public string? Uid => Text("metadata", "uid");

    public long Generation => Number("metadata", "generation") ?? 0;

    public bool IsBeingDeleted => Text("metadata", "deletionTimestamp") is not null;

    /// <summary>When its deletion was asked for. The API server writes the moment by which it shall have ended, a grace period ahead.</summary>
    public DateTimeOffset? DeletionAsked =>
        Time("metadata", "deletionTimestamp") - TimeSpan.FromSeconds(Number("metadata", "deletionGracePeriodSeconds") ?? 0);

    public string? Label(string name) => Text("metadata", "labels", name);

    public string? Annotation(string name) => Text("metadata", "annotations", name);

    /// <summary>What lies at a path of members; null: nothing does.</summary>
    public JsonNode? At(params ReadOnlySpan<string> path)
    {
        JsonNode? node = Json;
        foreach (var name in path)
        {
            node = (node as JsonObject)?[name];
        }

        return node;
    }

    public string? Text(params ReadOnlySpan<string> path) => (At(path) as JsonValue)?.ToString();

    public long? Number(params ReadOnlySpan<string> path) => long.TryParse(Text(path), NumberStyles.Integer, CultureInfo.InvariantCulture, out var number) ? number : null;

    public DateTimeOffset? Time(params ReadOnlySpan<string> path) => TimeOf(Text(path));

    /// <summary>The objects in a list; none when it is not there.</summary>
    public IEnumerable<KubeObject> Items(params ReadOnlySpan<string> path) => ((At(path) as JsonArray) ?? []).OfType<JsonObject>().Select(o => new KubeObject(o)).ToList();

    public static DateTimeOffset? TimeOf(string? text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time) ? time : null;
}
