using System.Text.Json;

namespace Warren.Engine.Topology;

/// <summary>Who consumes a queue, and through which channel.</summary>
public sealed record QueueConsumer
{
    public required string Tag { get; init; }

    public required bool AckRequired { get; init; }

    public required long PrefetchCount { get; init; }

    public required string ChannelName { get; init; }

    public required long ChannelNumber { get; init; }

    public required string User { get; init; }

    public required string ConnectionName { get; init; }

    public required string PeerHost { get; init; }

    public required long PeerPort { get; init; }

    /// <summary>One of consumer_details. A channel that has just closed shows an empty list in place of its details.</summary>
    internal static QueueConsumer From(JsonElement consumer)
    {
        var channel = consumer.TryGetProperty("channel_details", out var details) && details.ValueKind == JsonValueKind.Object ? details : JsonElement.Parse("{}");
        return new QueueConsumer
        {
            Tag = consumer.Text("consumer_tag"),
            AckRequired = consumer.TryGetProperty("ack_required", out var ack) && ack.ValueKind == JsonValueKind.True,
            PrefetchCount = consumer.Number("prefetch_count"),
            ChannelName = channel.Text("name"),
            ChannelNumber = channel.Number("number"),
            User = channel.Text("user"),
            ConnectionName = channel.Text("connection_name"),
            PeerHost = channel.Text("peer_host"),
            PeerPort = channel.Number("peer_port"),
        };
    }
}
