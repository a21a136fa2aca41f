using System.Text.Json.Nodes;

namespace Warren.Kubernetes.Objects;

/// <summary>References from an object to the one that made it.</summary>
internal static class Owner
{
    public static JsonObject Reference(ResourceType type, JsonObject owner, bool blocks = true) => new()
    {
        ["apiVersion"] = type.ApiVersion,
        ["kind"] = type.Kind,
        ["name"] = owner.Name(),
        ["uid"] = owner.Uid(),
        ["controller"] = true,
        ["blockOwnerDeletion"] = blocks,
    };

    public static bool Controls(JsonObject owner, JsonObject value) => value.Items("metadata", "ownerReferences").Any(r => r.Flag("controller") == true && r.Text("uid") == owner.Uid());

    public static bool HasController(JsonObject value) => value.Items("metadata", "ownerReferences").Any(r => r.Flag("controller") == true);
}
