using Warren.Kubernetes.Objects;

namespace Warren.Engine.Tests.Runtimes.Kubernetes.StandIn;

public sealed class StatusTests
{
    private const string Good = """{"status":{"conditions":[{"type":"AllReplicasReady","status":"True"}]}}""";

    [Fact]
    public async Task A_patch_of_the_status_through_the_object_is_answered_200_and_ignored()
    {
        await using var api = await RawApi.ServerAsync();
        var made = await api.PostAsync(RawApi.Clusters, RawApi.Instance("q1"));

        var answer = await api.MergeAsync($"{RawApi.Clusters}/q1", Good);

        Assert.Equal(200, answer.Code);
        Assert.Null(answer.Body["status"]);
        Assert.Equal(RawApi.Version(made.Body), RawApi.Version(answer.Body));
    }

    [Fact]
    public async Task A_write_of_the_status_leaves_the_generation_alone_and_a_change_of_the_spec_counts_it_up()
    {
        await using var api = await RawApi.ServerAsync();
        await api.PostAsync(RawApi.Clusters, RawApi.Instance("q1"));

        var status = await api.MergeAsync($"{RawApi.Clusters}/q1/status", Good);
        var spec = await api.MergeAsync($"{RawApi.Clusters}/q1", """{"spec":{"replicas":3}}""");

        Assert.Equal("AllReplicasReady", status.Body.Items("status", "conditions").Single().Text("type"));
        Assert.Equal((1L, 2L), (status.Body.Number("metadata", "generation"), spec.Body.Number("metadata", "generation")));
        Assert.NotNull(spec.Body["status"]);
    }

    [Fact]
    public async Task A_condition_without_its_status_is_422_on_the_path_of_the_status()
    {
        await using var api = await RawApi.ServerAsync();
        await api.PostAsync(RawApi.Clusters, RawApi.Instance("q1"));

        var answer = await api.MergeAsync($"{RawApi.Clusters}/q1/status", """{"status":{"conditions":[{"type":"AllReplicasReady"}]}}""");

        Assert.Equal((422, "status.conditions[0].status"), (answer.Code, answer.Body.Items("details", "causes").Single().Text("field")));
    }
}
