using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Warren.Engine.Hosting;
using Warren.Engine.Runtimes;
using Warren.Engine.Runtimes.Kubernetes;
using Warren.Engine.Runtimes.Kubernetes.Api;
using Warren.Engine.Runtimes.Kubernetes.Connections;
using Warren.Engine.Tests.Runtimes.Kubernetes.Objects;
using Warren.Engine.Tests.Runtimes.Kubernetes.World;
using Warren.Kubernetes.Objects;

namespace Warren.Engine.Tests.Runtimes.Kubernetes;

/// <summary>What the runtime asks of an API server, call by call.</summary>
public sealed class RuntimeTests : IAsyncLifetime
{
    private KubernetesWorld world = null!;

    public async ValueTask InitializeAsync()
    {
        world = await KubernetesWorld.StartAsync();
        await world.HaltAsync();
    }

    public ValueTask DisposeAsync() => world.DisposeAsync();

    [Fact]
    public async Task Two_copies_that_apply_the_same_plan_do_not_fight()
    {
        await using var other = ActivatorUtilities.CreateInstance<KubernetesRuntime>(world.Engine.Get<IServiceProvider>());
        var one = world.Engine.Get<IBrokerRuntime>();
        var plan = Plans.Of(3, 300);
        await Task.WhenAll(one.ApplyAsync(plan, CancellationToken.None), other.ApplyAsync(plan, CancellationToken.None));
        await world.UntilAsync(async () => (await one.CheckAsync(plan, CancellationToken.None)).Serves);
        var before = Versions();

        for (var round = 0; round < 5; round++)
        {
            await Task.WhenAll(one.ApplyAsync(plan, CancellationToken.None), other.ApplyAsync(plan, CancellationToken.None));
            Assert.Null(await one.DriftAsync(plan, CancellationToken.None));
            Assert.Null(await other.DriftAsync(plan, CancellationToken.None));
        }

        Assert.Equal(before, Versions());
    }

    [Fact]
    public async Task An_instance_is_found_and_told_by_its_id_alone()
    {
        var runtime = world.Engine.Get<IBrokerRuntime>();
        Assert.Same(Observation.Nothing, await runtime.ObserveAsync(Plans.Id, CancellationToken.None));
        await runtime.ApplyAsync(Plans.Single(), CancellationToken.None);
        await using var restarted = ActivatorUtilities.CreateInstance<KubernetesRuntime>(world.Engine.Get<IServiceProvider>());
        await world.UntilAsync(async () => (await restarted.ObserveAsync(Plans.Id, CancellationToken.None)) is { ServiceAddress: not null } seen && seen.Nodes.All(n => n.Running));
        Assert.Equal([Plans.Id], await restarted.ListAsync(CancellationToken.None));
        await restarted.RemoveAsync(Plans.Id, CancellationToken.None);
        Assert.Empty(await runtime.ListAsync(CancellationToken.None));
    }

    [Fact]
    public async Task A_deletion_says_what_it_waits_for_when_the_operator_is_gone()
    {
        var runtime = world.Engine.Get<IBrokerRuntime>();
        await runtime.ApplyAsync(Plans.Single(), CancellationToken.None);
        await world.UntilAsync(async () => (await runtime.CheckAsync(Plans.Single(), CancellationToken.None)).Serves);
        world.Stand.Operator.Misbehave(gone: true);

        var failure = await Assert.ThrowsAsync<IOException>(() => runtime.RemoveAsync(Plans.Id, CancellationToken.None));
        Assert.Contains("deletion.finalizers.rabbitmqclusters.rabbitmq.com: is the RabbitMQ Cluster Operator running?", failure.Message, StringComparison.Ordinal);

        world.Stand.Operator.Behave();
        await runtime.RemoveAsync(Plans.Id, CancellationToken.None);
        Assert.Empty(await runtime.ListAsync(CancellationToken.None));
    }

    [Fact]
    public async Task A_node_is_reached_at_the_address_that_its_pod_has_now()
    {
        var options = world.Engine.Get<IOptions<KubernetesOptions>>().Value;
        var api = new ClusterApi(ClusterAccess.Open(options));
        var connections = new PodConnections(api, null, options, TimeProvider.System);
        var plan = Plans.Of(3, 300);
        await world.Engine.Get<IBrokerRuntime>().ApplyAsync(plan, CancellationToken.None);
        await world.UntilAsync(() => Address() is not null);

        var second = await connections.FindAsync(plan.Only([plan.Addresses[1]]), plan.Addresses[1], BrokerPlan.AmqpPort, CancellationToken.None);

        Assert.Equal(new IPEndPoint(IPAddress.Parse(Address()!), BrokerPlan.AmqpPort), second);
        string? Address() => world.Server.Cluster.Find(ResourceTypes.Pods, ObjectNames.NamespaceOf(plan.ProjectId, options), ObjectNames.Pod(plan.InstanceId, 1)).Text("status", "podIP");
    }

    [Fact]
    public async Task What_the_API_server_refuses_is_told_in_its_own_words()
    {
        world.Server.Faults.Fail(503, times: 1);
        var failure = await Assert.ThrowsAsync<KubeRefusal>(() => world.Engine.Get<IBrokerRuntime>().ListAsync(CancellationToken.None));
        Assert.Equal(503, failure.Status);

        await world.Server.RefuseAsync();
        failure = await Assert.ThrowsAsync<KubeRefusal>(() => world.Engine.Get<IBrokerRuntime>().ListAsync(CancellationToken.None));
        Assert.Contains("does not answer", failure.Message, StringComparison.Ordinal);
        await world.Server.ListenAsync();
        Assert.Empty(await world.Engine.Get<IBrokerRuntime>().ListAsync(CancellationToken.None));
    }

    [Fact]
    public void Without_credentials_the_start_says_what_to_do()
    {
        var failure = Assert.Throws<RuntimeUnavailableException>(() => ClusterAccess.Open(new KubernetesOptions { Kubeconfig = "/nowhere/kubeconfig" }));
        Assert.Contains("set Kubernetes:Kubeconfig to a file that kubectl works with", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Brokers_of_a_cluster_do_not_end_with_one_copy_of_Warren() =>
        Assert.Throws<RuntimeUnavailableException>(() => RuntimeChoice.Of(world.Engine.Get<IServiceProvider>(), stopBrokers: true));

    private List<string?> Versions() => [.. world.Server.Cluster.Types.All
        .Where(t => t == ResourceTypes.RabbitmqClusters || t == ResourceTypes.Secrets || t == ResourceTypes.NetworkPolicies || t == ResourceTypes.StatefulSets)
        .SelectMany(t => world.Server.Cluster.List(t)).Select(o => o.Name() + o.Meta().Text("resourceVersion"))];
}
