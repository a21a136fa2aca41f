using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Warren.Kubernetes.Objects;

namespace Warren.Kubernetes.Operators;

/// <summary>The ConfigMap of the nodes: the operator's own part, and the user's.</summary>
internal static class ServerConfig
{
    private const string Defaults = "operatorDefaults.conf";
    private const string SizeHint = "cluster_formation.target_cluster_size_hint";

    public static JsonObject Data(JsonObject instance)
    {
        var name = instance.Name();
        JsonObject data = new()
        {
            [Defaults] = Lines(
                ("queue_master_locator", "min-masters"),
                ("disk_free_limit.absolute", "2GB"),
                ("cluster_partition_handling", "pause_minority"),
                ("cluster_formation.peer_discovery_backend", "rabbit_peer_discovery_k8s"),
                ("cluster_formation.k8s.host", "kubernetes.default"),
                ("cluster_formation.k8s.address_type", "hostname"),
                (SizeHint, InstanceSpec.Replicas(instance).ToString(CultureInfo.InvariantCulture)),
                ("cluster_name", name)),
            ["userDefinedConfiguration.conf"] = Lines([.. Tls(instance), .. Memory(instance)]) + instance.Text("spec", "rabbitmq", "additionalConfig"),
        };
        foreach (var (key, field) in ((string, string)[])[("advanced.config", "advancedConfig"), ("rabbitmq-env.conf", "envConfig"), ("erl_inetrc", "erlangInetConfig")])
        {
            if (instance.Text("spec", "rabbitmq", field) is { Length: > 0 } text)
            {
                data[key] = text;
            }
        }

        return data;
    }

    /// <summary>All but the hint of the cluster's size is read at the start of a node.</summary>
    public static bool NeedsRestart(JsonObject before, JsonObject after) => !JsonNode.DeepEquals(WithoutHint(before), WithoutHint(after));

    private static JsonObject WithoutHint(JsonObject map)
    {
        var data = map.Child("data").Copy();
        data[Defaults] = string.Join('\n', (data.Text(Defaults) ?? "").Split('\n').Where(l => !l.StartsWith(SizeHint, StringComparison.Ordinal)));
        return data;
    }

    private static IEnumerable<(string Key, string Value)> Tls(JsonObject instance)
    {
        if (InstanceSpec.TlsSecret(instance) is null)
        {
            yield break;
        }

        foreach (var prefix in (string[])["ssl_options", "management.ssl", "prometheus.ssl"])
        {
            yield return ($"{prefix}.certfile", "/etc/rabbitmq-tls/tls.crt");
            yield return ($"{prefix}.keyfile", "/etc/rabbitmq-tls/tls.key");
            if (InstanceSpec.AuthoritySecret(instance) is not null)
            {
                yield return ($"{prefix}.cacertfile", "/etc/rabbitmq-tls/ca.crt");
            }
        }

        yield return ("listeners.ssl.default", "5671");
        yield return ("management.ssl.port", "15671");
        yield return ("prometheus.ssl.port", "15691");
        if (InstanceSpec.AuthoritySecret(instance) is not null)
        {
            yield return ("ssl_options.verify", "verify_peer");
        }

        if (InstanceSpec.OnlyTls(instance))
        {
            yield return ("listeners.tcp", "none");
        }
        else
        {
            yield return ("management.tcp.port", "15672");
            yield return ("prometheus.tcp.port", "15692");
        }
    }

    /// <summary>Erlang needs some room above the broker: a fifth, and at most 2 GiB.</summary>
    private static IEnumerable<(string Key, string Value)> Memory(JsonObject instance)
    {
        if (instance.At("spec", "resources", "limits", "memory") is { } limit)
        {
            var bytes = Quantity.Parse(limit.ToString());
            yield return ("total_memory_available_override_value", Quantity.Show(decimal.Floor(bytes - Math.Min(bytes / 5, 2m * 1024 * 1024 * 1024))));
        }
    }

    private static string Lines(params (string Key, string Value)[] lines)
    {
        var text = new StringBuilder();
        foreach (var (key, value) in lines)
        {
            text.Append(key).Append(" = ").Append(value).Append('\n');
        }

        return text.ToString();
    }
}
