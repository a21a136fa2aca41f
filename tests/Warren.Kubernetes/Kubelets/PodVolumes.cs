using System.Text.Json.Nodes;
using Warren.Kubernetes.Objects;

namespace Warren.Kubernetes.Kubelets;

/// <summary>The volumes of a pod: whether all are there, and what is in them.</summary>
internal static class PodVolumes
{
    /// <summary>What keeps the pod from starting, as its event says it, or null.</summary>
    public static string? Missing(Cluster cluster, JsonObject pod)
    {
        foreach (var (volume, source) in pod.Items("spec", "volumes").SelectMany(v => Sources(v).Select(s => (v.Text("name"), s))))
        {
            if (source.Text("secret", "secretName") is { } secret && source.Flag("secret", "optional") != true && cluster.Find(ResourceTypes.Secrets, pod.Namespace(), secret) is null)
            {
                return $"MountVolume.SetUp failed for volume \"{volume}\" : secret \"{secret}\" not found";
            }

            if (source.Text("configMap", "name") is { } map && source.Flag("configMap", "optional") != true && cluster.Find(ResourceTypes.ConfigMaps, pod.Namespace(), map) is null)
            {
                return $"MountVolume.SetUp failed for volume \"{volume}\" : configmap \"{map}\" not found";
            }

            if (source.Text("persistentVolumeClaim", "claimName") is { } claim && cluster.Find(ResourceTypes.Claims, pod.Namespace(), claim).Text("status", "phase") != "Bound")
            {
                return $"pod has unbound immediate PersistentVolumeClaims: {claim}";
            }
        }

        return null;
    }

    /// <summary>Files of a volume by their path in it; none for a claim or an empty folder.</summary>
    public static Dictionary<string, byte[]> Files(Cluster cluster, JsonObject pod, JsonObject volume)
    {
        Dictionary<string, byte[]> files = new(StringComparer.Ordinal);
        foreach (var source in Sources(volume))
        {
            var (data, items) = source["secret"] is JsonObject secret ? (Data(cluster.Find(ResourceTypes.Secrets, pod.Namespace(), secret.Text("secretName") ?? "")), secret)
                : source["configMap"] is JsonObject map ? (Data(cluster.Find(ResourceTypes.ConfigMaps, pod.Namespace(), map.Text("name") ?? "")), map)
                : ([], []);
            foreach (var (key, content) in data)
            {
                var item = items.Items("items").FirstOrDefault(i => i.Text("key") == key);
                if (item is not null || items["items"] is null)
                {
                    files[item.Text("path") ?? key] = content;
                }
            }
        }

        return files;
    }

    /// <summary>A projected volume has several sources, whose secrets are called by name.</summary>
    private static IEnumerable<JsonObject> Sources(JsonObject volume)
    {
        if (volume["projected"] is null)
        {
            return [volume];
        }

        return volume.Items("projected", "sources").Select(s =>
        {
            var source = s.Copy();
            if (source["secret"] is JsonObject secret)
            {
                secret["secretName"] = secret["name"]?.DeepClone();
            }

            return source;
        });
    }

    private static Dictionary<string, byte[]> Data(JsonObject? value) => value.Text("kind") == "Secret"
        ? value.Map("data").ToDictionary(d => d.Key, d => Convert.FromBase64String(d.Value), StringComparer.Ordinal)
        : value.Map("data").ToDictionary(d => d.Key, d => System.Text.Encoding.UTF8.GetBytes(d.Value), StringComparer.Ordinal);
}
