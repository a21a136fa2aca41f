using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Warren.Kubernetes.Objects;

namespace Warren.Kubernetes.Http;

/// <summary>watch: one JSON document a line for as long as it lasts.</summary>
internal sealed class WatchCalls(Cluster cluster, ApiServerOptions options, Faults faults)
{
    private const string InitialEventsEnd = "k8s.io/initial-events-end";

    public async Task WatchAsync(ApiRequest request)
    {
        var selectors = request.Selecting();
        var initial = request.Flag("sendInitialEvents");
        if (initial && request.Query("resourceVersionMatch") != "NotOlderThan")
        {
            throw ApiException.Unprocessable("ListOptions.meta.k8s.io \"\" is invalid: resourceVersionMatch: Forbidden: sendInitialEvents requires setting resourceVersionMatch to NotOlderThan");
        }

        var after = request.Number("resourceVersion") ?? 0;
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(request.Aborted, faults.WatchesCut);
        if (request.Number("timeoutSeconds") is > 0 and var seconds)
        {
            limit.CancelAfter(TimeSpan.FromSeconds(seconds));
        }

        request.Http.Response.ContentType = "application/json";
        await request.Http.Response.Body.FlushAsync(request.Aborted); // the headers, before there is any event
        try
        {
            if (initial && !options.HasWatchList)
            {
                // What a server says that stands on an etcd which cannot tell how far a watch has come.
                await ErrorAsync(request, new ApiException(500, "InternalError", "Internal error occurred: etcd does not support progress requests"), limit.Token);
                return;
            }

            if (initial || after == 0)
            {
                after = await ListAsync(request, selectors, initial, limit.Token);
            }

            await FollowAsync(request, selectors, after, limit.Token);
        }
        catch (ExpiredException e)
        {
            await ErrorAsync(request, ApiException.Expired(e.Message), request.Aborted);
        }
        catch (OperationCanceledException)
        {
            if (faults.WatchesCut.IsCancellationRequested && faults.CutsHard)
            {
                request.Http.Abort();
            }
        }
    }

    private async Task<long> ListAsync(ApiRequest request, Selectors selectors, bool withEnd, CancellationToken ct)
    {
        IReadOnlyList<KeyValuePair<ObjectKey, JsonObject>> all;
        long version;
        lock (cluster.Store.Gate)
        {
            all = cluster.Store.List(request.Type.QualifiedName, request.Namespace);
            version = cluster.Store.Version;
        }

        foreach (var (_, value) in all.Where(o => selectors.Match(o.Value)))
        {
            await EventAsync(request, "ADDED", value, ct);
        }

        if (withEnd && request.Flag("allowWatchBookmarks"))
        {
            await BookmarkAsync(request, version, isEnd: true, ct);
        }

        return version;
    }

    private async Task FollowAsync(ApiRequest request, Selectors selectors, long after, CancellationToken ct)
    {
        var bookmarks = request.Flag("allowWatchBookmarks");
        while (true)
        {
            foreach (var change in cluster.Store.Changes(after))
            {
                if (change.Key.Type == request.Type.QualifiedName && (request.Namespace is null || change.Key.Namespace == request.Namespace))
                {
                    await ChangeAsync(request, selectors, change, ct);
                }

                after = change.Version;
            }

            using var pause = CancellationTokenSource.CreateLinkedTokenSource(ct);
            var changed = cluster.Store.ChangedAsync(after, pause.Token);
            var isTime = bookmarks && await Task.WhenAny(changed, Task.Delay(options.BookmarkEvery, pause.Token)) != changed;
            if (isTime)
            {
                ct.ThrowIfCancellationRequested();
                await BookmarkAsync(request, after, isEnd: false, ct);
            }
            else
            {
                await changed;
            }

            await pause.CancelAsync();
        }
    }

    /// <summary>An object that comes into the selection is added for this watch, one that leaves it is deleted.</summary>
    private static async Task ChangeAsync(ApiRequest request, Selectors selectors, Change change, CancellationToken ct)
    {
        var (was, isNow) = (selectors.Match(change.Before), selectors.Match(change.After));
        if (isNow)
        {
            await EventAsync(request, was ? "MODIFIED" : "ADDED", change.After!, ct);
        }
        else if (was)
        {
            var last = change.Before!.Copy();
            last.Meta()["resourceVersion"] = change.Version.ToString(CultureInfo.InvariantCulture);
            await EventAsync(request, "DELETED", last, ct);
        }
    }

    private static Task BookmarkAsync(ApiRequest request, long version, bool isEnd, CancellationToken ct)
    {
        JsonObject meta = new() { ["resourceVersion"] = version.ToString(CultureInfo.InvariantCulture), ["creationTimestamp"] = null };
        if (isEnd)
        {
            meta["annotations"] = new JsonObject { [InitialEventsEnd] = "true" };
        }

        return EventAsync(request, "BOOKMARK", new JsonObject { ["kind"] = request.Type.Kind, ["apiVersion"] = request.Type.ApiVersion, ["metadata"] = meta }, ct);
    }

    private static Task ErrorAsync(ApiRequest request, ApiException error, CancellationToken ct) => EventAsync(request, "ERROR", error.ToStatus(), ct);

    private static async Task EventAsync(ApiRequest request, string type, JsonObject value, CancellationToken ct)
    {
        await request.Http.Response.WriteAsync($"{{\"type\":\"{type}\",\"object\":{value.ToJsonString(Wire.Options)}}}\n", ct);
        await request.Http.Response.Body.FlushAsync(ct);
    }
}
