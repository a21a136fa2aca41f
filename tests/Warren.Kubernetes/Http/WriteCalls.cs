using System.Text.Json.Nodes;
using Warren.Kubernetes.Objects;
using Warren.Kubernetes.Patches;

namespace Warren.Kubernetes.Http;

/// <summary>create, update and patch.</summary>
internal sealed class WriteCalls(Cluster cluster)
{
    public async Task CreateAsync(ApiRequest request) =>
        await Answer.JsonAsync(request.Http, cluster.Create(request.Type, request.Namespace, await request.ObjectAsync(), request.Writing()), 201);

    public async Task ReplaceAsync(ApiRequest request) =>
        await Answer.JsonAsync(request.Http, cluster.Replace(request.Type, request.Namespace, request.Name, await request.ObjectAsync(), request.Writing()));

    public async Task PatchAsync(ApiRequest request)
    {
        var kind = (request.Http.Request.ContentType ?? "").Split(';')[0].Trim();
        var body = await request.BodyAsync();
        if (kind == "application/apply-patch+yaml")
        {
            await ApplyAsync(request, body as JsonObject ?? throw ApiException.BadRequest("error decoding YAML: not an object"));
            return;
        }

        Func<JsonObject, JsonObject> edit = (kind, body) switch
        {
            ("application/merge-patch+json", JsonObject patch) => o => MergePatch.Apply(o, patch),
            ("application/json-patch+json", JsonArray patch) => o => (JsonObject)JsonPatch.Apply(o, patch),
            ("application/strategic-merge-patch+json", JsonObject patch) when !request.Type.IsCustom => o => StrategicMerge.Apply(o, patch, request.Type.Schema),
            ("application/merge-patch+json" or "application/json-patch+json" or "application/strategic-merge-patch+json", _) when !(request.Type.IsCustom && kind[12] == 's') =>
                throw ApiException.BadRequest("error decoding patch: it has another form"),
            _ => throw Unsupported(request.Type),
        };
        await Answer.JsonAsync(request.Http, cluster.Change(request.Type, request.Namespace, request.Name, edit, request.Writing()));
    }

    private async Task ApplyAsync(ApiRequest request, JsonObject wanted)
    {
        if (request.Query("fieldManager") is null or "")
        {
            throw new ApiException(400, "BadRequest", "PatchOptions.meta.k8s.io \"\" is invalid: fieldManager: Required value: is required for apply patch");
        }

        var (value, isNew) = cluster.Apply(request.Type, request.Namespace, request.Name, wanted, request.Flag("force"), request.Writing());
        await Answer.JsonAsync(request.Http, value, isNew ? 201 : 200);
    }

    private static ApiException Unsupported(ResourceType type) => new(
        415,
        "UnsupportedMediaType",
        "the body of the request was in an unknown format - accepted media types include: application/json-patch+json, application/merge-patch+json, "
        + (type.IsCustom ? "" : "application/strategic-merge-patch+json, ") + "application/apply-patch+yaml");
}
