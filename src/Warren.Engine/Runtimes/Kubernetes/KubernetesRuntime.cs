using System.Net;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Warren.Engine.Broker;
using Warren.Engine.Maintenance;
using Warren.Engine.Network;
using Warren.Engine.Plugins;
using Warren.Engine.Reconcile;
using Warren.Engine.Recovery;
using Warren.Engine.Runtimes.Kubernetes.Api;
using Warren.Engine.Runtimes.Kubernetes.Connections;
using Warren.Engine.Runtimes.Kubernetes.Objects;
using Warren.Engine.Runtimes.Kubernetes.Reading;
using Warren.Engine.Security;

namespace Warren.Engine.Runtimes.Kubernetes;

/// <summary>
/// Keeps every instance as a RabbitmqCluster of the RabbitMQ Cluster Operator. The API server is the truth: every look is a look there, and nothing of an instance
/// is remembered but where it is.
/// </summary>
internal sealed class KubernetesRuntime : IBrokerRuntime, IAsyncDisposable
{
    private readonly KubernetesOptions options;
    private readonly ClusterAccess access;
    private readonly ClusterApi api;
    private readonly InstancePlaces places;
    private readonly PortForwards? forwards;
    private readonly PodConnections connections;
    private readonly InstanceObjects objects;
    private readonly InstanceRemoval removal;
    private readonly ManagementHttp management;
    private readonly IBrokerProbe probe;
    private readonly NodeCalls nodes;
    private readonly FaultPoints faults;
    private readonly TimeProvider clock;
    private readonly ILogger<KubernetesRuntime> logger;
    private readonly CancellationTokenSource stopping = new();
    private Task watches = Task.CompletedTask;

    public KubernetesRuntime(
        IOptions<KubernetesOptions> options, CertificateAuthority authority, FaultPoints faults, TimeProvider clock, ILogger<KubernetesRuntime> logger, IBrokerProbe? pretended = null)
    {
        this.options = options.Value;
        this.faults = faults;
        this.clock = clock;
        this.logger = logger;
        access = ClusterAccess.Open(this.options);
        api = new ClusterApi(access);
        places = new InstancePlaces(api, this.options);
        Reach = this.options.Reach ?? (access.OwnNamespace is null ? Kubernetes.Reach.PortForward : Kubernetes.Reach.Direct);
        forwards = Reach == Kubernetes.Reach.PortForward ? new PortForwards(access, logger) : null;
        connections = new PodConnections(api, forwards, this.options, clock);
        management = new ManagementHttp(authority, connections);
        probe = pretended ?? new BrokerProbe(management, connections);
        objects = new InstanceObjects(api, this.options, access.OwnNamespace, authority, clock, logger);
        removal = new InstanceRemoval(api, this.options, faults, clock);
        nodes = new NodeCalls(probe, access, this.options);
        Capabilities = new()
        {
            MaxNodes = 7,
            Tls = true,
            PublicAccess = this.options.PublicAccess,
            SecurityGroups = this.options.SecurityGroups,
            Bandwidth = false,
        };
    }

    public string Name => "kubernetes";

    public string? Host => null;

    public RuntimeCapabilities Capabilities { get; }

    public IPNetwork DefaultNetwork { get; } = IPNetwork.Parse("10.0.0.0/8");

    /// <summary>The image decides, and may be another for each instance.</summary>
    public string? InstalledVersion => null;

    public TimeSpan BootPoll { get; } = TimeSpan.FromSeconds(1);

    public bool KeepsBlanks => false;

    public bool NeedsSurroundings => true;

    /// <summary>Those that come with RabbitMQ.</summary>
    public IReadOnlyList<InstalledPlugin> Plugins { get; } = [.. PluginCatalogue.Offered.Where(p => p != "rabbitmq_delayed_message_exchange").Select(p => new InstalledPlugin(p, "of the image"))];

    private Reach Reach { get; }

