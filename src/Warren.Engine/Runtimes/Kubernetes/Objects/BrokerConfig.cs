using System.Globalization;
using System.Text;
using Warren.Engine.Security;

namespace Warren.Engine.Runtimes.Kubernetes.Objects;

/// <summary>What Warren adds to the operator's own rabbitmq.conf, and advanced.config. The memory that the watermark is a part of is set by the operator, from the limit.</summary>
internal static class BrokerConfig
{
    /// <summary>
    /// Nobody comes in without a name: before RabbitMQ 4 that is MQTT's own setting, since then one for all protocols, and neither release minds the other's. Written
    /// whether the plugin is on or not, so that turning it on changes no configuration.
    /// </summary>
    public const string Advanced = "[{rabbit, [{anonymous_login_user, none}]}, {rabbitmq_mqtt, [{allow_anonymous, false}]}].";

    private const string MemoryWatermark = "0.4";
    private const string DiskFreeLimit = "2GB";
    private const int MaxChannels = 2047;

    public static string Text(BrokerPlan plan)
    {
        var text = new StringBuilder();
        void Line(string key, string value) => text.Append(key).Append(" = ").Append(value).Append('\n');
        Line("connection_max", plan.Size.MaxConnections.ToString(CultureInfo.InvariantCulture));
        Line("channel_max", MaxChannels.ToString(CultureInfo.InvariantCulture));
        Line("vm_memory_high_watermark.relative", MemoryWatermark);
        Line("disk_free_limit.absolute", DiskFreeLimit);
        Line("load_definitions", $"{ClusterObject.DefinitionsFolder}/{ClusterObject.DefinitionsFile}");
        if (plan.IsCluster)
        {
            Line("cluster_partition_handling", "pause_minority");
        }

        if (plan.Tls)
        {
            Line("ssl_options.verify", "verify_none");
            Line("ssl_options.fail_if_no_peer_cert", "false");
            foreach (var (key, value) in TlsChoice.OfBroker("ssl_options").Concat(TlsChoice.OfBroker("management.ssl")))
            {
                Line(key, value);
            }
        }

        return text.ToString();
    }
}
