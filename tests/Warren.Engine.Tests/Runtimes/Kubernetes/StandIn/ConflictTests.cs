using System.Text.Json.Nodes;
using k8s;
using k8s.Autorest;
using k8s.Models;
using Warren.Kubernetes.Objects;

namespace Warren.Engine.Tests.Runtimes.Kubernetes.StandIn;

public sealed class ConflictTests
{
    [Fact]
    public async Task AlreadyExists_and_Conflict_and_a_conflict_of_apply_have_one_code_and_are_told_apart_by_reason_and_message()
    {
        await using var api = await RawApi.ServerAsync();
        var made = await api.PostAsync($"{RawApi.Clusters}?fieldManager=other", RawApi.Instance("q1", """{"image":"a"}"""));
        await api.MergeAsync($"{RawApi.Clusters}/q1?fieldManager=other", """{"spec":{"replicas":3}}""");
        var stale = made.Body;
        stale["spec"]!["replicas"] = 5;

        var exists = await api.PostAsync(RawApi.Clusters, RawApi.Instance("q1"));
        var conflict = await api.SendAsync("PUT", $"{RawApi.Clusters}/q1", stale);
        var applied = await api.ApplyAsync($"{RawApi.Clusters}/q1", RawApi.Instance("q1", """{"image":"b","replicas":5}"""));

        Assert.Equal((409, "AlreadyExists"), (exists.Code, exists.Reason));
        Assert.Equal((409, "Conflict"), (conflict.Code, conflict.Reason));
        Assert.Contains("the object has been modified", conflict.Message, StringComparison.Ordinal);
        Assert.Equal((409, "Conflict"), (applied.Code, applied.Reason));
        Assert.StartsWith("Apply failed with 2 conflicts", applied.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_merge_patch_without_a_version_never_conflicts_and_one_with_a_stale_version_does()
    {
        await using var api = await RawApi.ServerAsync();
        var made = await api.PostAsync(RawApi.Clusters, RawApi.Instance("q1"));
        await api.MergeAsync($"{RawApi.Clusters}/q1", """{"spec":{"replicas":3}}""");

        var last = await api.MergeAsync($"{RawApi.Clusters}/q1", """{"spec":{"replicas":5}}""");
        var stale = await api.MergeAsync($"{RawApi.Clusters}/q1", $$$"""{"metadata":{"resourceVersion":"{{{RawApi.Version(made.Body)}}}"},"spec":{"replicas":7}}""");

        Assert.Equal((200, 5L), (last.Code, last.Body.Number("spec", "replicas")));
        Assert.Equal((409, "Conflict"), (stale.Code, stale.Reason));
    }

    [Fact]
    public async Task The_client_library_throws_an_exception_whose_content_is_the_Status()
    {
        await using var api = await RawApi.ServerAsync();
        await api.Client.CoreV1.CreateNamespacedSecretAsync(new V1Secret { Metadata = new V1ObjectMeta { Name = "s" } }, "default");

        async Task<(int, string?)> CodeAsync(Func<Task> call)
        {
            var thrown = await Assert.ThrowsAsync<HttpOperationException>(call);
            return ((int)thrown.Response.StatusCode, JsonNode.Parse(thrown.Response.Content).Text("reason"));
        }

        Assert.Equal((404, "NotFound"), await CodeAsync(() => api.Client.CoreV1.ReadNamespacedSecretAsync("no", "default")));
        Assert.Equal((409, "AlreadyExists"), await CodeAsync(() => api.Client.CoreV1.CreateNamespacedSecretAsync(new V1Secret { Metadata = new V1ObjectMeta { Name = "s" } }, "default")));
        Assert.Equal(
            (422, "Invalid"),
            await CodeAsync(() => api.Client.CustomObjects.CreateNamespacedCustomObjectAsync(
                System.Text.Json.JsonDocument.Parse(RawApi.Instance("q1", """{"replicas":-1}""").ToJsonString()).RootElement, "rabbitmq.com", "v1beta1", "default", "rabbitmqclusters")));
    }

    [Fact]
    public async Task A_JSON_patch_tests_before_it_changes()
    {
        await using var api = await RawApi.ServerAsync();
        await api.PostAsync(RawApi.Clusters, RawApi.Instance("q1"));

        Task<RawAnswer> PatchAsync(int expected) => api.SendAsync(
            "PATCH",
            $"{RawApi.Clusters}/q1",
            JsonNode.Parse($$"""[{"op":"test","path":"/spec/replicas","value":{{expected}}},{"op":"replace","path":"/spec/replicas","value":3}]"""),
            "application/json-patch+json");

        Assert.Equal(422, (await PatchAsync(2)).Code);
        Assert.Equal(3, (await PatchAsync(1)).Body.Number("spec", "replicas"));
    }

    [Fact]
    public async Task Strategic_merge_patches_are_for_built_in_kinds_only_and_merge_lists_by_their_key()
    {
        await using var api = await RawApi.ServerAsync();
        await api.PostAsync("/api/v1/namespaces/default/services", JsonNode.Parse("""{"metadata":{"name":"s"},"spec":{"ports":[{"name":"a","port":1},{"name":"b","port":2}]}}""")!);
        await api.PostAsync(RawApi.Clusters, RawApi.Instance("q1"));

        var service = await api.SendAsync(
            "PATCH", "/api/v1/namespaces/default/services/s", JsonNode.Parse("""{"spec":{"ports":[{"port":2,"name":"c"}]}}"""), "application/strategic-merge-patch+json");
        var custom = await api.SendAsync("PATCH", $"{RawApi.Clusters}/q1", JsonNode.Parse("""{"spec":{"replicas":3}}"""), "application/strategic-merge-patch+json");

        Assert.Equal(["a", "c"], service.Body.Items("spec", "ports").Select(p => p.Text("name")));
        Assert.Equal((415, "UnsupportedMediaType"), (custom.Code, custom.Reason));
    }
}
