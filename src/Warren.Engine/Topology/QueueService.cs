using System.Text.Json;
using System.Text.Json.Nodes;
using Warren.Engine.Broker;
using Warren.Engine.Errors;
using Warren.Engine.Iam;

namespace Warren.Engine.Topology;

/// <summary>Queues of a vhost.</summary>
public sealed class QueueService(BrokerAccess brokers)
{
    private const string Lazy = "lazy";

    /// <summary>How it is spoken of in errors.</summary>
    public static string Named(string vhost, string queue) => $"queue {queue} in vhost {vhost}";

    /// <summary>By name.</summary>
    /// <exception cref="WarrenException">BrokerObjectUnknown: there is no such vhost.</exception>
    public async Task<IReadOnlyList<BrokerQueue>> ListAsync(Caller caller, string instanceId, string vhost, CancellationToken ct)
    {
        var broker = await brokers.OpenAsync(caller, instanceId, ct);
        var queues = await brokers.GetAsync(broker, VhostService.Named(vhost), ManagementCall.PathOf("queues", vhost), ct);
        return [.. queues.EnumerateArray().Select(Read).OrderBy(q => q.Name, StringComparer.Ordinal)];
    }

    /// <summary>Makes a queue; one that exists as it is asked for stays. A lazy one is a classic queue, since only those can be.</summary>
    /// <exception cref="WarrenException">ParameterInvalid naming the field, BrokerObjectUnknown, or BrokerRefused: it exists with other arguments.</exception>
    public async Task CreateAsync(Caller caller, string instanceId, string vhost, QueueOrder order, CancellationToken ct)
    {
        var name = BrokerNames.Check(order.Name, "name");
        var arguments = Arguments(order);
        var broker = await brokers.OpenAsync(caller, instanceId, ct);
        await brokers.GetAsync(broker, VhostService.Named(vhost), ManagementCall.PathOf("vhosts", vhost), ct);
        var body = new JsonObject { ["durable"] = order.Durable, ["auto_delete"] = order.AutoDelete, ["arguments"] = arguments };
        await brokers.SendInAsync(broker, vhost, Named(vhost, name), new ManagementCall(HttpMethod.Put, ManagementCall.PathOf("queues", vhost, name), body.ToJsonString()), ct);
    }

    /// <summary>A queue with who consumes it and what is bound to it.</summary>
    /// <exception cref="WarrenException">BrokerObjectUnknown.</exception>
    public async Task<QueueDetails> ShowAsync(Caller caller, string instanceId, string vhost, string name, CancellationToken ct)
    {
        var broker = await brokers.OpenAsync(caller, instanceId, ct);
        var path = ManagementCall.PathOf("queues", vhost, name);
        var queue = await brokers.GetAsync(broker, Named(vhost, name), path, ct);
        var bindings = await brokers.GetAsync(broker, Named(vhost, name), path + "/bindings", ct);
        return new QueueDetails(
            Read(queue),
            queue.TryGetProperty("consumer_details", out var consumers) ? [.. consumers.EnumerateArray().Select(QueueConsumer.From)] : [],
            [.. bindings.EnumerateArray().Select(BindingService.Read)]);
    }

    /// <summary>Throws away the messages that wait in a queue.</summary>
    /// <exception cref="WarrenException">BrokerObjectUnknown.</exception>
    public async Task PurgeAsync(Caller caller, string instanceId, string vhost, string name, CancellationToken ct)
    {
        var broker = await brokers.OpenAsync(caller, instanceId, ct);
        var path = ManagementCall.PathOf("queues", vhost, name);
        await brokers.GetAsync(broker, Named(vhost, name), path, ct);
        await brokers.SendInAsync(broker, vhost, Named(vhost, name), new ManagementCall(HttpMethod.Delete, path + "/contents"), ct);
    }

    /// <summary>Deletes queues with their messages; one that is not there counts as deleted.</summary>
    public Task DeleteAsync(Caller caller, string instanceId, string vhost, IReadOnlyList<string?>? names, CancellationToken ct) =>
        brokers.DeleteNamedAsync(caller, instanceId, vhost, "queues", names, ct);

    private static JsonObject Arguments(QueueOrder order)
    {
        var arguments = new JsonObject();
        if (!string.IsNullOrEmpty(order.DeadLetterExchange))
        {
            arguments["x-dead-letter-exchange"] = order.DeadLetterExchange;
        }

        if (!string.IsNullOrEmpty(order.DeadLetterRoutingKey))
        {
            arguments["x-dead-letter-routing-key"] = order.DeadLetterRoutingKey;
        }

        if (order.MessageTtl is { } ttl)
        {
            arguments["x-message-ttl"] = ttl >= 0 ? ttl : throw new WarrenException(DmsErrors.ParameterInvalid, "message_ttl", "milliseconds from 0");
        }

        if (!string.IsNullOrEmpty(order.LazyMode))
        {
            arguments["x-queue-mode"] = order.LazyMode == Lazy ? Lazy : throw new WarrenException(DmsErrors.ParameterInvalid, "lazy_mode", Lazy);
            arguments["x-queue-type"] = "classic";
        }

        return arguments;
    }

    private static BrokerQueue Read(JsonElement queue) => new()
    {
        Vhost = queue.GetProperty("vhost").GetString()!,
        Name = queue.GetProperty("name").GetString()!,
        Durable = queue.GetProperty("durable").GetBoolean(),
        AutoDelete = queue.GetProperty("auto_delete").GetBoolean(),
        Messages = queue.Number("messages"),
        Consumers = queue.Number("consumers"),
        Policy = queue.Text("policy"),
        Arguments = BrokerArguments.Of(queue),
    };
}

/// <summary>A queue as it is asked for.</summary>
public sealed record QueueOrder
{
    public string? Name { get; init; }

    public bool Durable { get; init; }

    public bool AutoDelete { get; init; }

    public string? DeadLetterExchange { get; init; }

    public string? DeadLetterRoutingKey { get; init; }

    /// <summary>Milliseconds.</summary>
    public long? MessageTtl { get; init; }

    /// <summary>lazy, or nothing.</summary>
    public string? LazyMode { get; init; }
}

public sealed record BrokerQueue
{
    public required string Vhost { get; init; }

    public required string Name { get; init; }

    public required bool Durable { get; init; }

    public required bool AutoDelete { get; init; }

    public required long Messages { get; init; }

    public required long Consumers { get; init; }

    /// <summary>Name of the policy that holds for it; empty: none.</summary>
    public required string Policy { get; init; }

    public required IReadOnlyDictionary<string, JsonElement> Arguments { get; init; }
}

public sealed record QueueDetails(BrokerQueue Queue, IReadOnlyList<QueueConsumer> Consumers, IReadOnlyList<Binding> Bindings);
