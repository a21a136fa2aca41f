using System.Collections.Concurrent;
using Warren.Engine.Broker;
using Warren.Server.Tests.Hosting;

namespace Warren.Server.Tests.Dms.V2.Topology;

/// <summary>
/// A Warren whose runtime answers the calls of the management API from a list, in the form in which RabbitMQ 3.10 answers them; the tests with real brokers
/// (TopologyTests) say that it does. What is not in the list is not on the broker.
/// </summary>
public sealed class ScriptedBroker : IAsyncLifetime
{
    private readonly ConcurrentDictionary<string, ManagementAnswer> answers = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<ManagementCall> changes = new();

    internal WarrenHost Host { get; } = new();

    internal string Id { get; private set; } = "";

    /// <summary>…/vhosts of the instance.</summary>
    internal string Vhosts => $"/v2/rabbitmq/{Host.Credentials.ProjectId}/instances/{Id}/vhosts";

    /// <summary>…/users of the instance.</summary>
    internal string Users => $"/v2/{Host.Credentials.ProjectId}/instances/{Id}/users";

    /// <summary>What was asked to be changed, as method, path and body.</summary>
    internal IReadOnlyList<string> Changes => [.. changes.Select(c => $"{c.Method} {c.Path} {c.Body}".TrimEnd())];

    public async ValueTask InitializeAsync()
    {
        await Host.InitializeAsync();
        Id = await Instances.V2Steps.RunV2Async(Host);
        Reset();
    }

    public ValueTask DisposeAsync() => Host.DisposeAsync();

    /// <summary>A broker with the vhosts "/" and "a/b", and nothing in them but an exchange, a queue and a binding.</summary>
    internal void Reset()
    {
        answers.Clear();
        changes.Clear();
        Host.Brokers.Management = Answer;
        Set("vhosts", """[{"name":"a/b","tracing":true},{"name":"/","tracing":false}]""");
        Set("vhosts/%2F", """{"name":"/"}""");
        Set("vhosts/a%2Fb", """{"name":"a/b"}""");
        Set("exchanges/%2F", $$"""[{{Exchange}},{"arguments":{},"auto_delete":false,"durable":true,"internal":false,"name":"","type":"direct","vhost":"/"}]""");
        Set("exchanges/%2F/orders", Exchange);
        Set("exchanges/%2F/orders/bindings/source", $"[{Binding}]");
        Set("queues/%2F", $"[{Queue}]");
        Set("queues/%2F/jobs", Queue.Replace("\"name\"", Consumers + "\"name\"", StringComparison.Ordinal));
        Set("queues/%2F/jobs/bindings", $"[{Binding}]");
        Set("bindings/%2F/e/orders/q/jobs/new%252Fones", Binding);
        Set("users", """[{"name":"warren.agent","tags":["administrator"]},{"name":"user","tags":["administrator"]},{"name":"reader","tags":["monitoring"]}]""");
        Set("users/reader", """{"name":"reader","tags":["monitoring"]}""");
        Set("users/reader/permissions", """[{"user":"reader","vhost":"/","configure":"","write":"","read":".*"},{"user":"reader","vhost":"a/b","configure":"","write":"","read":""}]""");
        Set("permissions", """[{"user":"reader","vhost":"/","configure":"","write":"","read":".*"},{"user":"warren.agent","vhost":"/","configure":".*","write":".*","read":".*"}]""");
    }

    /// <summary>How a GET of a path is answered from now on.</summary>
    internal void Set(string path, string body) => answers["GET " + path] = new ManagementAnswer(200, body);

    /// <summary>How a change is answered from now on; otherwise it succeeds.</summary>
    internal void Refuse(string call, int status, string body) => answers[call] = new ManagementAnswer(status, body);

    private const string Exchange = """{"arguments":{"alternate-exchange":"other"},"auto_delete":false,"durable":true,"internal":true,"name":"orders","type":"topic","vhost":"/"}""";
    private const string Queue = """{"arguments":{"x-message-ttl":60000},"auto_delete":false,"consumers":1,"durable":true,"messages":12,"name":"jobs","policy":"ha","vhost":"/"}""";
    private const string Binding = """{"source":"orders","vhost":"/","destination":"jobs","destination_type":"queue","routing_key":"new/ones","arguments":{},"properties_key":"new%2Fones"}""";

    private const string Consumers = """
        "consumer_details":[{"ack_required":true,"consumer_tag":"me","prefetch_count":7,"channel_details":{"connection_name":"10.0.0.9:1 -> 10.0.0.5:5672","name":"10.0.0.9:1 -> 10.0.0.5:5672 (1)","number":1,"peer_host":"10.0.0.9","peer_port":1,"user":"reader"}},
        {"ack_required":false,"consumer_tag":"gone","prefetch_count":0,"channel_details":[]}],
        """;

    private ManagementAnswer Answer(ManagementCall call)
    {
        if (call.Method != HttpMethod.Get)
        {
            changes.Enqueue(call);
        }

        return answers.TryGetValue($"{call.Method} {call.Path}", out var answer) ? answer
            : call.Method == HttpMethod.Get ? new ManagementAnswer(404, """{"error":"Object Not Found","reason":"Not Found"}""")
            : new ManagementAnswer(204, "");
    }
}
