using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Warren.Kubernetes.Objects;
using Warren.Kubernetes.Patches;

namespace Warren.Kubernetes.Operators;

/// <summary>What the operator makes beside the StatefulSet.</summary>
internal sealed class ChildObjects(Cluster cluster, JsonObject instance, WriteOptions how)
{
    public void Services()
    {
        Keep(ResourceTypes.Services, $"{instance.Name()}-nodes", o =>
        {
            var spec = o.Child("spec");
            spec["clusterIP"] = "None";
            spec["publishNotReadyAddresses"] = true;
            spec["selector"] = Selector();
            spec["ports"] = new JsonArray(Port("epmd", 4369), Port("cluster-rpc", 25672));
        });
        Keep(ResourceTypes.Services, instance.Name(), o =>
        {
            var spec = o.Child("spec");
            spec["type"] = instance.Text("spec", "service", "type") ?? "ClusterIP";
            spec["selector"] = Selector();
            spec["ports"] = ServicePorts().ToJson();
            foreach (var (name, value) in instance.Map("spec", "service", "annotations"))
            {
                o.Meta().Child("annotations")[name] = value;
            }

            if (instance.At("spec", "override", "service") is JsonObject changed)
            {
                var merged = StrategicMerge.Apply(o.Copy(), changed, ResourceTypes.Services.Schema);
                o["spec"] = merged["spec"]?.DeepClone();
                o["metadata"] = merged["metadata"]?.DeepClone();
            }
        });
    }

    /// <summary>Secrets that are there already keep what is in them.</summary>
    public void Secrets()
    {
        Keep(ResourceTypes.Secrets, $"{instance.Name()}-erlang-cookie", o =>
        {
            if (o.At("data", ".erlang.cookie") is null)
            {
                o.Child("data")[".erlang.cookie"] = Encode(Random(24));
            }
        });
        Keep(ResourceTypes.Secrets, $"{instance.Name()}-default-user", o =>
        {
            if (o.At("data", "username") is not null)
            {
                return;
            }

            var (user, password) = ($"default_user_{Random(19)}", Random(32));
            var port = InstanceSpec.TlsSecret(instance) is null ? "5672" : "5671";
            var host = $"{instance.Name()}.{instance.Namespace()}.svc";
            var scheme = InstanceSpec.TlsSecret(instance) is null ? "amqp" : "amqps";
            foreach (var (name, value) in new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["username"] = user,
                ["password"] = password,
                ["host"] = host,
                ["port"] = port,
                ["provider"] = "rabbitmq",
                ["type"] = "rabbitmq",
                ["connection_string"] = $"{scheme}://{user}:{password}@{host}:{port}/",
                ["default_user.conf"] = $"default_user = {user}\ndefault_pass = {password}\n",
            })
            {
                o.Child("data")[name] = Encode(value);
            }
        });
    }

    /// <summary>Whether the configuration has changed in a way that nodes only see when they start.</summary>
    public bool ConfigMaps()
    {
        Keep(ResourceTypes.ConfigMaps, $"{instance.Name()}-plugins-conf", o => o["data"] = new JsonObject { ["enabled_plugins"] = $"[{string.Join(',', InstanceSpec.Plugins(instance))}]." });
        var name = $"{instance.Name()}-server-conf";
        var before = cluster.Find(ResourceTypes.ConfigMaps, instance.Namespace(), name);
        var after = Keep(ResourceTypes.ConfigMaps, name, o => o["data"] = ServerConfig.Data(instance));
        return before is not null && ServerConfig.NeedsRestart(before, after);
    }

    public void Access()
    {
        var name = $"{instance.Name()}-server";
        Keep(ResourceTypes.ServiceAccounts, name, _ => { });
        Keep(ResourceTypes.Roles, $"{instance.Name()}-peer-discovery", o => o["rules"] = new JsonArray(
            new JsonObject { ["apiGroups"] = new JsonArray(""), ["resources"] = new JsonArray("endpoints"), ["verbs"] = new JsonArray("get") },
            new JsonObject { ["apiGroups"] = new JsonArray(""), ["resources"] = new JsonArray("events"), ["verbs"] = new JsonArray("create") }));
        Keep(ResourceTypes.RoleBindings, name, o =>
        {
            o["roleRef"] = new JsonObject { ["apiGroup"] = "rbac.authorization.k8s.io", ["kind"] = "Role", ["name"] = $"{instance.Name()}-peer-discovery" };
            o["subjects"] = new JsonArray(new JsonObject { ["kind"] = "ServiceAccount", ["name"] = name });
        });
    }

    private static JsonObject Port(string name, int port) => new() { ["name"] = name, ["port"] = port, ["targetPort"] = port, ["protocol"] = "TCP" };

    private static string Encode(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));

    private static string Random(int length) => RandomNumberGenerator.GetString("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789", length);

    private JsonObject Selector() => new() { ["app.kubernetes.io/name"] = instance.Name() };

    private IEnumerable<JsonObject> ServicePorts()
    {
        var tls = InstanceSpec.TlsSecret(instance) is not null;
        if (tls)
        {
            yield return Port("amqps", 5671);
            yield return Port("management-tls", 15671);
            yield return Port("prometheus-tls", 15691);
        }

        if (!(tls && InstanceSpec.OnlyTls(instance)))
        {
            yield return Port("amqp", 5672);
            yield return Port("management", 15672);
            yield return Port("prometheus", 15692);
        }

        foreach (var (plugin, name, port) in ((string, string, int)[])[("rabbitmq_mqtt", "mqtt", 1883), ("rabbitmq_stomp", "stomp", 61613), ("rabbitmq_stream", "stream", 5552)])
        {
            if (InstanceSpec.Plugins(instance).Contains(plugin))
            {
                yield return Port(name, port);
            }
        }
    }

    /// <summary>Creates or changes a child, and owns it.</summary>
    private JsonObject Keep(ResourceType type, string name, Action<JsonObject> edit)
    {
        JsonObject Edit(JsonObject o)
        {
            o.Meta()["labels"] = InstanceSpec.Labels(instance);
            foreach (var (annotation, value) in InstanceSpec.CopiedAnnotations(instance))
            {
                o.Meta().Child("annotations")[annotation] = value;
            }

            if (!Owner.HasController(o))
            {
                o.Meta()["ownerReferences"] = new JsonArray(Owner.Reference(ResourceTypes.RabbitmqClusters, instance));
            }

            edit(o);
            return o;
        }

        return cluster.Find(type, instance.Namespace(), name) is null
            ? cluster.Create(type, instance.Namespace(), Edit(new JsonObject { ["metadata"] = new JsonObject { ["name"] = name } }), how)
            : cluster.Change(type, instance.Namespace(), name, Edit, how);
    }
}
