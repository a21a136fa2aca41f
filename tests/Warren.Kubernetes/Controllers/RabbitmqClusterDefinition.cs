using System.Text.Json.Nodes;
using Warren.Kubernetes.Objects;
using Warren.Kubernetes.Schemas;

namespace Warren.Kubernetes.Controllers;

/// <summary>The CustomResourceDefinition of RabbitmqCluster, as an object that can be sent.</summary>
public static class RabbitmqClusterDefinition
{
    private static readonly Lazy<JsonObject> Made = new(Make);

    public static JsonObject Whole => Made.Value.Copy();

    private static JsonObject Make()
    {
        var type = ResourceTypes.RabbitmqClusters;
        var schema = OpenApi.Write(type.Schema);
        schema.Child("properties")["metadata"] = new JsonObject { ["type"] = "object" };
        return new JsonObject
        {
            ["apiVersion"] = ResourceTypes.Definitions.ApiVersion,
            ["kind"] = ResourceTypes.Definitions.Kind,
            ["metadata"] = new JsonObject { ["name"] = type.QualifiedName },
            ["spec"] = new JsonObject
            {
                ["group"] = type.Group,
                ["names"] = new JsonObject
                {
                    ["kind"] = type.Kind,
                    ["listKind"] = $"{type.Kind}List",
                    ["plural"] = type.Plural,
                    ["singular"] = type.Kind.ToLowerInvariant(),
                    ["shortNames"] = type.ShortNames.Select(s => JsonValue.Create(s)).ToJson(),
                    ["categories"] = new JsonArray("all"),
                },
                ["scope"] = "Namespaced",
                ["versions"] = new JsonArray(new JsonObject
                {
                    ["name"] = type.Version,
                    ["served"] = true,
                    ["storage"] = true,
                    ["subresources"] = new JsonObject { ["status"] = new JsonObject() },
                    ["schema"] = new JsonObject { ["openAPIV3Schema"] = schema },
                }),
            },
        };
    }
}
