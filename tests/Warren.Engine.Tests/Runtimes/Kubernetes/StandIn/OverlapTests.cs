using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Time.Testing;
using Warren.Kubernetes.Http;
using Warren.Kubernetes.Objects;

namespace Warren.Engine.Tests.Runtimes.Kubernetes.StandIn;

public sealed class OverlapTests
{
    private const string Path = $"{RawApi.Clusters}/q1";
    private const string Pods = "/api/v1/namespaces/default/pods";

    [Fact]
    public async Task A_change_during_a_rolling_restart_leaves_a_pod_terminating_for_a_week_and_only_force_frees_it()
    {
        await using var api = await RawApi.ClusterAsync();
        var stuck = await WedgeAsync(api, """{"replicas":3}""");

        var end = DateTimeOffset.Parse(stuck.Text("metadata", "deletionTimestamp")!, CultureInfo.InvariantCulture);
        Assert.Equal(TimeSpan.FromDays(7).TotalDays, (end - TimeProvider.System.GetUtcNow()).TotalDays, 0.1);
        Assert.False(RawApi.IsReady((await api.GetAsync(Path)).Body));
        await api.SendAsync("DELETE", $"{Pods}/{stuck.Text("metadata", "name")}?gracePeriodSeconds=0", null);

        await api.ReadyAsync("q1");
    }

    [Fact]
    public async Task A_finite_grace_period_frees_it_by_itself()
    {
        FakeTimeProvider clock = new(TimeProvider.System.GetUtcNow());
        await using var api = await RawApi.ClusterAsync(new ApiServerOptions { Clock = clock });
        await WedgeAsync(api, """{"replicas":3,"terminationGracePeriodSeconds":60}""");

        clock.Advance(TimeSpan.FromSeconds(61));
        api.Cluster.Kubelet.Wake();

        await api.ReadyAsync("q1");
    }

    /// <summary>Changes the spec again while the first pod that was restarted is not ready yet.</summary>
    private static async Task<JsonNode> WedgeAsync(RawApi api, string spec)
    {
        await api.PostAsync(RawApi.Clusters, RawApi.Instance("q1", spec));
        await api.ReadyAsync("q1");
        var first = (await api.GetAsync(Pods)).Body.Items("items").Select(p => p.Uid()).ToArray();
        api.Cluster.Kubelet.NeverReady = p => !first.Contains(p.Uid());
        await api.MergeAsync(Path, """{"spec":{"rabbitmq":{"additionalConfig":"channel_max = 10"}}}""");
        await api.UntilAsync("/apis/apps/v1/namespaces/default/statefulsets/q1-server", o => o.Number("status", "updatedReplicas") == 1);

        // Not every overlap wedges: the pod has to be deleted while its broker waits for the others.
        JsonNode? stuck = null;
        for (var change = 11; stuck is null && change < 40; change++)
        {
            await api.MergeAsync(Path, string.Create(CultureInfo.InvariantCulture, $"{{\"spec\":{{\"rabbitmq\":{{\"additionalConfig\":\"channel_max = {change}\"}}}}}}"));
            for (var look = 0; stuck is null && look < 40; look++)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(50), TestContext.Current.CancellationToken);
                stuck = (await api.GetAsync(Pods)).Body.Items("items").FirstOrDefault(p => p.IsTerminating());
            }
        }

        Assert.NotNull(stuck);
        api.Cluster.Kubelet.NeverReady = _ => false;
        api.Cluster.Kubelet.Wake();
        return stuck;
    }
}
