using System.Text.Json.Nodes;

namespace Warren.Kubernetes.Objects;

/// <summary>Selectors inside objects (matchLabels and matchExpressions).</summary>
internal static class Labels
{
    public static bool Select(JsonNode? selector, JsonObject value) =>
        selector is not null
        && selector.Map("matchLabels").All(l => value.Text("metadata", "labels", l.Key) == l.Value)
        && selector.Items("matchExpressions").All(e => Holds(e, value.Text("metadata", "labels", e.Text("key") ?? "")));

    private static bool Holds(JsonObject expression, string? label) => expression.Text("operator") switch
    {
        "In" => label is not null && expression.Texts("values").Contains(label),
        "NotIn" => label is null || !expression.Texts("values").Contains(label),
        "Exists" => label is not null,
        _ => label is null,
    };
}
