using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Warren.Engine.Broker;
using Warren.Engine.Security;
using Warren.Kubernetes;
using Warren.Kubernetes.Objects;

namespace Warren.Engine.Tests.Runtimes.Kubernetes.World;

/// <summary>A stand-in cluster with pods that only say that they run, and an engine whose loop keeps instances there with no more rights than the manifests give.</summary>
internal sealed class KubernetesWorld : EngineOnCluster
{
    private KubernetesWorld(KubernetesCluster stand)
        : base(TimeSpan.FromMinutes(1), TimeSpan.FromMilliseconds(20))
    {
        Stand = stand;
        Downtime = new Downtime(stand.Server.Cluster);
        Downtime.Start();
        Brokers.Plugins = id => [.. List(ResourceTypes.RabbitmqClusters).Where(c => c.Name() == "i-" + id).SelectMany(c => c.Texts("spec", "rabbitmq", "additionalPlugins"))];
    }

    public KubernetesCluster Stand { get; }

    public ApiServer Server => Stand.Server;

    public Downtime Downtime { get; }

    public PretendedBrokers Brokers { get; } = new();

    protected override string Trouble => $"; operator: {Stand.Operator.LastError}; kubelet: {Stand.Kubelet.LastError}";

    public static async Task<KubernetesWorld> StartAsync(params (string Key, string Value)[] settings)
    {
        var world = new KubernetesWorld(await KubernetesCluster.StartAsync());
        (string, string)[] all = [("Reconcile:ResyncInterval", "00:00:01"), ("Kubernetes:DeletionPatience", "00:00:05"), .. settings];
        await world.StartAsync(world.Server.Kubeconfig(Manifests.GrantRights(world.Server)), all, services => services.AddSingleton<IBrokerProbe>(world.Brokers));
        return world;
    }

    public IReadOnlyList<JsonObject> List(ResourceType type) => [.. Server.Cluster.List(type)];

    public JsonObject? Find(ResourceType type, string name) => Server.Cluster.Find(type, Place, name);

    public JsonObject Cluster(string id) => Server.Cluster.Get(ResourceTypes.RabbitmqClusters, Place, "i-" + id);

    public IReadOnlyList<string> PodUids(string id) => [.. List(ResourceTypes.Pods).Where(p => p.Name().StartsWith("i-" + id, StringComparison.Ordinal)).OrderBy(p => p.Name(), StringComparer.Ordinal).Select(p => p.Uid())];

    /// <summary>Changes an object by hand.</summary>
    public void Edit(ResourceType type, string name, Action<JsonObject> edit) => Server.Cluster.Change(
        type,
        Place,
        name,
        o =>
        {
            edit(o);
            return o;
        },
        new WriteOptions("kubectl-edit"));

    /// <summary>Lets whoever waits for a change in the cluster look again.</summary>
    public void Touch(string id) => Edit(ResourceTypes.RabbitmqClusters, "i-" + id, c => c.Meta()["annotations"]!["touched.k8s.io"] = Guid.NewGuid().ToString());

    /// <summary>Waits until Warren has looked at the cluster object so many times more.</summary>
    public async Task UntilLookedAsync(string id, int times)
    {
        var looks = 0;
        Server.Faults.Hold(r => r.Method == "GET" && r.Path.Value!.EndsWith("/rabbitmqclusters/i-" + id, StringComparison.Ordinal) && Interlocked.Increment(ref looks) < 0);
        await UntilAsync(() => Volatile.Read(ref looks) >= times);
        Server.Faults.Release();
    }

    /// <summary>A certificate of Warren's authority that has a day to go.</summary>
    public string EndedCertificate()
    {
        var past = new FakeTimeProvider(TimeProvider.System.GetUtcNow().AddDays(-396));
        using var authority = CertificateAuthority.OpenOrCreate(Path.Combine(Folder, "tls"), past);
        return authority.IssueServer("old", [], []).CertificatePem;
    }

    public override async ValueTask DisposeAsync()
    {
        Server.Faults.Clear();
        await base.DisposeAsync();
        await Downtime.DisposeAsync();
        await Stand.DisposeAsync();
    }

    protected override Task<string> LookAsync(string id) => Task.FromResult(Cluster(id)["status"]?.ToJsonString() ?? "");
}
