using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using k8s;
using Warren.Kubernetes;
using Warren.Kubernetes.Http;
using Warren.Kubernetes.Objects;

namespace Warren.Engine.Tests.Runtimes.Kubernetes.StandIn;

/// <summary>What the server answered.</summary>
internal sealed record RawAnswer(int Code, string Text)
{
    public JsonNode Body => JsonNode.Parse(Text)!;

    public string? Reason => Body.Text("reason");

    public string Message => Body.Text("message") ?? "";
}

/// <summary>A stand-in cluster with a client that sees bytes, and the library that Warren uses.</summary>
internal sealed class RawApi : IAsyncDisposable
{
    public const string Clusters = "/apis/rabbitmq.com/v1beta1/namespaces/default/rabbitmqclusters";
    public const string Secrets = "/api/v1/namespaces/default/secrets";

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private readonly HttpClient http = new(new SocketsHttpHandler { UseProxy = false }) { Timeout = Timeout.InfiniteTimeSpan };
    private readonly KubernetesCluster? cluster;

    private RawApi(ApiServer server, KubernetesCluster? cluster)
    {
        (Server, this.cluster) = (server, cluster);
        Client = new k8s.Kubernetes(new KubernetesClientConfiguration { Host = server.Url.AbsoluteUri, AccessToken = server.AdminToken });
    }

    public ApiServer Server { get; }

    public KubernetesCluster Cluster => cluster!;

    public k8s.Kubernetes Client { get; }

    /// <summary>Only the API server and its collectors.</summary>
    public static async Task<RawApi> ServerAsync(ApiServerOptions? options = null) => new(await ApiServer.StartAsync(options), null);

    /// <summary>With operator and pretended pods.</summary>
    public static async Task<RawApi> ClusterAsync(ApiServerOptions? options = null)
    {
        var made = await KubernetesCluster.StartAsync(options);
        return new(made.Server, made);
    }

    public static async Task<RawApi> BrokersAsync()
    {
        var made = await KubernetesCluster.StartWithBrokersAsync();
        return new(made.Server, made);
    }

    /// <summary>A RabbitmqCluster as one sends it.</summary>
    public static JsonObject Instance(string name, string spec = "{}") =>
        new() { ["apiVersion"] = "rabbitmq.com/v1beta1", ["kind"] = "RabbitmqCluster", ["metadata"] = new JsonObject { ["name"] = name }, ["spec"] = JsonNode.Parse(spec) };

    public static JsonObject Secret(string name) => new() { ["metadata"] = new JsonObject { ["name"] = name }, ["stringData"] = new JsonObject { ["a"] = "b" } };

    public Task<RawAnswer> GetAsync(string path) => SendAsync("GET", path, null);

    public Task<RawAnswer> PostAsync(string path, JsonNode body) => SendAsync("POST", path, body);

    public Task<RawAnswer> MergeAsync(string path, string patch) => SendAsync("PATCH", path, JsonNode.Parse(patch), "application/merge-patch+json");

    public Task<RawAnswer> ApplyAsync(string path, JsonNode body, string manager = "warren", bool force = false) =>
        SendAsync("PATCH", $"{path}?fieldManager={manager}&force={(force ? "true" : "false")}", body, "application/apply-patch+yaml");

    public async Task<RawAnswer> SendAsync(string method, string path, JsonNode? body, string type = "application/json", string? with = null)
    {
        using HttpRequestMessage request = new(new HttpMethod(method), new Uri(Server.Url, path));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", with ?? Server.AdminToken);
        if (body is not null)
        {
            request.Content = new StringContent(body.ToJsonString(), Encoding.UTF8);
            request.Content.Headers.ContentType = new MediaTypeHeaderValue(type);
        }

        using var answer = await http.SendAsync(request, TestContext.Current.CancellationToken);
        return new RawAnswer((int)answer.StatusCode, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    /// <summary>Opens a watch; its lines come as the server writes them.</summary>
    public async Task<StreamReader> WatchAsync(string path)
    {
        using HttpRequestMessage request = new(HttpMethod.Get, new Uri(Server.Url, path));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", Server.AdminToken);
        var answer = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
        Assert.Equal(200, (int)answer.StatusCode);
        return new StreamReader(await answer.Content.ReadAsStreamAsync());
    }

    /// <summary>Next line of a watch; null where it has ended.</summary>
    public static async Task<JsonNode?> NextAsync(StreamReader watch) =>
        await watch.ReadLineAsync().WaitAsync(Patience, TestContext.Current.CancellationToken) is { } line ? JsonNode.Parse(line) : null;

    /// <summary>Reads an object again and again until it is as expected.</summary>
    public async Task<JsonNode> UntilAsync(string path, Func<JsonNode, bool> reached)
    {
        using CancellationTokenSource limit = new(Patience);
        while (true)
        {
            var seen = Server.Cluster.Store.Version;
            var answer = await GetAsync(path);
            if (answer.Text.StartsWith('{') && reached(answer.Body))
            {
                return answer.Body;
            }

            try
            {
                await Server.Cluster.Store.ChangedAsync(seen, limit.Token);
            }
            catch (OperationCanceledException e)
            {
                throw new TimeoutException($"{path} did not get there: {answer.Text}; {cluster?.Operator.LastError} {cluster?.Kubelet.LastError}", e);
            }
        }
    }

    /// <summary>Ready as a driver has to ask for it.</summary>
    public Task<JsonNode> ReadyAsync(string name) => UntilAsync($"{Clusters}/{name}", IsReady);

    public static bool IsReady(JsonNode o) => o.Number("status", "observedGeneration") == o.Number("metadata", "generation")
        && (string[])["ReconcileSuccess", "AllReplicasReady", "ClusterAvailable"] is var all && all.All(t => Condition(o, t)?.Text("status") == "True");

    public static JsonObject? Condition(JsonNode o, string type) => o.Items("status", "conditions").FirstOrDefault(c => c.Text("type") == type);

    public static string Version(JsonNode o) => o.Text("metadata", "resourceVersion")!;

    public static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        http.Dispose();
        await (cluster?.DisposeAsync() ?? Server.DisposeAsync());
    }
}
