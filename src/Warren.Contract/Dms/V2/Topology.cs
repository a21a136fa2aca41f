using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization;
using Warren.Contract.Json;

namespace Warren.Contract.Dms.V2;

/// <summary>A page of vhosts, exchanges, queues or bindings.</summary>
public sealed record PageResponse<T>
{
    /// <summary>How many are on this page.</summary>
    [JsonPropertyName("size")]
    public required int Size { get; init; }

    /// <summary>How many there are, on all pages.</summary>
    [JsonPropertyName("total")]
    public required int Total { get; init; }

    [JsonPropertyName("items")]
    public required IReadOnlyList<T> Items { get; init; }
}

/// <summary>Body of the calls that delete several vhosts, exchanges or queues.</summary>
public sealed record DeleteNamesRequest
{
    /// <summary>Names; what is not there counts as deleted. Error DMS.00400063.</summary>
    [JsonPropertyName("name")]
    public IReadOnlyList<string?>? Name { get; init; }
}

/// <summary>Body of PUT …/vhosts.</summary>
public sealed record CreateVhostRequest
{
    /// <summary>1 to 128 characters. Error DMS.00400063.</summary>
    [JsonPropertyName("name")]
    public string? Name { get; init; }
}

public sealed record VhostBody
{
    [JsonPropertyName("name")]
    public required string Name { get; init; }

    /// <summary>Whether messages are copied for tracing.</summary>
    [JsonPropertyName("tracing")]
    public required bool Tracing { get; init; }
}

/// <summary>Body of PUT …/exchanges.</summary>
public sealed record CreateExchangeRequest
{
    /// <summary>1 to 128 characters. Error DMS.00400063.</summary>
    [JsonPropertyName("name")]
    public string? Name { get; init; }

    /// <summary>direct, fanout, topic or headers; x-delayed-message and x-consistent-hash where their plugins are on. Error DMS.00400063.</summary>
    [JsonPropertyName("type")]
    public string? Type { get; init; }

    /// <summary>Default false.</summary>
    [JsonPropertyName("durable")]
    [JsonConverter(typeof(LenientBooleanConverter))]
    public bool? Durable { get; init; }

    /// <summary>Default false.</summary>
    [JsonPropertyName("auto_delete")]
    [JsonConverter(typeof(LenientBooleanConverter))]
    public bool? AutoDelete { get; init; }

    /// <summary>Default false.</summary>
    [JsonPropertyName("internal")]
    [JsonConverter(typeof(LenientBooleanConverter))]
    public bool? Internal { get; init; }

    /// <summary>As RabbitMQ takes them.</summary>
    [JsonPropertyName("arguments")]
    public IReadOnlyDictionary<string, JsonElement>? Arguments { get; init; }
}

public sealed record ExchangeBody
{
    [JsonPropertyName("name")]
    public required string Name { get; init; }

    [JsonPropertyName("type")]
    public required string Type { get; init; }

    [JsonPropertyName("durable")]
    public required bool Durable { get; init; }

    [JsonPropertyName("auto_delete")]
    public required bool AutoDelete { get; init; }

    [JsonPropertyName("internal")]
    public required bool Internal { get; init; }

    /// <summary>Whether the broker made it itself.</summary>
    [JsonPropertyName("default")]
    public required bool Default { get; init; }

    [JsonPropertyName("arguments")]
    public required IReadOnlyDictionary<string, JsonElement> Arguments { get; init; }

    [JsonPropertyName("vhost")]
    public required string Vhost { get; init; }
}

/// <summary>Body of PUT …/queues, and its answer.</summary>
public sealed record CreateQueueRequest
{
    /// <summary>1 to 128 characters. Error DMS.00400063.</summary>
    [JsonPropertyName("name")]
    public string? Name { get; init; }

    /// <summary>Default false. In a cluster a durable queue is a quorum queue, unless it is lazy.</summary>
    [JsonPropertyName("durable")]
    [JsonConverter(typeof(LenientBooleanConverter))]
    public bool? Durable { get; init; }

    /// <summary>Default false.</summary>
    [JsonPropertyName("auto_delete")]
    [JsonConverter(typeof(LenientBooleanConverter))]
    public bool? AutoDelete { get; init; }

    [JsonPropertyName("dead_letter_exchange")]
    public string? DeadLetterExchange { get; init; }

