using System.Text.Json.Nodes;
using Warren.Kubernetes.Objects;

namespace Warren.Kubernetes.Operators;

/// <summary>The pod of a node: its volumes and where its container sees them.</summary>
internal static class PodTemplate
{
    public static JsonObject Spec(JsonObject instance)
    {
        var name = instance.Name();
        JsonObject container = new()
        {
            ["name"] = "rabbitmq",
            ["image"] = instance.Text("spec", "image") ?? InstanceSpec.Image,
            ["resources"] = instance.At("spec", "resources")?.DeepClone() ?? new JsonObject(),
            ["ports"] = Ports(instance).ToJson(),
            ["env"] = new JsonArray(
                new JsonObject { ["name"] = "RABBITMQ_ENABLED_PLUGINS_FILE", ["value"] = "/operator/enabled_plugins" },
                new JsonObject { ["name"] = "RABBITMQ_USE_LONGNAME", ["value"] = "true" }),
            ["volumeMounts"] = Mounts(instance).ToJson(),
            ["lifecycle"] = new JsonObject
            {
                ["preStop"] = new JsonObject
                {
                    ["exec"] = new JsonObject
                    {
                        ["command"] = new JsonArray(
                            "/bin/bash", "-c", $"rabbitmq-upgrade await_online_quorum_plus_one -t {instance.Number("spec", "terminationGracePeriodSeconds") ?? 604_800} && rabbitmq-upgrade drain"),
                    },
                },
            },
            ["readinessProbe"] = new JsonObject
            {
                ["tcpSocket"] = new JsonObject { ["port"] = InstanceSpec.OnlyTls(instance) ? "amqps" : "amqp" },
                ["initialDelaySeconds"] = 10,
                ["periodSeconds"] = 10,
                ["timeoutSeconds"] = 5,
            },
        };
        JsonObject spec = new()
        {
            ["serviceAccountName"] = $"{name}-server",
            ["automountServiceAccountToken"] = true,
            ["terminationGracePeriodSeconds"] = instance.Number("spec", "terminationGracePeriodSeconds") ?? 604_800,
            ["securityContext"] = new JsonObject { ["fsGroup"] = 0, ["runAsUser"] = 999 },
            ["initContainers"] = new JsonArray(new JsonObject { ["name"] = "setup-container", ["image"] = instance.Text("spec", "image") ?? InstanceSpec.Image }),
            ["containers"] = new JsonArray(container),
            ["volumes"] = Volumes(instance).ToJson(),
        };
        if (instance.Text("metadata", "annotations", "rabbitmq.com/disable-default-topology-spread-constraints") != "true")
        {
            spec["topologySpreadConstraints"] = new JsonArray(new JsonObject
            {
                ["maxSkew"] = 1,
                ["topologyKey"] = "topology.kubernetes.io/zone",
                ["whenUnsatisfiable"] = "ScheduleAnyway",
                ["labelSelector"] = new JsonObject { ["matchLabels"] = new JsonObject { ["app.kubernetes.io/name"] = name } },
            });
        }

        foreach (var field in (string[])["affinity", "tolerations", "imagePullSecrets"])
        {
            if (instance.At("spec", field) is { } value)
            {
                spec[field] = value.DeepClone();
            }
        }

        return spec;
    }

    private static IEnumerable<JsonObject> Ports(JsonObject instance)
    {
        static JsonObject Port(string name, int port) => new() { ["name"] = name, ["containerPort"] = port, ["protocol"] = "TCP" };
        yield return Port("epmd", 4369);
        if (InstanceSpec.TlsSecret(instance) is not null)
        {
            yield return Port("amqps", 5671);
            yield return Port("management-tls", 15671);
        }

        if (!(InstanceSpec.TlsSecret(instance) is not null && InstanceSpec.OnlyTls(instance)))
        {
            yield return Port("amqp", 5672);
            yield return Port("management", 15672);
            yield return Port("prometheus", 15692);
        }

        // By them a plugin changes the template, and with it every pod.
        foreach (var (plugin, name, port) in ((string, string, int)[])[("rabbitmq_mqtt", "mqtt", 1883), ("rabbitmq_stomp", "stomp", 61613), ("rabbitmq_stream", "stream", 5552)])
        {
            if (InstanceSpec.Plugins(instance).Contains(plugin))
            {
                yield return Port(name, port);
            }
        }
    }

