using System.Text;

namespace Warren.Engine.Runtimes.Local;

/// <summary>
/// A node's advanced.config: where plugins listen and write. It is written for all of them whether they are on or not, so that one that is turned on later, without
/// a restart, finds it. Each listens on the node's own address alone, and where the instance has TLS, over TLS alone. A golden test holds its text.
/// </summary>
internal static class PluginConfig
{
    private const int MqttPort = 1883;
    private const int MqttTlsPort = 8883;
    private const int StompPort = 61613;
    private const int StompTlsPort = 61614;
    private const int StreamPort = 5552;
    private const int StreamTlsPort = 5551;
    private const int PrometheusPort = 15692;
    private const int PrometheusTlsPort = 15691;

    public static string Text(NodeFolder node, BrokerPlan plan)
    {
        var address = plan.Addresses[node.Index];
        var text = new StringBuilder("[\n");
        string Listeners(int plain, int tls) => plan.Tls
            ? $"{{tcp_listeners, []}}, {{ssl_listeners, [{{\"{address}\", {tls}}}]}}"
            : $"{{tcp_listeners, [{{\"{address}\", {plain}}}]}}, {{ssl_listeners, []}}";

        text.Append($" {{rabbitmq_mqtt, [{Listeners(MqttPort, MqttTlsPort)}, {{allow_anonymous, false}}]}},\n");
        text.Append($" {{rabbitmq_stomp, [{Listeners(StompPort, StompTlsPort)}]}},\n");
        text.Append($" {{rabbitmq_stream, [{Listeners(StreamPort, StreamTlsPort)}, {{advertised_host, <<\"{address}\">>}}, {{advertised_tls_host, <<\"{address}\">>}}]}},\n");
        text.Append(plan.Tls
            ? $" {{rabbitmq_prometheus, [{{ssl_config, [{{ip, \"{address}\"}}, {{port, {PrometheusTlsPort}}}, {{cacertfile, \"{node.AuthorityFile}\"}}, {{certfile, \"{node.CertificateFile}\"}}, {{keyfile, \"{node.KeyFile}\"}}]}}]}},\n"
            : $" {{rabbitmq_prometheus, [{{tcp_config, [{{ip, \"{address}\"}}, {{port, {PrometheusPort}}}]}}]}},\n");
        text.Append($" {{rabbitmq_tracing, [{{directory, \"{Path.Combine(node.Log, "tracing")}\"}}]}}\n");
        return text.Append("].\n").ToString();
    }
}
