using System.Globalization;
using System.Net.Http.Headers;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Warren.Engine.Runtimes.Kubernetes.Api;

/// <summary>
/// The calls of the API server that Warren needs, on objects of any kind as they are. Nothing is cached. Whatever goes wrong is a <see cref="KubeRefusal"/>, an
/// IOException.
/// </summary>
internal sealed class ClusterApi(ClusterAccess access)
{
    private const int PageSize = 500;

    /// <summary>A healthy API server answers in milliseconds.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>The server ends a watch after this; one that is silent for longer is cut from here.</summary>
    private static readonly TimeSpan WatchTime = TimeSpan.FromMinutes(5);

    private static readonly TimeSpan WatchGrace = TimeSpan.FromSeconds(30);

    /// <summary>Server-side apply: makes the object, or sets in it what is Warren's, and takes out what was Warren's and is not there any more.</summary>
    public async Task<KubeObject> ApplyAsync(KubeObject item, CancellationToken ct)
    {
        var path = ResourceKind.Of(item).Path(item.Namespace, item.Name) + $"?fieldManager={ObjectNames.Manager}&force=true&fieldValidation=Strict";
        return (await SendAsync(HttpMethod.Patch, path, item.Json, "application/apply-patch+yaml", ct))!;
    }

    /// <summary>Changes single members, of objects that are another's.</summary>
    public Task MergeAsync(ResourceKind kind, string inNamespace, string name, JsonObject change, CancellationToken ct) =>
        SendAsync(HttpMethod.Patch, kind.Path(inNamespace, name) + $"?fieldManager={ObjectNames.Manager}", change, "application/merge-patch+json", ct);

    /// <returns>Null: there is none.</returns>
    public async Task<KubeObject?> FindAsync(ResourceKind kind, string? inNamespace, string name, CancellationToken ct)
    {
        try
        {
            return await SendAsync(HttpMethod.Get, kind.Path(inNamespace, name), null, null, ct);
        }
        catch (KubeRefusal e) when (e.IsNotFound)
        {
            return null;
        }
    }

    /// <summary>All objects of a kind, by pages.</summary>
    /// <param name="kind">Of which kind.</param>
    /// <param name="inNamespace">Null: in all.</param>
    /// <param name="selector">A label selector, or with field: before it one of fields.</param>
    /// <param name="ct">Ends the wait.</param>
    public async Task<KubeList> ListAsync(ResourceKind kind, string? inNamespace, string selector, CancellationToken ct)
    {
        var items = new List<KubeObject>();
        var next = "";
        do
        {
            var path = $"{kind.Path(inNamespace)}?{Selector(selector)}&limit={PageSize}&continue={Uri.EscapeDataString(next)}";
            var page = (await SendAsync(HttpMethod.Get, path, null, null, ct))!;
            items.AddRange(page.Items("items"));
            next = page.Text("metadata", "continue") ?? "";
            if (next.Length == 0)
            {
                return new KubeList(items, page.Text("metadata", "resourceVersion") ?? "");
            }
        }
        while (true);
    }

    /// <summary>Asks for a deletion; what is not there counts as deleted.</summary>
    public async Task DeleteAsync(ResourceKind kind, string inNamespace, string name, CancellationToken ct)
    {
        try
        {
            await SendAsync(HttpMethod.Delete, kind.Path(inNamespace, name), null, null, ct);
        }
        catch (KubeRefusal e) when (e.IsNotFound)
        {
            // as wanted
        }
    }

    /// <summary>What happens from a version on, until the server, the network or time ends it. An error inside of it is thrown.</summary>
    public async IAsyncEnumerable<KubeEvent> WatchAsync(ResourceKind kind, string? inNamespace, string selector, string version, [EnumeratorCancellation] CancellationToken ct)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limit.CancelAfter(WatchTime + WatchGrace);
        var seconds = WatchTime.TotalSeconds.ToString(CultureInfo.InvariantCulture);
        var path = $"{kind.Path(inNamespace)}?watch=true&allowWatchBookmarks=true&{Selector(selector)}&resourceVersion={Uri.EscapeDataString(version)}&timeoutSeconds={seconds}";
        using var answer = await OpenAsync(HttpMethod.Get, path, null, null, limit.Token);
        using var lines = new StreamReader(await answer.Content.ReadAsStreamAsync(limit.Token));
        while (await ReadAsync(lines, limit.Token) is { } line)
        {
            var item = JsonNode.Parse(line)!.AsObject();
            var about = item["object"]!.AsObject();
            var type = item["type"]!.ToString();
            if (type == "ERROR")
            {
                throw KubeRefusal.From(about["code"]?.GetValue<int>() ?? 0, about.ToJsonString());
            }

            yield return new KubeEvent(type, new KubeObject(about));
        }
    }

    private static string Selector(string selector) => selector.StartsWith("field:", StringComparison.Ordinal)
        ? "fieldSelector=" + Uri.EscapeDataString(selector["field:".Length..])
        : "labelSelector=" + Uri.EscapeDataString(selector);

    private static async Task<string?> ReadAsync(StreamReader lines, CancellationToken ct)
    {
        try
        {
            return await lines.ReadLineAsync(ct);
        }
        catch (Exception e) when (e is IOException or HttpRequestException)
        {
            return null; // cut; whoever watches goes on from the version it has
        }
    }

    private async Task<KubeObject?> SendAsync(HttpMethod method, string path, JsonObject? body, string? type, CancellationToken ct)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limit.CancelAfter(Patience);
        try
        {
            using var answer = await OpenAsync(method, path, body, type, limit.Token);
            return JsonNode.Parse(await answer.Content.ReadAsStringAsync(limit.Token)) is JsonObject json ? new KubeObject(json) : null;
        }
        catch (OperationCanceledException e) when (!ct.IsCancellationRequested)
        {
            throw new KubeRefusal(0, "Timeout", $"The Kubernetes API server does not answer {method} {path} in {Patience.TotalSeconds} s.", e);
        }
        catch (JsonException e)
        {
            throw new KubeRefusal(0, "", "What answers as the Kubernetes API server does not speak JSON.", e);
        }
    }

    private async Task<HttpResponseMessage> OpenAsync(HttpMethod method, string path, JsonObject? body, string? type, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(method, new Uri(access.Client.BaseUri, path));
        if (body is not null)
        {
            request.Content = new StringContent(body.ToJsonString(), Encoding.UTF8);
            request.Content.Headers.ContentType = new MediaTypeHeaderValue(type!);
        }

        try
        {
            request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
            if (access.Client.Credentials is { } credentials)
            {
                await credentials.ProcessHttpRequestAsync(request, ct);
            }

            var answer = await access.Client.HttpClient.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, ct);
            if (answer.IsSuccessStatusCode)
            {
                return answer;
            }

            using (answer)
            {
                throw KubeRefusal.From((int)answer.StatusCode, await answer.Content.ReadAsStringAsync(ct));
            }
        }
        catch (HttpRequestException e)
        {
            throw new KubeRefusal(0, "", $"The Kubernetes API server at {access.Client.BaseUri} does not answer: {e.GetBaseException().Message}", e);
        }
    }
}

/// <param name="Items">Of all pages.</param>
/// <param name="Version">From which a watch goes on.</param>
internal sealed record KubeList(IReadOnlyList<KubeObject> Items, string Version);

/// <param name="Type">ADDED, MODIFIED, DELETED or BOOKMARK.</param>
/// <param name="About">The object as it is after that, or was before its deletion.</param>
internal sealed record KubeEvent(string Type, KubeObject About);
