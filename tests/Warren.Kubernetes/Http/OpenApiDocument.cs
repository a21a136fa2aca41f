using System.Text.Json.Nodes;
using Warren.Kubernetes.Objects;

namespace Warren.Kubernetes.Http;

/// <summary>As much of /openapi/v3 as kubectl reads before it sends anything: that fields are validated by the server.</summary>
internal static class OpenApiDocument
{
    public static JsonObject Index(Cluster cluster) => new()
    {
        ["paths"] = new JsonObject(cluster.Types.All.Select(t => (t.Group, Root(t))).Distinct().Select(g =>
            KeyValuePair.Create<string, JsonNode?>(g.Item2, new JsonObject { ["serverRelativeURL"] = $"/openapi/v3/{g.Item2}" }))),
    };

    public static JsonObject Group(Cluster cluster, string root)
    {
        JsonObject paths = [];
        foreach (var type in cluster.Types.All.Where(t => Root(t) == root))
        {
            paths[$"/{root}/{(type.Namespaced ? "namespaces/{namespace}/" : "")}{type.Plural}/{{name}}"] = new JsonObject
            {
                ["patch"] = new JsonObject
                {
                    ["parameters"] = new JsonArray(new JsonObject { ["name"] = "fieldValidation", ["in"] = "query", ["schema"] = new JsonObject { ["type"] = "string" } }),
                    ["responses"] = new JsonObject { ["200"] = new JsonObject { ["description"] = "OK" } },
                    ["x-kubernetes-group-version-kind"] = new JsonObject { ["group"] = type.Group, ["version"] = type.Version, ["kind"] = type.Kind },
                },
            };
        }

        return new JsonObject { ["openapi"] = "3.0.0", ["info"] = new JsonObject { ["title"] = "Kubernetes", ["version"] = "v1.34.0" }, ["paths"] = paths };
    }

    private static string Root(ResourceType type) => type.Group.Length == 0 ? $"api/{type.Version}" : $"apis/{type.ApiVersion}";
}