    public void Start(Action<string> changed)
    {
        Log.Started(logger, access.Client.BaseUri, Reach == Kubernetes.Reach.Direct ? "by the pods' addresses" : "through the API server");
        watches = Task.WhenAll(
            Watch(ResourceKind.Cluster, $"{ObjectNames.ManagedByLabel}={ObjectNames.Manager}"),
            Watch(ResourceKind.StatefulSet, "app.kubernetes.io/component=rabbitmq"),
            Watch(ResourceKind.Pod, "app.kubernetes.io/component=rabbitmq"));
        Task Watch(ResourceKind kind, string selector) => new ObjectWatch(api, kind, places.Everywhere, selector, changed, logger, clock).RunAsync(stopping.Token);
    }

    public Task PreparedAsync(CancellationToken ct) => Task.CompletedTask;

    public AddressSpace AddressSpaceFor(Subnet subnet) => new(subnet.Id, subnet.Network);

    public bool IsAddressFree(IPAddress address) => true;

    public string NodeName(BrokerPlan plan, int index) => nodes.NameOf(plan, index);

    public async Task<Observation> ObserveAsync(string instanceId, CancellationToken ct)
    {
        if (await places.FindAsync(instanceId, ct) is not { } place || await api.FindAsync(ResourceKind.Cluster, place, ObjectNames.Cluster(instanceId), ct) is not { } cluster)
        {
            return Observation.Nothing;
        }

        var pods = await api.ListAsync(ResourceKind.Pod, place, PodsOf(instanceId), ct);
        var service = await api.FindAsync(ResourceKind.Service, place, ObjectNames.Cluster(instanceId), ct);
        return Observed.Of(cluster, pods.Items, service, nodes.LastUse(instanceId));
    }

    public async Task<IReadOnlyList<string>> ListAsync(CancellationToken ct)
    {
        var all = $"{ObjectNames.ManagedByLabel}={ObjectNames.Manager},{ObjectNames.InstanceLabel}";
        var clusters = await api.ListAsync(ResourceKind.Cluster, places.Everywhere, all, ct);
        var records = await api.ListAsync(ResourceKind.Secret, places.Everywhere, $"{all},{ObjectNames.PartLabel}=record", ct);
        return [.. clusters.Items.Concat(records.Items).Select(i => i.Label(ObjectNames.InstanceLabel)!).Distinct(StringComparer.Ordinal)];
    }

    public async Task<string?> RecordAsync(string instanceId, CancellationToken ct) =>
        await places.FindAsync(instanceId, ct) is { } place && await api.FindAsync(ResourceKind.Secret, place, ObjectNames.Record(instanceId), ct) is { } secret
            ? ObjectMeta.Read(secret, "record")
            : null;

    public async Task KeepRecordAsync(string instanceId, string record, CancellationToken ct)
    {
        var projectId = InstanceRecord.Read(record, instanceId)?.ProjectId ?? throw new IOException($"What shall be written down of instance {instanceId} does not name its project.");
        await objects.KeepNamespaceAsync(projectId, ct);
        places.Know(instanceId, ObjectNames.NamespaceOf(projectId, options));
        await api.ApplyAsync(SecretObjects.Record(instanceId, projectId, options, record), ct);
    }

    public async Task<string?> DriftAsync(BrokerPlan plan, CancellationToken ct)
    {
        if (await objects.DriftAroundAsync(plan, ct) is { } around)
        {
            return around;
        }

        var state = await StateAsync(plan, ct);
        return state.Cluster is { } live && Drift.Of(objects.Wanted(plan, live), live) is { } drift && await MayChangeAsync(plan, state, ct) ? drift : null;
    }

