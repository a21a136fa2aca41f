using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using k8s;
using Warren.Engine.Broker;
using Warren.Engine.Security;
using Warren.Kubernetes;
using Warren.Kubernetes.Objects;

namespace Warren.Engine.Tests.Runtimes.Kubernetes.StandIn;

public sealed class BrokerPodTests
{
    private const string Pod = "/api/v1/namespaces/default/pods/q1-server-0";

    /// <summary>One broker for all of it, since each start takes seconds.</summary>
    [Fact]
    public async Task A_real_broker_has_the_users_and_definitions_of_its_secrets_is_reached_by_port_forward_and_keeps_its_data()
    {
        Assert.SkipUnless(KubernetesCluster.MissingForBrokers is null, KubernetesCluster.MissingForBrokers ?? "");
        await using var api = await RawApi.BrokersAsync();
        await api.PostAsync(RawApi.Secrets, JsonNode.Parse("""{"metadata":{"name":"q1-default-user"},"stringData":{"username":"me","password":"mine","default_user.conf":"default_user = me\ndefault_pass = mine\n"}}""")!);
        await api.PostAsync(RawApi.Secrets, Definitions());
        const string Spec = """
            {"rabbitmq":{"additionalConfig":"load_definitions = /etc/warren/d.json\nchannel_max = 77\n"},"override":{"statefulSet":{"spec":{"template":{"spec":{
            "containers":[{"name":"rabbitmq","volumeMounts":[{"name":"defs","mountPath":"/etc/warren/"}]}],"volumes":[{"name":"defs","secret":{"secretName":"defs"}}]}}}}}}
            """;
        await api.PostAsync(RawApi.Clusters, RawApi.Instance("q1"));
        await api.PostAsync(RawApi.Clusters, RawApi.Instance("q2", Spec)); // with definitions to load a broker makes no default user
        await api.ReadyAsync("q1");
        await api.ReadyAsync("q2");

        var other = (await api.GetAsync("/api/v1/namespaces/default/pods/q2-server-0")).Body;
        var first = (await api.GetAsync(Pod)).Body;
        using var http = Management();
        using var made = await http.PutAsync(new Uri($"http://{first.Text("status", "podIP")}:15672/api/vhosts/later"), null, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.Created, made.StatusCode);
        Assert.Contains("\"mine\"", await http.GetStringAsync(new Uri($"http://{other.Text("status", "podIP")}:15672/api/vhosts"), TestContext.Current.CancellationToken), StringComparison.Ordinal);
        using CancellationTokenSource patience = new(TimeSpan.FromMinutes(1));
        while (!(await api.GetAsync($"{Pod}/log?tailLines=200")).Text.Contains("Server startup complete", StringComparison.Ordinal))
        {
            await Task.Delay(TimeSpan.FromMilliseconds(100), patience.Token); // its port was open before it said so; the names of its plugins follow
        }

        Assert.Equal("AMQP\0\0\u0009\u0001", await HelloAsync(api));

        await api.SendAsync("DELETE", Pod, null);
        var second = await api.UntilAsync(Pod, o => o.Text("metadata", "uid") is { } uid && uid != first.Text("metadata", "uid") && o.Items("status", "conditions").Any(c => c.Text("type") == "Ready" && c.Text("status") == "True"));

        Assert.NotEqual(first.Text("status", "podIP"), second.Text("status", "podIP"));
        Assert.Contains("\"later\"", await http.GetStringAsync(new Uri($"http://{second.Text("status", "podIP")}:15672/api/vhosts"), TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    /// <summary>A broker answers a protocol that it does not speak with the one that it does.</summary>
    private static async Task<string> HelloAsync(RawApi api)
    {
        using var socket = await api.Client.WebSocketNamespacedPodPortForwardAsync("q1-server-0", "default", [5672], "v4.channel.k8s.io", cancellationToken: TestContext.Current.CancellationToken);
        using StreamDemuxer demuxer = new(socket, StreamType.PortForward);
        demuxer.Start();
        await using var stream = demuxer.GetStream((byte?)0, (byte?)0);
        await stream.WriteAsync("AMQP\0\u0009\u0009\u0009"u8.ToArray(), TestContext.Current.CancellationToken);
        var buffer = new byte[64];
        var count = await stream.ReadAsync(buffer, TestContext.Current.CancellationToken);
        return Encoding.ASCII.GetString(buffer, 0, count);
    }

    /// <summary>The user that the other broker has from its secret, here by the hash of its password.</summary>
    private static JsonObject Definitions() => new()
    {
        ["metadata"] = new JsonObject { ["name"] = "defs" },
        ["stringData"] = new JsonObject
        {
            ["d.json"] = new JsonObject
            {
                ["vhosts"] = new JsonArray(new JsonObject { ["name"] = "/" }, new JsonObject { ["name"] = "mine" }),
                ["users"] = new JsonArray(new JsonObject
                {
                    ["name"] = "me",
                    ["password_hash"] = PasswordHash.Of(new Secret("mine")),
                    ["hashing_algorithm"] = PasswordHash.Algorithm,
                    ["tags"] = "administrator",
                }),
            }.ToJsonString(),
        },
    };

    private static HttpClient Management()
    {
        HttpClient http = new(new SocketsHttpHandler { UseProxy = false });
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String("me:mine"u8));
        return http;
    }
}
