using System.Text.Json;
using Warren.Contract.Dms.V2;
using Warren.Engine.Topology;

namespace Warren.Server.Dms.V2;

/// <summary>Between the records of vhosts, exchanges, queues and bindings and the engine.</summary>
internal static class TopologyMap
{
    private static readonly Dictionary<string, JsonElement> NoArguments = new(StringComparer.Ordinal);

    public static VhostBody ToBody(Vhost vhost) => new() { Name = vhost.Name, Tracing = vhost.Tracing };

    public static Exchange ToExchange(CreateExchangeRequest request, string vhost) => new()
    {
        Vhost = vhost,
        Name = request.Name ?? "",
        Type = request.Type ?? "",
        Durable = request.Durable ?? false,
        AutoDelete = request.AutoDelete ?? false,
        Internal = request.Internal ?? false,
        Arguments = request.Arguments ?? NoArguments,
    };

    public static ExchangeBody ToBody(Exchange exchange) => new()
    {
        Name = exchange.Name,
        Type = exchange.Type,
        Durable = exchange.Durable,
        AutoDelete = exchange.AutoDelete,
        Internal = exchange.Internal,
        Default = exchange.IsDefault,
        Arguments = exchange.Arguments,
        Vhost = exchange.Vhost,
    };

    public static QueueOrder ToOrder(CreateQueueRequest request) => new()
    {
        Name = request.Name,
        Durable = request.Durable ?? false,
        AutoDelete = request.AutoDelete ?? false,
        DeadLetterExchange = request.DeadLetterExchange,
        DeadLetterRoutingKey = request.DeadLetterRoutingKey,
        MessageTtl = request.MessageTtl,
        LazyMode = request.LazyMode,
    };

    public static QueueBody ToBody(BrokerQueue queue) => new()
    {
        Vhost = queue.Vhost,
        Name = queue.Name,
        Durable = queue.Durable,
        AutoDelete = queue.AutoDelete,
        Messages = queue.Messages,
        Consumers = queue.Consumers,
        Policy = queue.Policy,
        Arguments = queue.Arguments,
    };

    public static QueueDetailsResponse ToResponse(QueueDetails details) =>
        new(ToBody(details.Queue), [.. details.Consumers.Select(ToBody)], [.. details.Bindings.Select(ToBody)]);

    public static BindingBody ToBody(Binding binding) => new()
    {
        Source = binding.Source,
        DestinationType = binding.DestinationType,
        Destination = binding.Destination,
        RoutingKey = binding.RoutingKey,
        PropertiesKey = binding.PropertiesKey,
    };

    private static ConsumerBody ToBody(QueueConsumer consumer) => new()
    {
        ConsumerTag = consumer.Tag,
        AckRequired = consumer.AckRequired,
        PrefetchCount = consumer.PrefetchCount,
        ChannelDetails = new ChannelBody
        {
            Name = consumer.ChannelName,
            Number = consumer.ChannelNumber,
            User = consumer.User,
            ConnectionName = consumer.ConnectionName,
            PeerHost = consumer.PeerHost,
            PeerPort = consumer.PeerPort,
        },
    };
}
