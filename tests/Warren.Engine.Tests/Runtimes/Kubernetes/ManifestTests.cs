using Warren.Engine.Tests.Runtimes.Kubernetes.StandIn;
using Warren.Engine.Tests.Runtimes.Kubernetes.World;
using Warren.Kubernetes.Objects;

namespace Warren.Engine.Tests.Runtimes.Kubernetes;

/// <summary>The manifests by which Warren itself comes to a cluster. That the rights in them are enough is what every test of <see cref="KubernetesWorld"/> runs with.</summary>
public sealed class ManifestTests
{
    [Fact]
    public async Task An_API_server_takes_every_one_of_them_and_warns_of_nothing()
    {
        await using var api = await RawApi.ServerAsync();
        var items = Manifests.Files.SelectMany(Manifests.Read).OrderByDescending(o => o.Text("kind") == "Namespace").ToList();
        foreach (var item in items)
        {
            var type = api.Server.Cluster.Types.OfKind(item.Text("apiVersion")!, item.Text("kind")!);
            Assert.NotNull(type);
            var place = type.Namespaced ? "/namespaces/warren" : "";
            var root = type.Group.Length == 0 ? "/api" : $"/apis/{type.Group}";

            var answer = await api.PostAsync($"{root}/{type.Version}{place}/{type.Plural}?fieldValidation=Strict", item);

            Assert.True(answer.Code == 201, answer.Text);
        }

        Assert.True(items.Count > 5);
    }

    [Fact]
    public void The_kustomization_brings_every_file() => Assert.All(Manifests.Files, file => Assert.Contains($"- {file}\n", Manifests.Kustomization, StringComparison.Ordinal));
}
