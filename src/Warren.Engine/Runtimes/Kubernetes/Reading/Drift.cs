using System.Text.Json.Nodes;
using Warren.Engine.Runtimes.Kubernetes.Api;
using Warren.Engine.Runtimes.Kubernetes.Objects;

namespace Warren.Engine.Runtimes.Kubernetes.Reading;

/// <summary>
/// Whether an object is still as Warren applied it. The API server and the operator fill in what was not said, so only what Warren says is looked at; what it said
/// once and does not any more is found by the print of what was applied.
/// </summary>
internal static class Drift
{
    /// <returns>Where they differ, in words; null: nowhere.</returns>
    public static string? Of(KubeObject wanted, KubeObject? live)
    {
        if (live is null)
        {
            return "it is not there";
        }

        return Differs(wanted.Json, live.Json, "") is { } path
            ? path == $".metadata.annotations.{ObjectMeta.PrintAnnotation}" ? "something else is wanted" : $"{path} is not as applied"
            : null;
    }

    private static string? Differs(JsonNode? wanted, JsonNode? live, string path)
    {
        switch (wanted)
        {
            case JsonObject members:
                return members.Select(m => Differs(m.Value, (live as JsonObject)?[m.Key], $"{path}.{m.Key}")).FirstOrDefault(d => d is not null);
            case JsonArray items:
                var there = live as JsonArray ?? [];
                return there.Count != items.Count ? path : items.Select((item, i) => Differs(item, there[i], $"{path}[{i}]")).FirstOrDefault(d => d is not null);
            case null:
                return null;
            default:
                return AreSame(wanted.ToString(), (live as JsonValue)?.ToString()) ? null : path;
        }
    }

    /// <summary>Texts that are the same, or quantities that are (1000m and 1).</summary>
    private static bool AreSame(string wanted, string? live) => wanted == live || (Quantity.Read(wanted) is { } number && Quantity.Read(live) == number);
}