    public async Task<IReadOnlyList<int>> ApplyAsync(BrokerPlan plan, CancellationToken ct)
    {
        await objects.KeepNamespaceAsync(plan.ProjectId, ct);
        places.Know(plan.InstanceId, ObjectNames.NamespaceOf(plan.ProjectId, options));
        await objects.ApplyAroundAsync(plan, ct);
        faults.Reach(FaultPoint.FilesPrepared);
        var state = await StateAsync(plan, ct);
        if (state.Cluster is not { } live)
        {
            await objects.CheckClaimsOfLostAsync(plan, ct);
            await objects.ApplyAsync(plan, objects.Wanted(plan, null), "it is not there", ct);
            faults.Reach(FaultPoint.NodeStarted);
            return [.. Enumerable.Range(0, plan.Addresses.Count)];
        }

        if (live.IsBeingDeleted)
        {
            throw new IOException($"The cluster object {live.Name} is being deleted, and waits for the operator to let it go.");
        }

        var wanted = objects.Wanted(plan, live);
        if (state.Replicas == 0)
        {
            await objects.ApplyAsync(plan, wanted, "it was stopped", ct);
            faults.Reach(FaultPoint.NodeStarted);
            return [.. Enumerable.Range(0, plan.Addresses.Count)];
        }

        if (Drift.Of(wanted, live) is not null && await MayChangeAsync(plan, state, ct))
        {
            await objects.CheckChangeAsync(plan, wanted, live, ct);
            var (next, what) = ChangeOrder.Next(wanted, live);
            await objects.ApplyAsync(plan, next, what, ct);
            faults.Reach(FaultPoint.NodeStarted);
        }

        return []; // the operator starts what does not run
    }

    public async Task<ServiceCheck> CheckAsync(BrokerPlan plan, CancellationToken ct)
    {
        var state = await StateAsync(plan, ct);
        if (Readiness.Missing(state) is { } missing)
        {
            var fault = await FaultAsync(plan, state, ct);
            return ServiceCheck.Failed(fault?.Words ?? missing, state.SomePodsReady) with { Code = fault?.Code };
        }

        return Drift.Of(objects.Wanted(plan, state.Cluster), state.Cluster) is { } drift
            ? ServiceCheck.Failed($"a change waits for its turn: {drift}", someNodesAnswer: true)
            : await probe.CheckAsync(plan, ct);
    }

    public async Task<IReadOnlyList<MaintenanceKind>> MaintenanceOfAsync(string instanceId, CancellationToken ct) =>
        await places.FindAsync(instanceId, ct) is { } place && await objects.NeedsCertificateSoonAsync(place, instanceId, ct) ? [MaintenanceKind.RenewCertificate] : [];

    public Task<bool> MayStopAsync(BrokerPlan plan, int index, CancellationToken ct) => plan.IsCluster ? probe.MayStopAsync(plan, index, ct) : Task.FromResult(true);

    public Task<StorageLook> LimitStorageAsync(BrokerPlan plan, CancellationToken ct) => nodes.MeasureStorageAsync(plan, ct);

    public async Task SpreadAsync(BrokerPlan plan, CancellationToken ct)
    {
        for (var index = plan.ServedNodes; index < plan.Addresses.Count; index++)
        {
            await nodes.GrowQueuesAsync(plan, index, ct);
        }

        await probe.RebalanceAsync(plan, ct);
    }

    public async Task KeepListenersAsync(BrokerPlan plan, CancellationToken ct)
    {
        await objects.KeepCertificateAsync(plan, ct);
        await objects.KeepPublicAsync(plan, ct);
        await objects.EmptyDefinitionsAsync(plan, ct);
    }

    public Task SetPasswordAsync(BrokerPlan plan, CancellationToken ct) => probe.SetPasswordAsync(plan, ct);

    public Task<IReadOnlyList<string>> RunningPluginsAsync(BrokerPlan plan, CancellationToken ct) => nodes.RunningPluginsAsync(plan, ct);

    /// <summary>The cluster object names them already, and the operator turns them on and off in the pods; it restarts those only where a plugin brings a port of its own.</summary>
    public Task KeepPluginsAsync(BrokerPlan plan, CancellationToken ct) => nodes.CheckPluginsAsync(plan, ct);

