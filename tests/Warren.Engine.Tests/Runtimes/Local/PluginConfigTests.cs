using System.Net;
using Warren.Engine.Plugins;
using Warren.Engine.Runtimes;
using Warren.Engine.Runtimes.Local;
using Warren.Engine.Security;

namespace Warren.Engine.Tests.Runtimes.Local;

/// <summary>The two files of a node that plugins are about, whole.</summary>
public sealed class PluginConfigTests
{
    private static readonly NodeFolder Folder = new("/data/brokers/i/0", 0);

    [Fact]
    public void Plugins_listen_on_the_nodes_own_address_alone()
    {
        const string Expected = """
            [
             {rabbitmq_mqtt, [{tcp_listeners, [{"127.40.0.9", 1883}]}, {ssl_listeners, []}, {allow_anonymous, false}]},
             {rabbitmq_stomp, [{tcp_listeners, [{"127.40.0.9", 61613}]}, {ssl_listeners, []}]},
             {rabbitmq_stream, [{tcp_listeners, [{"127.40.0.9", 5552}]}, {ssl_listeners, []}, {advertised_host, <<"127.40.0.9">>}, {advertised_tls_host, <<"127.40.0.9">>}]},
             {rabbitmq_prometheus, [{tcp_config, [{ip, "127.40.0.9"}, {port, 15692}]}]},
             {rabbitmq_tracing, [{directory, "/data/brokers/i/0/log/tracing"}]}
            ].

            """;

        Assert.Equal(Expected, PluginConfig.Text(Folder, Plan(tls: false)));
    }

    [Fact]
    public void With_TLS_they_listen_over_TLS_alone()
    {
        const string Expected = """
            [
             {rabbitmq_mqtt, [{tcp_listeners, []}, {ssl_listeners, [{"127.40.0.9", 8883}]}, {allow_anonymous, false}]},
             {rabbitmq_stomp, [{tcp_listeners, []}, {ssl_listeners, [{"127.40.0.9", 61614}]}]},
             {rabbitmq_stream, [{tcp_listeners, []}, {ssl_listeners, [{"127.40.0.9", 5551}]}, {advertised_host, <<"127.40.0.9">>}, {advertised_tls_host, <<"127.40.0.9">>}]},
             {rabbitmq_prometheus, [{ssl_config, [{ip, "127.40.0.9"}, {port, 15691}, {cacertfile, "/data/brokers/i/0/etc/ca.crt"}, {certfile, "/data/brokers/i/0/etc/server.crt"}, {keyfile, "/data/brokers/i/0/etc/server.key"}]}]},
             {rabbitmq_tracing, [{directory, "/data/brokers/i/0/log/tracing"}]}
            ].

            """;

        Assert.Equal(Expected, PluginConfig.Text(Folder, Plan(tls: true)));
    }

    [Fact]
    public void A_plugin_that_is_not_installed_any_more_is_left_out_since_a_node_with_it_would_not_boot()
    {
        var plan = Plan(tls: false) with { Plugins = ["rabbitmq_delayed_message_exchange", "rabbitmq_mqtt"] };

        Assert.Equal("[rabbitmq_management,rabbitmq_mqtt].\n", NodePlugins.FileOf(plan, [new InstalledPlugin("rabbitmq_mqtt", "3.10.8")]));
    }

    private static BrokerPlan Plan(bool tls) => new()
    {
        InstanceId = "8959ab1c-7a1a-4eb1-a05a-93dfc361b32d",
        Addresses = [IPAddress.Parse("127.40.0.9")],
        Size = new NodeSize(2, 1, 1),
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
