using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Warren.Kubernetes.Access;
using Warren.Kubernetes.Objects;

namespace Warren.Kubernetes.Http;

/// <summary>From a request to its answer: faults, who asks, what for, whether that is allowed, and the call.</summary>
internal sealed class ApiHandler(Cluster cluster, ApiServerOptions options, Faults faults, Tokens tokens)
{
    private readonly AccessRules rules = new(cluster);
    private readonly Discovery discovery = new(cluster);
    private readonly ReadCalls reads = new(cluster);
    private readonly WatchCalls watches = new(cluster, options, faults);
    private readonly WriteCalls writes = new(cluster);
    private readonly DeleteCalls deletes = new(cluster);
    private readonly SubresourceCalls subresources = new(cluster, tokens);

    /// <summary>What pods answer on paths of their own: their logs, and their ports.</summary>
    public IPodStreams? Pods { get; set; }

    public async Task HandleAsync(HttpContext http)
    {
        try
        {
            await faults.DelayAsync(http);
            var failure = faults.Take(http.Request);
            if (failure is { Afterwards: true })
            {
                var real = http.Response.Body;
                http.Response.Body = Stream.Null;
                await CallAsync(http);
                http.Response.Body = real;
            }

            await (failure is null ? CallAsync(http) : Faults.AnswerAsync(http, failure.Code));
        }
        catch (ApiException e)
        {
            await Answer.JsonAsync(http, e.ToStatus(), e.Code);
        }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
        {
            // nobody reads it any more
        }
    }

    private async Task CallAsync(HttpContext http)
    {
        var user = tokens.Find(http.Request.Headers.Authorization) ?? throw ApiException.Unauthorized();
        if (await discovery.AnswerAsync(http))
        {
            return;
        }

        var target = RequestTarget.Parse(http.Request.Path.Value!);
        if (target is { Group: "authorization.k8s.io", Plural: "selfsubjectaccessreviews" } && http.Request.Method == "POST")
        {
            await ReviewAsync(http, user);
            return;
        }

        var type = target is null ? null : cluster.Types.Find(target.Group, target.Version, target.Plural);
        if (target is null || type is null)
        {
            await (target is not null && cluster.Types.All.Any(t => t.Group == target.Group && t.Version == target.Version)
                ? throw ApiException.NoSuchResource()
                : Answer.TextAsync(http, "404 page not found\n", 404));
            return;
        }

        if (type.Namespaced && target.Namespace is null && target.Name.Length > 0)
        {
            throw ApiException.NoSuchResource();
        }

        ApiRequest request = new(http, user, type, target);
        rules.Require(user, new AccessRequest(Verb(request), type.Group, type.Plural, target.Subresource, request.Namespace ?? (type == ResourceTypes.Namespaces ? target.Name : null), target.Name));
        await (target.Name.Length == 0 ? CollectionAsync(request) : ObjectAsync(request));
    }

    private static string Verb(ApiRequest request) => (request.Http.Request.Method, request.Name.Length > 0) switch
    {
        ("GET", true) => "get",
        ("GET", false) => request.Flag("watch") ? "watch" : "list",
        ("POST", _) => "create",
        ("PUT", _) => "update",
        ("PATCH", _) => "patch",
        ("DELETE", true) => "delete",
        ("DELETE", false) => "deletecollection",
        _ => throw ApiException.MethodNotAllowed(),
    };

    private Task CollectionAsync(ApiRequest request) => request.Http.Request.Method switch
    {
        "GET" when request.Flag("watch") => watches.WatchAsync(request),
        "GET" => reads.ListAsync(request),
        "POST" => writes.CreateAsync(request),
        "DELETE" => deletes.DeleteAllAsync(request),
        _ => throw ApiException.MethodNotAllowed(),
    };

    private async Task ObjectAsync(ApiRequest request)
    {
        if (request.Target.Subresource.Length > 0 && !(request.Target.Subresource == "status" && request.Type.HasStatus))
        {
            var isDone = await subresources.AnswerAsync(request) || (request.Type == ResourceTypes.Pods && Pods is not null && await Pods.AnswerAsync(request));
            if (!isDone)
            {
                throw ApiException.NoSuchResource();
            }

            return;
        }

        await (request.Http.Request.Method switch
        {
            "GET" => reads.GetAsync(request),
            "PUT" => writes.ReplaceAsync(request),
            "PATCH" => writes.PatchAsync(request),
            "DELETE" when request.Target.Subresource.Length == 0 => deletes.DeleteAsync(request),
            _ => throw ApiException.MethodNotAllowed(),
        });
    }

    private async Task ReviewAsync(HttpContext http, ApiUser user)
    {
        var review = await JsonNode.ParseAsync(http.Request.Body) as JsonObject ?? [];
        var asked = review.At("spec", "resourceAttributes");
        review["status"] = new JsonObject
        {
            ["allowed"] = rules.Allows(user, new AccessRequest(
                asked.Text("verb") ?? "", asked.Text("group") ?? "", asked.Text("resource") ?? "", asked.Text("subresource") ?? "", asked.Text("namespace"), asked.Text("name") ?? "")),
        };
        await Answer.JsonAsync(http, review, 201);
    }
}
