using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Warren.Kubernetes.Objects;

namespace Warren.Kubernetes.Kubelets;

/// <summary>The files of one pod that is a broker. Paths of its container lie below <see cref="Root"/>, and are written so in its configuration.</summary>
internal sealed class BrokerPod
{
    private readonly string folder;
    private readonly string hosts;
    private readonly Dictionary<string, byte[]> written = new(StringComparer.Ordinal);

    private BrokerPod(string ns, string name, string subdomain, string folder, string data, string hosts, string address)
    {
        (Namespace, Name, this.folder, Data, this.hosts, Address) = (ns, name, folder, data, hosts, address);
        HostName = $"{name}.{subdomain}.{ns}";
        Set = name[..name.LastIndexOf('-')];
        Ordinal = int.Parse(name[(name.LastIndexOf('-') + 1)..], CultureInfo.InvariantCulture);
        FirstHost = $"{Set}-0.{subdomain}.{ns}";
    }

    public string Namespace { get; }

    public string Name { get; }

    public string Set { get; }

    public int Ordinal { get; }

    public string Address { get; }

    /// <summary>NAME-server-0.NAME-nodes.NAMESPACE, as nodes call each other.</summary>
    public string HostName { get; }

    public string FirstHost { get; }

    /// <summary>/var/lib/rabbitmq/mnesia: the claim's folder, or one that goes with the pod.</summary>
    public string Data { get; }

    public bool HasData => Directory.Exists(Path.Combine(Data, $"rabbit@{HostName}"));

    public string Root => Path.Combine(folder, "root");

    public string Home => Path.Combine(folder, "home");

    public string LogFile => Path.Combine(folder, "log");

    public string ConfigFolder => Path.Combine(folder, "conf.d");

    public string InetFile => Path.Combine(folder, "erl_inetrc");

    public string PluginsFile => Path.Combine(folder, "enabled_plugins");

    public string AdvancedConfigFile => Path.Combine(folder, "advanced.config");

    /// <summary>What the plugins' ConfigMap says now.</summary>
    public string Plugins { get; private set; } = "[rabbitmq_management].";

    /// <summary>Whether the plain AMQP port is closed.</summary>
    public bool OnlyTls { get; private set; }

    public static BrokerPod Of(JsonObject pod, string folder, string? claim, string hosts, string address)
    {
        BrokerPod made = new(pod.Namespace(), pod.Name(), pod.Text("spec", "subdomain") ?? "nodes", folder, claim ?? Path.Combine(folder, "mnesia"), hosts, address);
        foreach (var path in (string[])[made.Root, made.Home, made.ConfigFolder, made.Data])
        {
            Directory.CreateDirectory(path);
        }

        return made;
    }

    /// <summary>Brings the mounted files up to date: those of volumes follow their objects, those mounted one by one stay as they were at the start, as on a real node.</summary>
    public void Write(Cluster cluster, JsonObject pod)
    {
        var isFirst = written.Count == 0;
        var volumes = pod.Items("spec", "volumes").ToDictionary(v => v.Text("name")!, v => PodVolumes.Files(cluster, pod, v), StringComparer.Ordinal);
        foreach (var mount in pod.Items("spec", "containers").First().Items("volumeMounts"))
        {
            var files = volumes.GetValueOrDefault(mount.Text("name") ?? "") ?? [];
            var at = Root + mount.Text("mountPath")!.TrimEnd('/');
            if (mount.Text("subPath") is { } inner)
            {
                if (isFirst && files.TryGetValue(inner, out var file))
                {
                    Put(at, file);
                }

                continue;
            }

            foreach (var (name, content) in files)
            {
                Put(Path.Combine(at, name), content);
            }
        }

        Plugins = Encoding.UTF8.GetString(volumes.GetValueOrDefault("plugins-conf")?.GetValueOrDefault("enabled_plugins") ?? Encoding.UTF8.GetBytes(Plugins));
        if (isFirst)
        {
            WriteOnce(pod, volumes);
        }
    }

    /// <summary>Removes all but what its claim holds.</summary>
    public void Delete() => Directory.Delete(folder, recursive: true);

