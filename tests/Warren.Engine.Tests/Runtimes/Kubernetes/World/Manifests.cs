using System.Text.Json.Nodes;
using k8s;
using k8s.Models;
using Warren.Engine.Tests.Hosting;
using Warren.Kubernetes;
using Warren.Kubernetes.Access;
using Warren.Kubernetes.Objects;

namespace Warren.Engine.Tests.Runtimes.Kubernetes.World;

/// <summary>What packaging/kubernetes/base brings to a cluster.</summary>
internal static class Manifests
{
    /// <summary>Of rbac.yaml: whom Warren's pods run as.</summary>
    private static readonly ApiUser Account = ApiUser.ServiceAccount("warren", "warren");

    private static readonly string Folder = Repository.PathOf("packaging", "kubernetes", "base");

    /// <summary>The names of the files, the kustomization aside.</summary>
    public static IEnumerable<string> Files => Directory.EnumerateFiles(Folder, "*.yaml").Select(f => Path.GetFileName(f)).Where(f => f != "kustomization.yaml").Order(StringComparer.Ordinal);

    public static string Kustomization => File.ReadAllText(Path.Combine(Folder, "kustomization.yaml"));

    /// <summary>The objects of a file, in the namespace that the kustomization gives them. A field that the API does not know is an error.</summary>
    public static IReadOnlyList<JsonObject> Read(string file) =>
    [
        .. KubernetesYaml.LoadAllFromString(File.ReadAllText(Path.Combine(Folder, file)), strict: true)
            .Select(o => JsonNode.Parse(KubernetesJson.Serialize(o))!.AsObject()),
    ];

    /// <summary>Gives Warren's account the rights of rbac.yaml, and nothing more.</summary>
    /// <returns>A token of that account.</returns>
    public static string GrantRights(ApiServer server)
    {
        WriteOptions how = new("kubectl");
        foreach (var item in Read("rbac.yaml").Where(o => o.Text("kind") != V1ServiceAccount.KubeKind))
        {
            server.Cluster.Create(server.Cluster.Types.OfKind(item.Text("apiVersion")!, item.Text("kind")!)!, null, item, how);
        }

        return server.TokenOf(Account);
    }
}
