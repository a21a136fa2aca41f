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
            Tag = Text(consumer, "consumer_tag"),
            AckRequired = consumer.TryGetProperty("ack_required", out var ack) && ack.ValueKind == JsonValueKind.True,
            PrefetchCount = Number(consumer, "prefetch_count"),
            ChannelName = Text(channel, "name"),
            ChannelNumber = Number(channel, "number"),
            User = Text(channel, "user"),
            ConnectionName = Text(channel, "connection_name"),
            PeerHost = Text(channel, "peer_host"),
            PeerPort = Number(channel, "peer_port"),
        };
    }

    private static string Text(JsonElement of, string name) => of.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";

    private static long Number(JsonElement of, string name) => of.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number ? value.GetInt64() : 0;
}
