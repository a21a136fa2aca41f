using System.Globalization;
using System.Text.Json.Nodes;
using Warren.Kubernetes.Objects;

namespace Warren.Kubernetes.Http;

/// <summary>delete and deletecollection.</summary>
internal sealed class DeleteCalls(Cluster cluster)
{
    /// <summary>Kinds whose deletion answers with the object even where it is gone; all others answer with a Status.</summary>
    private static readonly ResourceType[] AnswerWithObject = [ResourceTypes.Pods, ResourceTypes.Claims, ResourceTypes.ServiceAccounts, ResourceTypes.Quotas];

    public async Task DeleteAsync(ApiRequest request)
    {
        var (value, isGone) = cluster.Delete(request.Type, request.Namespace, request.Name, await OptionsAsync(request));
        await Answer.JsonAsync(request.Http, !isGone || AnswerWithObject.Contains(request.Type) ? value : new JsonObject
        {
            ["kind"] = "Status",
            ["apiVersion"] = "v1",
            ["metadata"] = new JsonObject(),
            ["status"] = "Success",
            ["details"] = new JsonObject { ["name"] = request.Name, ["group"] = request.Type.Group, ["kind"] = request.Type.Plural, ["uid"] = value.Uid() },
        });
    }

    public async Task DeleteAllAsync(ApiRequest request)
    {
        var selectors = request.Selecting();
        var how = await OptionsAsync(request) with { Uid = null, ResourceVersion = null };
        var deleted = cluster.List(request.Type, request.Namespace).Where(selectors.Match).ToArray()
            .Select(o => cluster.Delete(request.Type, o.Namespace(), o.Name(), how).Value)
            .ToArray();
        JsonObject meta = new() { ["resourceVersion"] = cluster.Store.Version.ToString(CultureInfo.InvariantCulture) };
        await Answer.JsonAsync(request.Http, ReadCalls.List(request.Type, meta, deleted));
    }

    private static async Task<DeleteOptions> OptionsAsync(ApiRequest request)
    {
        var body = request.Http.Request.ContentLength is > 0 || request.Http.Request.Headers.TransferEncoding.Count > 0 ? await request.BodyAsync() : null;
        var propagation = request.Query("propagationPolicy") ?? body.Text("propagationPolicy");
        if (propagation is not (null or "Background" or "Foreground" or "Orphan"))
        {
            throw ApiException.Unprocessable(
                $"DeleteOptions.meta.k8s.io \"\" is invalid: propagationPolicy: Unsupported value: \"{propagation}\": supported values: \"Background\", \"Foreground\", \"Orphan\"");
        }

        return new DeleteOptions
        {
            Uid = body.Text("preconditions", "uid"),
            ResourceVersion = body.Text("preconditions", "resourceVersion"),
            Propagation = propagation ?? (body.Flag("orphanDependents") == true ? "Orphan" : null),
            GraceSeconds = request.Number("gracePeriodSeconds") ?? body.Number("gracePeriodSeconds"),
            DryRun = request.Query("dryRun") == "All" || body.Texts("dryRun").Contains("All"),
        };
    }
}
