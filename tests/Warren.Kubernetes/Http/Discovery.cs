using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Warren.Kubernetes.Objects;

namespace Warren.Kubernetes.Http;

/// <summary>What the server says about itself: version, health, groups and their resources.</summary>
internal sealed class Discovery(Cluster cluster)
{
    /// <summary>Verbs of every kind.</summary>
    private static readonly string[] Verbs = ["create", "delete", "deletecollection", "get", "list", "patch", "update", "watch"];

    /// <summary>Whether the path was one of these.</summary>
    public async Task<bool> AnswerAsync(HttpContext http)
    {
        var path = http.Request.Path.Value!.TrimEnd('/');
        switch (path.Split('/')[1..])
        {
            case ["version"]:
                await Answer.JsonAsync(http, new JsonObject { ["major"] = "1", ["minor"] = "34", ["gitVersion"] = "v1.34.0", ["platform"] = "linux/amd64" });
                return true;
            case ["healthz" or "livez" or "readyz"]:
                await Answer.TextAsync(http, "ok");
                return true;
            case ["openapi", "v3"]:
                await Answer.JsonAsync(http, OpenApiDocument.Index(cluster));
                return true;
            case ["openapi", "v3", .. var root]:
                await Answer.JsonAsync(http, OpenApiDocument.Group(cluster, string.Join('/', root)));
                return true;
            case ["api"]:
                await Answer.JsonAsync(http, new JsonObject { ["kind"] = "APIVersions", ["versions"] = new JsonArray("v1") });
                return true;
            case ["apis"]:
                await Answer.JsonAsync(http, new JsonObject { ["kind"] = "APIGroupList", ["apiVersion"] = "v1", ["groups"] = Groups().Select(g => Group(g)).ToJson() });
                return true;
            case ["apis", var group] when Groups().Any(g => g.Key == group):
                var one = Group(Groups().First(g => g.Key == group));
                one["kind"] = "APIGroup";
                one["apiVersion"] = "v1";
                await Answer.JsonAsync(http, one);
                return true;
            case ["api", var version] when version == "v1":
                await Answer.JsonAsync(http, Resources("", version));
                return true;
            case ["apis", var group, var version] when cluster.Types.All.Any(t => t.Group == group && t.Version == version):
                await Answer.JsonAsync(http, Resources(group, version));
                return true;
            default:
                return false;
        }
    }

    private IEnumerable<IGrouping<string, ResourceType>> Groups() => cluster.Types.All.Where(t => t.Group.Length > 0).GroupBy(t => t.Group);

    private static JsonObject Group(IGrouping<string, ResourceType> group)
    {
        var version = new JsonObject { ["groupVersion"] = group.First().ApiVersion, ["version"] = group.First().Version };
        return new JsonObject { ["name"] = group.Key, ["versions"] = new JsonArray(version), ["preferredVersion"] = version.DeepClone() };
    }

    private JsonObject Resources(string group, string version)
    {
        JsonArray all = [];
        foreach (var type in cluster.Types.All.Where(t => t.Group == group && t.Version == version))
        {
            all.Add(Resource(type, type.Plural, Verbs));
            if (type.HasStatus)
            {
                all.Add(Resource(type, $"{type.Plural}/status", ["get", "patch", "update"]));
            }
        }

        return new JsonObject { ["kind"] = "APIResourceList", ["apiVersion"] = "v1", ["groupVersion"] = group.Length == 0 ? version : $"{group}/{version}", ["resources"] = all };
    }

    private static JsonObject Resource(ResourceType type, string name, string[] verbs)
    {
        JsonObject resource = new()
        {
            ["name"] = name,
            ["singularName"] = name == type.Plural ? type.Kind.ToLowerInvariant() : "",
            ["namespaced"] = type.Namespaced,
            ["kind"] = type.Kind,
            ["verbs"] = verbs.Select(v => JsonValue.Create(v)).ToJson(),
        };
        if (name == type.Plural && type.Plural is "pods" or "services" or "statefulsets" or "rabbitmqclusters")
        {
            resource["categories"] = new JsonArray("all");
        }

        if (type.ShortNames.Count > 0 && name == type.Plural)
        {
            resource["shortNames"] = type.ShortNames.Select(s => JsonValue.Create(s)).ToJson();
        }

        return resource;
    }
}