    [JsonPropertyName("dead_letter_routing_key")]
    public string? DeadLetterRoutingKey { get; init; }

    /// <summary>Milliseconds, from 0. Error DMS.00400063.</summary>
    [JsonPropertyName("message_ttl")]
    public long? MessageTtl { get; init; }

    /// <summary>lazy: a classic queue that keeps its messages on disk. Error DMS.00400063.</summary>
    [JsonPropertyName("lazy_mode")]
    public string? LazyMode { get; init; }
}

public record QueueBody
{
    [JsonPropertyName("vhost")]
    public required string Vhost { get; init; }

    [JsonPropertyName("name")]
    public required string Name { get; init; }

    [JsonPropertyName("durable")]
    public required bool Durable { get; init; }

    [JsonPropertyName("auto_delete")]
    public required bool AutoDelete { get; init; }

    /// <summary>Messages in it, as the broker last counted them.</summary>
    [JsonPropertyName("messages")]
    public required long Messages { get; init; }

    [JsonPropertyName("consumers")]
    public required long Consumers { get; init; }

    /// <summary>Name of the policy that holds for it; empty: none.</summary>
    [JsonPropertyName("policy")]
    public required string Policy { get; init; }

    /// <summary>x-message-ttl, x-dead-letter-exchange, x-dead-letter-routing-key, x-queue-mode and others.</summary>
    [JsonPropertyName("arguments")]
    public required IReadOnlyDictionary<string, JsonElement> Arguments { get; init; }
}

/// <summary>Answer of GET …/queues/{queue}.</summary>
public sealed record QueueDetailsResponse : QueueBody
{
    [JsonConstructor]
    public QueueDetailsResponse()
    {
    }

    /// <summary>All that the list shows of it, and what is only here.</summary>
    [SetsRequiredMembers]
    public QueueDetailsResponse(QueueBody shown, IReadOnlyList<ConsumerBody> consumers, IReadOnlyList<BindingBody> bindings)
        : base(shown)
    {
        ConsumerDetails = consumers;
        QueueBindings = bindings;
    }

    [JsonPropertyName("consumer_details")]
    public required IReadOnlyList<ConsumerBody> ConsumerDetails { get; init; }

    [JsonPropertyName("queue_bindings")]
    public required IReadOnlyList<BindingBody> QueueBindings { get; init; }
}

public sealed record ConsumerBody
{
    [JsonPropertyName("consumer_tag")]
    public required string ConsumerTag { get; init; }

    [JsonPropertyName("channel_details")]
    public required ChannelBody ChannelDetails { get; init; }

    [JsonPropertyName("ack_required")]
    public required bool AckRequired { get; init; }

    [JsonPropertyName("prefetch_count")]
    public required long PrefetchCount { get; init; }
}

public sealed record ChannelBody
{
    [JsonPropertyName("name")]
    public required string Name { get; init; }

    [JsonPropertyName("number")]
    public required long Number { get; init; }

    [JsonPropertyName("user")]
    public required string User { get; init; }

    [JsonPropertyName("connection_name")]
    public required string ConnectionName { get; init; }

    [JsonPropertyName("peer_host")]
    public required string PeerHost { get; init; }

    [JsonPropertyName("peer_port")]
    public required long PeerPort { get; init; }
}

/// <summary>Body of POST …/exchanges/{exchange}/binding.</summary>
public sealed record CreateBindingRequest
{
    [JsonPropertyName("destination")]
    public string? Destination { get; init; }

    /// <summary>queue or exchange, in any case. Error DMS.00400063.</summary>
    [JsonPropertyName("destination_type")]
    public string? DestinationType { get; init; }

    /// <summary>At most 128 characters without + and ~. Error DMS.00400063.</summary>
    [JsonPropertyName("routing_key")]
    public string? RoutingKey { get; init; }
}

public record NewBindingBody
{
    [JsonPropertyName("source")]
    public required string Source { get; init; }

    /// <summary>queue or exchange, in lower case.</summary>
    [JsonPropertyName("destination_type")]
    public required string DestinationType { get; init; }

    [JsonPropertyName("destination")]
    public required string Destination { get; init; }

    [JsonPropertyName("routing_key")]
    public required string RoutingKey { get; init; }
}

public sealed record BindingBody : NewBindingBody
{
    /// <summary>What the path of the call that deletes it needs.</summary>
    [JsonPropertyName("properties_key")]
    public required string PropertiesKey { get; init; }
}