    private static IEnumerable<JsonObject> Mounts(JsonObject instance)
    {
        static JsonObject Mount(string name, string path, string? inner = null)
        {
            JsonObject mount = new() { ["name"] = name, ["mountPath"] = path };
            if (inner is not null)
            {
                mount["subPath"] = inner;
            }

            return mount;
        }

        yield return Mount("rabbitmq-erlang-cookie", "/var/lib/rabbitmq/");
        yield return Mount("persistence", "/var/lib/rabbitmq/mnesia/");
        yield return Mount("rabbitmq-plugins", "/operator");
        yield return Mount("rabbitmq-confd", "/etc/rabbitmq/conf.d/10-operatorDefaults.conf", "operatorDefaults.conf");
        yield return Mount("rabbitmq-confd", "/etc/rabbitmq/conf.d/90-userDefinedConfiguration.conf", "userDefinedConfiguration.conf");
        yield return Mount("rabbitmq-confd", "/etc/rabbitmq/conf.d/11-default_user.conf", "default_user.conf");
        yield return Mount("pod-info", "/etc/pod-info/");
        foreach (var (file, field) in ((string, string)[])[("advanced.config", "advancedConfig"), ("rabbitmq-env.conf", "envConfig")])
        {
            if (instance.Text("spec", "rabbitmq", field) is { Length: > 0 })
            {
                yield return Mount("server-conf", $"/etc/rabbitmq/{file}", file);
            }
        }

        if (InstanceSpec.TlsSecret(instance) is not null)
        {
            yield return Mount("rabbitmq-tls", "/etc/rabbitmq-tls/");
        }
    }

    private static IEnumerable<JsonObject> Volumes(JsonObject instance)
    {
        var name = instance.Name();
        JsonObject Projected(string kind, string of, params string[] keys) => new()
        {
            [kind] = new JsonObject { ["name"] = of, ["items"] = keys.Select(k => new JsonObject { ["key"] = k, ["path"] = k }).ToJson() },
        };

        yield return new() { ["name"] = "plugins-conf", ["configMap"] = new JsonObject { ["name"] = $"{name}-plugins-conf" } };
        yield return new()
        {
            ["name"] = "rabbitmq-confd",
            ["projected"] = new JsonObject
            {
                ["sources"] = new JsonArray(
                    Projected("configMap", $"{name}-server-conf", "operatorDefaults.conf", "userDefinedConfiguration.conf"), Projected("secret", $"{name}-default-user", "default_user.conf")),
            },
        };
        yield return new() { ["name"] = "server-conf", ["configMap"] = new JsonObject { ["name"] = $"{name}-server-conf" } };
        yield return new() { ["name"] = "rabbitmq-erlang-cookie", ["emptyDir"] = new JsonObject() };
        yield return new() { ["name"] = "erlang-cookie-secret", ["secret"] = new JsonObject { ["secretName"] = $"{name}-erlang-cookie" } };
        yield return new() { ["name"] = "rabbitmq-plugins", ["emptyDir"] = new JsonObject() };
        yield return new() { ["name"] = "pod-info", ["downwardAPI"] = new JsonObject() };
        if (InstanceSpec.IsEphemeral(instance))
        {
            yield return new() { ["name"] = "persistence", ["emptyDir"] = new JsonObject() };
        }

        if (InstanceSpec.TlsSecret(instance) is { } secret)
        {
            JsonArray sources = new(new JsonObject { ["secret"] = new JsonObject { ["name"] = secret, ["optional"] = true } });
            if (InstanceSpec.AuthoritySecret(instance) is { } authority && authority != secret)
            {
                sources.Add(Projected("secret", authority, "ca.crt"));
            }

            yield return new() { ["name"] = "rabbitmq-tls", ["projected"] = new JsonObject { ["sources"] = sources, ["defaultMode"] = 400 } };
        }
    }
}
