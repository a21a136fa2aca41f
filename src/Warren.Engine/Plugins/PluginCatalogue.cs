namespace Warren.Engine.Plugins;

/// <summary>
/// Plugins of RabbitMQ that a customer may turn on, where they are installed. Left out are those that decide who logs in or how nodes find each other, which is
/// Warren's, those whose listeners do not keep to an address and to TLS (Web MQTT, Web STOMP), and examples.
/// </summary>
internal static class PluginCatalogue
{
    public static IReadOnlyList<string> Offered { get; } =
    [
        "rabbitmq_amqp1_0",
        "rabbitmq_consistent_hash_exchange",
        "rabbitmq_delayed_message_exchange",
        "rabbitmq_event_exchange",
        "rabbitmq_federation",
        "rabbitmq_federation_management",
        "rabbitmq_jms_topic_exchange",
        "rabbitmq_mqtt",
        "rabbitmq_prometheus",
        "rabbitmq_random_exchange",
        "rabbitmq_recent_history_exchange",
        "rabbitmq_sharding",
        "rabbitmq_shovel",
        "rabbitmq_shovel_management",
        "rabbitmq_stomp",
        "rabbitmq_stream",
        "rabbitmq_stream_management",
        "rabbitmq_top",
        "rabbitmq_tracing",
    ];
}

/// <param name="Name">As RabbitMQ knows it.</param>
/// <param name="Version">Its release.</param>
public sealed record InstalledPlugin(string Name, string Version);
