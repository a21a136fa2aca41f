using System.Text;
using Warren.Engine.Security;

namespace Warren.Engine.Runtimes.Local;

/// <summary>A node's rabbitmq.conf, whole. A golden test holds its text.</summary>
internal static class NodeConfig
{
    /// <summary>Share of a node's memory at which publishers are blocked: RabbitMQ's default, said explicitly.</summary>
    private const string MemoryWatermark = "0.4";

    /// <summary>Channels of one connection (the service's published limit).</summary>
    private const int MaxChannels = 2047;

    public static string Text(NodeFolder node, BrokerPlan plan, LocalOptions options, bool firstBoot)
    {
        var address = plan.Addresses[node.Index];
        var text = new StringBuilder();
        void Line(string key, object value) => text.Append(key).Append(" = ").Append(value).Append('\n');

        Line("cluster_name", plan.InstanceId);
        if (plan.Tls)
        {
            Line("listeners.tcp", "none");
            Line("listeners.ssl.1", $"{address}:{BrokerPlan.AmqpsPort}");
            Line("management.ssl.ip", address);
            Line("management.ssl.port", BrokerPlan.ManagementTlsPort);
            foreach (var prefix in (string[])["ssl_options", "management.ssl"])
            {
                Line($"{prefix}.cacertfile", node.AuthorityFile);
                Line($"{prefix}.certfile", node.CertificateFile);
                Line($"{prefix}.keyfile", node.KeyFile);
                foreach (var (key, value) in TlsChoice.OfBroker(prefix))
                {
                    Line(key, value);
                }
            }

            Line("ssl_options.verify", "verify_none");
            Line("ssl_options.fail_if_no_peer_cert", "false");
        }
        else
        {
            Line("listeners.tcp.1", $"{address}:{BrokerPlan.AmqpPort}");
            Line("management.tcp.ip", address);
            Line("management.tcp.port", BrokerPlan.ManagementPort);
        }

        if (plan.IsCluster)
        {
            Line("cluster_partition_handling", "pause_minority");
            Line("cluster_formation.randomized_startup_delay_range.min", 0);
            Line("cluster_formation.randomized_startup_delay_range.max", 0);
            if (node.Index > 0)
            {
                // Only an empty node looks at this: it joins the first one, which starts alone. Later all know each other from their databases.
                Line("cluster_formation.peer_discovery_backend", "classic_config");
                Line("cluster_formation.classic_config.nodes.1", plan.NodeName(0));
            }
        }

        // Customers' addresses are loopback addresses here, and the user names are theirs to choose.
        Line("loopback_users", "none");
        Line("connection_max", plan.Size.MaxConnections);
        Line("channel_max", MaxChannels);
        Line("total_memory_available_override_value", plan.Size.MemoryBytes);
        Line("vm_memory_high_watermark.relative", MemoryWatermark);
        Line("disk_free_limit.absolute", StorageLimit.FreeLimit(node, options, File.Exists(node.Full)));
        Line("log.console", "false");
        Line("log.file", "rabbit.log");
        Line("log.file.rotation.size", 10 * 1024 * 1024);
        Line("log.file.rotation.count", 5);
        if (firstBoot && node.Index == 0)
        {
            Line("load_definitions", node.DefinitionsFile);
        }

        return text.ToString();
    }
}
