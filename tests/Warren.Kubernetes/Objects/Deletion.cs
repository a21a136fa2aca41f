using System.Globalization;
using System.Text.Json.Nodes;

namespace Warren.Kubernetes.Objects;

/// <summary>What a deletion leaves for a while: an object with finalizers, a pod with time to end, a namespace with something in it.</summary>
internal static class Deletion
{
    public const string Foreground = "foregroundDeletion";
    public const string Orphan = "orphan";

    /// <summary>Marks the object as being deleted.</summary>
    /// <returns>Whether it stays for now.</returns>
    public static bool Mark(ResourceType type, JsonObject value, DeleteOptions how, TimeProvider clock)
    {
        var meta = value.Meta();
        var finalizers = value.Texts("metadata", "finalizers").Where(f => how.Propagation is null || f is not (Foreground or Orphan)).ToList();
        if (how.Propagation is "Foreground" or "Orphan")
        {
            finalizers.Add(how.Propagation == "Orphan" ? Orphan : Foreground);
        }

        meta.Remove("finalizers");
        if (finalizers.Count > 0)
        {
            meta["finalizers"] = finalizers.Select(f => JsonValue.Create(f)).ToJson();
        }

        var grace = Grace(type, value, how);
        if (!value.IsTerminating() || grace < value.Number("metadata", "deletionGracePeriodSeconds"))
        {
            var end = clock.GetUtcNow().AddSeconds(grace).UtcDateTime;
            meta["deletionTimestamp"] = end.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
            meta["deletionGracePeriodSeconds"] = grace;
        }

        if (type == ResourceTypes.Namespaces)
        {
            value.Child("status")["phase"] = "Terminating";
        }

        return Stays(type, value);
    }

    public static bool Stays(ResourceType type, JsonObject value) =>
        value.Texts("metadata", "finalizers").Any()
        || value.Number("metadata", "deletionGracePeriodSeconds") > 0
        || (type == ResourceTypes.Namespaces && value.Texts("spec", "finalizers").Any());

    /// <summary>Only pods have time to end, and only where a node has them.</summary>
    private static long Grace(ResourceType type, JsonObject value, DeleteOptions how) =>
        type != ResourceTypes.Pods || value.Text("spec", "nodeName") is null or "" || value.Text("status", "phase") is "Failed" or "Succeeded"
            ? 0
            : how.GraceSeconds ?? value.Number("spec", "terminationGracePeriodSeconds") ?? 30;
}
