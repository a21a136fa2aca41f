using Warren.Kubernetes.Objects;

namespace Warren.Engine.Tests.Runtimes.Kubernetes.StandIn;

public sealed class OperatorStorageTests
{
    private const string Path = $"{RawApi.Clusters}/q1";
    private const string Set = "/apis/apps/v1/namespaces/default/statefulsets/q1-server";
    private const string Claims = "/api/v1/namespaces/default/persistentvolumeclaims";
    private const string Grow = """{"spec":{"persistence":{"storage":"12Gi"}}}""";

    [Fact]
    public async Task Less_storage_is_refused()
    {
        await using var api = await RawApi.ClusterAsync();
        await api.PostAsync(RawApi.Clusters, RawApi.Instance("q1"));
        await api.ReadyAsync("q1");

        await api.MergeAsync(Path, """{"spec":{"persistence":{"storage":"5Gi"}}}""");

        var refused = await api.UntilAsync(Path, o => RawApi.Condition(o, "ReconcileSuccess")?.Text("reason") == "FailedReconcilePVC");
        Assert.Equal("shrinking persistent volumes is not supported", RawApi.Condition(refused, "ReconcileSuccess")!.Text("message"));
    }

    [Fact]
    public async Task More_storage_on_bound_claims_makes_the_set_anew_and_keeps_the_pods()
    {
        await using var api = await RawApi.ClusterAsync();
        await api.PostAsync(RawApi.Clusters, RawApi.Instance("q1", """{"replicas":3}"""));
        await api.ReadyAsync("q1");
        var set = (await api.GetAsync(Set)).Body.Text("metadata", "uid");
        var pods = (await api.GetAsync("/api/v1/namespaces/default/pods")).Body.Items("items").Select(p => p.Uid()).ToArray();

        await api.MergeAsync(Path, Grow);
        await api.UntilAsync(Path, o => o.Number("metadata", "generation") == 3 && RawApi.IsReady(o));

        Assert.NotEqual(set, (await api.GetAsync(Set)).Body.Text("metadata", "uid"));
        Assert.Equal(pods, (await api.GetAsync("/api/v1/namespaces/default/pods")).Body.Items("items").Select(p => p.Uid()));
        await api.UntilAsync(Claims, o => o.Items("items").All(c => c.Text("status", "capacity", "storage") == "12Gi"));
    }

    [Fact]
    public async Task After_an_earlier_change_of_the_configuration_it_restarts_every_node()
    {
        await using var api = await RawApi.ClusterAsync();
        await api.PostAsync(RawApi.Clusters, RawApi.Instance("q1", """{"replicas":3}"""));
        await api.ReadyAsync("q1");
        await api.MergeAsync(Path, """{"spec":{"rabbitmq":{"additionalConfig":"channel_max = 10"}}}""");
        await api.UntilAsync(Path, o => o.Number("metadata", "generation") == 3 && RawApi.IsReady(o));
        var pods = (await api.GetAsync("/api/v1/namespaces/default/pods")).Body.Items("items").Select(p => p.Uid()).ToArray();
        Assert.NotNull((await api.GetAsync(Set)).Body.Text("spec", "template", "metadata", "annotations", "rabbitmq.com/lastRestartAt"));

        await api.MergeAsync(Path, Grow);
        await api.UntilAsync(Path, o => o.Number("metadata", "generation") == 4 && RawApi.IsReady(o));

        Assert.Null((await api.GetAsync(Set)).Body.Text("spec", "template", "metadata", "annotations", "rabbitmq.com/lastRestartAt"));
        Assert.Empty(pods.Intersect((await api.GetAsync("/api/v1/namespaces/default/pods")).Body.Items("items").Select(p => p.Uid())));
    }

    [Fact]
    public async Task More_storage_on_unbound_claims_loses_the_set()
    {
        await using var api = await RawApi.ClusterAsync();
        api.Cluster.Volumes.HoldsBinding = true;
        await api.PostAsync(RawApi.Clusters, RawApi.Instance("q1"));
        await api.UntilAsync($"{Claims}/persistence-q1-server-0", o => o.Text("status", "phase") == "Pending");

        await api.MergeAsync(Path, Grow);

        var seen = await api.UntilAsync(Path, o => RawApi.Condition(o, "AllReplicasReady")?.Text("reason") == "MissingStatefulSet" && RawApi.Condition(o, "ReconcileSuccess")?.Text("status") == "False");
        Assert.Equal("Unknown", RawApi.Condition(seen, "AllReplicasReady")!.Text("status"));
        Assert.Contains("spec is immutable", RawApi.Condition(seen, "ReconcileSuccess")!.Text("message"), StringComparison.Ordinal);
        Assert.Equal(404, (await api.GetAsync(Set)).Code);
    }

    [Fact]
    public async Task A_class_that_allows_no_growth_refuses_the_claim()
    {
        await using var api = await RawApi.ClusterAsync();
        await api.MergeAsync("/apis/storage.k8s.io/v1/storageclasses/standard", """{"allowVolumeExpansion":false}""");
        await api.PostAsync(RawApi.Clusters, RawApi.Instance("q1"));
        await api.ReadyAsync("q1");

        var answer = await api.MergeAsync($"{Claims}/persistence-q1-server-0", """{"spec":{"resources":{"requests":{"storage":"12Gi"}}}}""");

        Assert.Equal((403, "Forbidden"), (answer.Code, answer.Reason));
    }
}
