using System.Globalization;
using System.Text.Json.Nodes;
using Warren.Kubernetes.Objects;

namespace Warren.Kubernetes.Http;

/// <summary>get and list.</summary>
internal sealed class ReadCalls(Cluster cluster)
{
    private const string TokenExpired =
        "The provided continue parameter is too old to display a consistent list result. You can start a new list without the continue parameter, or use the continue token in this response "
        + "to retrieve the remainder of the results. Continuing with the provided token results in an inconsistent list - objects that were created, modified, or deleted between the time the "
        + "first chunk was returned and now may show up in the list.";

    public Task GetAsync(ApiRequest request) => Answer.JsonAsync(request.Http, cluster.Get(request.Type, request.Namespace, request.Name));

    public Task ListAsync(ApiRequest request)
    {
        var selectors = request.Selecting();
        var limit = request.Number("limit") is > 0 and var most ? (int)most : int.MaxValue;
        var token = request.Query("continue") is { Length: > 0 } text ? ContinueToken.Parse(text) : null;
        var (all, version) = Snapshot(request, token);
        var rest = all.Where(o => token is null || o.Key.CompareTo(Cluster.KeyOf(request.Type, token.Namespace, token.Name)) > 0).Where(o => selectors.Match(o.Value)).ToArray();
        var page = rest.Take(limit).ToArray();
        JsonObject meta = new() { ["resourceVersion"] = version.ToString(CultureInfo.InvariantCulture) };
        if (rest.Length > page.Length)
        {
            meta["continue"] = new ContinueToken(version, page[^1].Key.Namespace, page[^1].Key.Name).ToString();
            if (!selectors.Any)
            {
                meta["remainingItemCount"] = rest.Length - page.Length;
            }
        }

        return Answer.JsonAsync(request.Http, List(request.Type, meta, page.Select(o => o.Value)));
    }

    /// <summary>Items of built-in kinds do not say what they are, those of custom kinds do.</summary>
    public static JsonObject List(ResourceType type, JsonObject meta, IEnumerable<JsonObject> items) => new()
    {
        ["kind"] = type.Kind + "List",
        ["apiVersion"] = type.ApiVersion,
        ["metadata"] = meta,
        ["items"] = items.Select(o =>
        {
            var item = o.Copy();
            if (!type.IsCustom)
            {
                item.Remove("kind");
                item.Remove("apiVersion");
            }

            return item;
        }).ToJson(),
    };

    private (IReadOnlyList<KeyValuePair<ObjectKey, JsonObject>> All, long Version) Snapshot(ApiRequest request, ContinueToken? token)
    {
        var store = cluster.Store;
        var asked = request.Number("resourceVersion");
        if (token is not null && asked is > 0)
        {
            throw ApiException.BadRequest("specifying resource version is not allowed when using continue");
        }

        lock (store.Gate)
        {
            if (asked > store.Version)
            {
                throw new ApiException(504, "Timeout", $"Too large resource version: {asked}, current: {store.Version}", new JsonObject
                {
                    ["causes"] = new JsonArray(new JsonObject { ["reason"] = "ResourceVersionTooLarge", ["message"] = "Too large resource version" }),
                    ["retryAfterSeconds"] = 1,
                });
            }

            var name = request.Type.QualifiedName;
            if (token is { Version: > 0 })
            {
                return (store.ListAt(name, request.Namespace, token.Version) ?? throw ApiException.Expired(TokenExpired, (token with { Version = -1 }).ToString()), token.Version);
            }

            return asked is > 0 and var exact && request.Query("resourceVersionMatch") == "Exact"
                ? (store.ListAt(name, request.Namespace, exact) ?? throw ApiException.Expired($"The resourceVersion for the provided list is too old."), exact)
                : (store.List(name, request.Namespace), store.Version);
        }
    }
}