    private void WriteOnce(JsonObject pod, Dictionary<string, Dictionary<string, byte[]>> volumes)
    {
        var cookie = Path.Combine(Home, ".erlang.cookie");
        Put(cookie, volumes.GetValueOrDefault("erlang-cookie-secret")?.GetValueOrDefault(".erlang.cookie") ?? Encoding.UTF8.GetBytes("none"));
        File.SetUnixFileMode(cookie, UnixFileMode.UserRead);
        Put(PluginsFile, Encoding.UTF8.GetBytes(Plugins));
        Put(InetFile, Encoding.UTF8.GetBytes($"{{hosts_file,\"{hosts}\"}}.\n{{lookup,[file,native]}}.\n"));
        var mounted = Path.Combine(Root, "etc/rabbitmq/conf.d");
        foreach (var file in Directory.Exists(mounted) ? Directory.GetFiles(mounted) : [])
        {
            var text = Here(File.ReadAllText(file), pod);
            OnlyTls |= text.Split('\n').Any(l => l.Replace(" ", "", StringComparison.Ordinal) == "listeners.tcp=none");
            Put(Path.Combine(ConfigFolder, Path.GetFileName(file)), Encoding.UTF8.GetBytes(text));
        }

        Put(Path.Combine(ConfigFolder, "99-here.conf"), Encoding.UTF8.GetBytes(OwnConfig()));
        var advanced = Path.Combine(Root, "etc/rabbitmq/advanced.config");
        Put(AdvancedConfigFile, Encoding.UTF8.GetBytes(File.Exists(advanced) ? Here(File.ReadAllText(advanced), pod) : "[].\n"));
    }

    /// <summary>Paths of the container become paths of this machine.</summary>
    private string Here(string text, JsonObject pod)
    {
        foreach (var path in pod.Items("spec", "containers").First().Items("volumeMounts").Select(m => m.Text("mountPath")!.TrimEnd('/')).Distinct().OrderByDescending(p => p.Length))
        {
            // Never twice: what has been replaced begins with the root.
            text = text.Replace($"= {path}", $"= {Root}{path}", StringComparison.Ordinal).Replace($"\"{path}", $"\"{Root}{path}", StringComparison.Ordinal);
        }

        return text;
    }

    /// <summary>What a container has to itself and a process has not: its address. And nodes find each other by name, since there is no Kubernetes that the broker could ask.</summary>
    private string OwnConfig()
    {
        StringBuilder text = new();
        void Line(string key, string value) => text.Append(key).Append(" = ").Append(value).Append('\n');
        Line("cluster_formation.peer_discovery_backend", "classic_config");
        Line("cluster_formation.classic_config.nodes.1", $"rabbit@{FirstHost}");
        Line("cluster_formation.randomized_startup_delay_range.min", "0");
        Line("cluster_formation.randomized_startup_delay_range.max", "0");
        Line("loopback_users", "none");
        var hasTls = Directory.Exists(Path.Combine(Root, "etc/rabbitmq-tls"));
        if (!OnlyTls)
        {
            Line("listeners.tcp.default", $"{Address}:5672");
        }

        if (hasTls)
        {
            Line("listeners.ssl.default", $"{Address}:5671");
            Line("management.ssl.ip", Address);
        }

        if (!hasTls || !OnlyTls)
        {
            Line("management.tcp.ip", Address);
            Line("management.tcp.port", "15672");
        }

        if (Plugins.Contains("rabbitmq_prometheus", StringComparison.Ordinal))
        {
            Line("prometheus.tcp.ip", Address);
            if (hasTls)
            {
                Line("prometheus.ssl.ip", Address);
            }
        }

        foreach (var (plugin, key, port) in ((string, string, int)[])[("rabbitmq_mqtt", "mqtt.listeners.tcp.default", 1883), ("rabbitmq_stomp", "stomp.listeners.tcp.1", 61613), ("rabbitmq_stream,", "stream.listeners.tcp.1", 5552)])
        {
            if (Plugins.Contains(plugin, StringComparison.Ordinal))
            {
                Line(key, $"{Address}:{port.ToString(CultureInfo.InvariantCulture)}");
            }
        }

        return text.ToString();
    }

    private void Put(string path, byte[] content)
    {
        if (written.TryGetValue(path, out var before) && before.AsSpan().SequenceEqual(content))
        {
            return;
        }

        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.Delete(path + ".new");
        File.WriteAllBytes(path + ".new", content);
        BrokerUser.Give(path + ".new");
        File.Move(path + ".new", path, overwrite: true);
        written[path] = content;
    }
}