    public Task<ManagementAnswer> ManageAsync(BrokerPlan plan, ManagementCall call, CancellationToken ct) => probe.SendAsync(plan, call, ct);

    /// <summary>Deletes the pod: it ends gracefully, and the StatefulSet makes it anew.</summary>
    public async Task StopNodeAsync(string instanceId, int index, CancellationToken ct)
    {
        if (await places.FindAsync(instanceId, ct) is { } place)
        {
            await api.DeleteAsync(ResourceKind.Pod, place, ObjectNames.Pod(instanceId, index), ct);
            Log.PodDeleted(logger, instanceId, index);
        }
    }

    public async Task StopAsync(string instanceId, Observation seen, CancellationToken ct)
    {
        if (await places.FindAsync(instanceId, ct) is { } place)
        {
            await removal.StopAsync(place, instanceId, ct);
        }
    }

    public async Task RemoveAsync(string instanceId, CancellationToken ct)
    {
        if (await places.FindAsync(instanceId, ct) is { } place)
        {
            await removal.RemoveAsync(place, instanceId, ct);
            Log.InstanceRemoved(logger, instanceId);
        }

        places.Forget(instanceId);
        connections.Forget(instanceId);
        nodes.Forget(instanceId);
    }

    public async Task StopAllAsync(CancellationToken ct)
    {
        foreach (var instanceId in await ListAsync(ct))
        {
            await StopAsync(instanceId, Observation.Nothing, ct);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        await watches.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        stopping.Dispose();
        management.Dispose();
        forwards?.Dispose();
        access.Client.Dispose();
    }

    private static string PodsOf(string instanceId) => $"{ObjectNames.ClusterLabel}={ObjectNames.Cluster(instanceId)}";

    private async Task<ClusterState> StateAsync(BrokerPlan plan, CancellationToken ct)
    {
        var place = ObjectNames.NamespaceOf(plan.ProjectId, options);
        var cluster = await api.FindAsync(ResourceKind.Cluster, place, ObjectNames.Cluster(plan.InstanceId), ct);
        var set = await api.FindAsync(ResourceKind.StatefulSet, place, ObjectNames.StatefulSet(plan.InstanceId), ct);
        var pods = await api.ListAsync(ResourceKind.Pod, place, PodsOf(plan.InstanceId), ct);
        return new ClusterState(cluster, set, pods.Items);
    }

    /// <summary>
    /// One change at a time: the next waits while pods move, unless they will not come to rest by themselves, and then the next change may be what helps. A pod that
    /// does not end is no such case.
    /// </summary>
    private async Task<bool> MayChangeAsync(BrokerPlan plan, ClusterState state, CancellationToken ct)
    {
        if (Readiness.Missing(state) is null)
        {
            return true;
        }

        var fault = await FaultAsync(plan, state, ct);
        return fault is not null && !state.Pods.Any(p => p.IsBeingDeleted) && (!fault.IsOperators || !state.IsMoving);
    }

    private async Task<ClusterFault?> FaultAsync(BrokerPlan plan, ClusterState state, CancellationToken ct)
    {
        if (state.Cluster is null)
        {
            return null;
        }

        var place = ObjectNames.NamespaceOf(plan.ProjectId, options);
        var claims = await api.ListAsync(ResourceKind.Claim, place, PodsOf(plan.InstanceId), ct);
        var events = await api.ListAsync(ResourceKind.Event, place, "field:type=Warning", ct);
        var ours = events.Items.Where(e => ObjectNames.InstanceOf((e.Text("involvedObject", "name") ?? "").Replace("persistence-", "", StringComparison.Ordinal)) == plan.InstanceId).ToList();
        return PodFaults.Find(state, claims.Items, ours, options.StuckAfter, clock.GetUtcNow());
    }
}
