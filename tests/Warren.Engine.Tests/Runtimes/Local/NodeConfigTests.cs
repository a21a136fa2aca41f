using System.Net;
using Warren.Engine.Catalogue;
using Warren.Engine.Runtimes;
using Warren.Engine.Runtimes.Local;
using Warren.Engine.Security;

namespace Warren.Engine.Tests.Runtimes.Local;

/// <summary>rabbitmq.conf, whole.</summary>
public sealed class NodeConfigTests
{
    private static readonly NodeFolder Folder = new("/data/brokers/i/0", 0);

    [Fact]
    public void A_node_that_starts_for_the_first_time_reads_its_definitions()
    {
        const string Expected =
            """
            cluster_name = 8959ab1c-7a1a-4eb1-a05a-93dfc361b32d
            listeners.tcp.1 = 127.40.0.9:5672
            management.tcp.ip = 127.40.0.9
            management.tcp.port = 15672
            loopback_users = none
            connection_max = 1000
            channel_max = 2047
            total_memory_available_override_value = 4294967296
            vm_memory_high_watermark.relative = 0.4
            disk_free_limit.absolute = 500000000
            log.console = false
            log.file = rabbit.log
            log.file.rotation.size = 10485760
            log.file.rotation.count = 5
            load_definitions = /data/brokers/i/0/etc/definitions.json

            """;

        Assert.Equal(Expected, NodeConfig.Text(Folder, Plan(tls: false), new LocalOptions(), firstBoot: true));
    }

    [Fact]
    public void With_TLS_a_node_listens_to_nothing_else()
    {
        const string Expected =
            """
            cluster_name = 8959ab1c-7a1a-4eb1-a05a-93dfc361b32d
            listeners.tcp = none
            listeners.ssl.1 = 127.40.0.9:5671
            management.ssl.ip = 127.40.0.9
            management.ssl.port = 15671
            ssl_options.cacertfile = /data/brokers/i/0/etc/ca.crt
            ssl_options.certfile = /data/brokers/i/0/etc/server.crt
            ssl_options.keyfile = /data/brokers/i/0/etc/server.key
            ssl_options.honor_cipher_order = true
            ssl_options.versions.1 = tlsv1.3
            ssl_options.versions.2 = tlsv1.2
            ssl_options.ciphers.1 = TLS_AES_256_GCM_SHA384
            ssl_options.ciphers.2 = TLS_AES_128_GCM_SHA256
            ssl_options.ciphers.3 = TLS_CHACHA20_POLY1305_SHA256
            ssl_options.ciphers.4 = ECDHE-ECDSA-AES256-GCM-SHA384
            ssl_options.ciphers.5 = ECDHE-RSA-AES256-GCM-SHA384
            ssl_options.ciphers.6 = ECDHE-ECDSA-AES128-GCM-SHA256
            ssl_options.ciphers.7 = ECDHE-RSA-AES128-GCM-SHA256
            ssl_options.ciphers.8 = ECDHE-ECDSA-CHACHA20-POLY1305
            ssl_options.ciphers.9 = ECDHE-RSA-CHACHA20-POLY1305
            management.ssl.cacertfile = /data/brokers/i/0/etc/ca.crt
            management.ssl.certfile = /data/brokers/i/0/etc/server.crt
            management.ssl.keyfile = /data/brokers/i/0/etc/server.key
            management.ssl.honor_cipher_order = true
            management.ssl.versions.1 = tlsv1.3
            management.ssl.versions.2 = tlsv1.2
            management.ssl.ciphers.1 = TLS_AES_256_GCM_SHA384
            management.ssl.ciphers.2 = TLS_AES_128_GCM_SHA256
            management.ssl.ciphers.3 = TLS_CHACHA20_POLY1305_SHA256
            management.ssl.ciphers.4 = ECDHE-ECDSA-AES256-GCM-SHA384
            management.ssl.ciphers.5 = ECDHE-RSA-AES256-GCM-SHA384
            management.ssl.ciphers.6 = ECDHE-ECDSA-AES128-GCM-SHA256
            management.ssl.ciphers.7 = ECDHE-RSA-AES128-GCM-SHA256
            management.ssl.ciphers.8 = ECDHE-ECDSA-CHACHA20-POLY1305
            management.ssl.ciphers.9 = ECDHE-RSA-CHACHA20-POLY1305
            ssl_options.verify = verify_none
            ssl_options.fail_if_no_peer_cert = false
            loopback_users = none
            connection_max = 1000
            channel_max = 2047
            total_memory_available_override_value = 4294967296
            vm_memory_high_watermark.relative = 0.4
            disk_free_limit.absolute = 60000000
            log.console = false
            log.file = rabbit.log
            log.file.rotation.size = 10485760
            log.file.rotation.count = 5

            """;

        Assert.Equal(Expected, NodeConfig.Text(Folder, Plan(tls: true), new LocalOptions { DiskFreeLimit = 60_000_000 }, firstBoot: false));
    }

    private static BrokerPlan Plan(bool tls)
    {
        var flavour = ProductCatalogue.Default.Flavours[0];
        return new BrokerPlan
        {
            InstanceId = "8959ab1c-7a1a-4eb1-a05a-93dfc361b32d",
            Addresses = [IPAddress.Parse("127.40.0.9")],
            Size = new NodeSize(flavour.Cpus, flavour.MemoryGb * 1024L * 1024 * 1024, flavour.MaxConnectionsPerNode),
            StorageGb = 100,
            PublicAddress = null,
            RestartedSince = null,
            AccessUser = "user",
            AccessPasswordHash = "",
            NewPassword = null,
            AgentPassword = new Secret("agent"),
            ErlangCookie = new Secret("cookie"),
            Tls = tls,
            ServedNodes = 0,
        };
    }
}
