using System.Text.Json.Nodes;

namespace Warren.Kubernetes.Objects;

/// <summary>metadata.finalizers, with and without one of them.</summary>
internal static class Finalizers
{
    public static JsonObject With(JsonObject value, string finalizer)
    {
        if (!value.Texts("metadata", "finalizers").Contains(finalizer))
        {
            value.Meta()["finalizers"] = value.Texts("metadata", "finalizers").Append(finalizer).Select(f => JsonValue.Create(f)).ToJson();
        }

        return value;
    }

    public static JsonObject Without(JsonObject value, string finalizer)
    {
        var rest = value.Texts("metadata", "finalizers").Where(f => f != finalizer).ToArray();
        value.Meta().Remove("finalizers");
        if (rest.Length > 0)
        {
            value.Meta()["finalizers"] = rest.Select(f => JsonValue.Create(f)).ToJson();
        }

        return value;
    }
}
