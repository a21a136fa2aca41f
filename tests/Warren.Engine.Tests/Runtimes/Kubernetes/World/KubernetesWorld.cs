using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Warren.Engine.Broker;
using Warren.Engine.Instances;
using Warren.Engine.Network;
using Warren.Engine.Reconcile;
using Warren.Engine.Security;
using Warren.Engine.Store;
using Warren.Engine.Tasks;
using Warren.Engine.Tests.Hosting;
using Warren.Kubernetes;
using Warren.Kubernetes.Objects;

namespace Warren.Engine.Tests.Runtimes.Kubernetes.World;

/// <summary>A stand-in cluster with pods that only say that they run, and an engine whose loop keeps instances there with no more rights than the manifests give.</summary>
internal sealed class KubernetesWorld : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    /// <summary>Three brokers that boot on a busy machine take minutes.</summary>
    private static readonly TimeSpan PatienceWithBrokers = TimeSpan.FromMinutes(5);

    private readonly TimeSpan patience;
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(20);

    private readonly string folder = Directory.CreateTempSubdirectory("warren-test-").FullName;
    private ReconcileLoop? loop;

    private KubernetesWorld(KubernetesCluster stand, TimeSpan patience)
    {
        this.patience = patience;
        Stand = stand;
        Downtime = new Downtime(stand.Server.Cluster);
        Downtime.Start();
        Brokers.Plugins = id => [.. List(ResourceTypes.RabbitmqClusters).Where(c => c.Name() == "i-" + id).SelectMany(c => c.Texts("spec", "rabbitmq", "additionalPlugins"))];
    }

    public KubernetesCluster Stand { get; }

    public ApiServer Server => Stand.Server;

    public Downtime Downtime { get; }

    public PretendedBrokers Brokers { get; } = new();

    public TestEngine Engine { get; private set; } = null!;

    public static async Task<KubernetesWorld> StartAsync(params (string Key, string Value)[] settings) => await StartAsync(await KubernetesCluster.StartAsync(), pretended: true, settings);

    /// <summary>With pods that are real brokers, which answer for themselves.</summary>
    public static async Task<KubernetesWorld> StartWithBrokersAsync(params (string Key, string Value)[] settings) =>
        await StartAsync(await KubernetesCluster.StartWithBrokersAsync(), pretended: false, settings);

    private static async Task<KubernetesWorld> StartAsync(KubernetesCluster stand, bool pretended, (string Key, string Value)[] settings)
    {
        var world = new KubernetesWorld(stand, pretended ? Patience : PatienceWithBrokers);
        var kubeconfig = Path.Combine(world.folder, "kubeconfig");
        await File.WriteAllTextAsync(kubeconfig, world.Server.Kubeconfig(Manifests.GrantRights(world.Server)));
        var all = new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["Runtime"] = "kubernetes",
            ["Kubernetes:Kubeconfig"] = kubeconfig,
            ["Reconcile:ResyncInterval"] = "00:00:01",
            ["Kubernetes:DeletionPatience"] = "00:00:05",
        };
        foreach (var (key, value) in settings)
        {
            all[key] = value;
        }

        world.Engine = await TestEngine.StartAsync(StoreProvider.Sqlite, all, services =>
        {
            if (pretended)
            {
                services.AddSingleton<IBrokerProbe>(world.Brokers);
            }
        });
        await world.ResumeAsync();
        return world;
    }

    /// <summary>Starts the loop, as a start of Warren does.</summary>
    public async Task ResumeAsync()
    {
        loop = ActivatorUtilities.CreateInstance<ReconcileLoop>(Engine.Get<IServiceProvider>());
        await loop.StartAsync(CancellationToken.None);
    }

    /// <summary>Ends the loop where it is.</summary>
    public async Task HaltAsync()
    {
        if (loop is not null)
        {
            await loop.StopAsync(CancellationToken.None);
            loop.Dispose();
            loop = null;
        }
    }

    public string Place => "warren-" + Engine.Caller.ProjectId;

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

    public async Task<string> RunAsync(InstanceOrder? order = null)
    {
        var id = await Engine.CreateAsync(order);
        await UntilAsync(id, InstanceStatus.Running);
        return id;
    }

    /// <summary>A good order of three nodes.</summary>
    public InstanceOrder TrioOrder() => Engine.Order() with { ProductId = "00300-30209-0--0", StorageGb = 300 };

    public Task ChangeAsync(Func<InstanceChanges, Task> change) => ScopedAsync(change);

    public async Task ScopedAsync<T>(Func<T, Task> act)
        where T : notnull
    {
        await using var scope = Engine.Get<IServiceScopeFactory>().CreateAsyncScope();
        await act(scope.ServiceProvider.GetRequiredService<T>());
    }

    public async Task<PublicIp> PublicIpAsync()
    {
        PublicIp? made = null;
        await ScopedAsync<PublicIpService>(async s => made = await s.CreateAsync(Engine.Caller, new PublicIpOrder { Type = "5_bgp", BandwidthName = "b", BandwidthSize = 5, ShareType = "PER" }, CancellationToken.None));
        return made!;
    }

    /// <summary>Lets whoever waits for a change in the cluster look again.</summary>
    public void Touch(string id) => Edit(ResourceTypes.RabbitmqClusters, "i-" + id, c => c.Meta()["annotations"]!["touched"] = Guid.NewGuid().ToString());

    public async Task<BackgroundTask> TaskAsync(string id)
    {
        await using var store = Engine.OpenStore();
        return (await store.Tasks.AsNoTracking().Where(t => t.InstanceId == id).ToListAsync()).OrderBy(t => t.CreatedAt).Last();
    }

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
        using var authority = CertificateAuthority.OpenOrCreate(Path.Combine(folder, "tls"), past);
        return authority.IssueServer("old", [], []).CertificatePem;
    }

    public Task UntilAsync(string id, InstanceStatus status) => UntilAsync(
        async () => await Engine.FindAsync(id) is { } row && InstanceStatusRules.Of(row) == status,
        async () => await Engine.FindAsync(id) is { } row ? $"{InstanceStatusRules.Of(row)}, not {status}: {row.FaultCode} {row.FaultReason}; {Cluster(id)["status"]?.ToJsonString()}" : "it is gone");

    public Task UntilAsync(Func<bool> condition) => UntilAsync(() => Task.FromResult(condition()), () => Task.FromResult("it did not come about"));

    public async Task UntilAsync(Func<Task<bool>> condition, Func<Task<string>>? otherwise = null)
    {
        var began = TimeProvider.System.GetTimestamp();
        while (!await condition())
        {
            if (TimeProvider.System.GetElapsedTime(began) > patience)
            {
                Assert.Fail($"{(otherwise is null ? "it did not come about" : await otherwise())}; operator: {Stand.Operator.LastError}; kubelet: {Stand.Kubelet.LastError}");
            }

            await Task.Delay(Tick, TestContext.Current.CancellationToken);
        }
    }

    public async ValueTask DisposeAsync()
    {
        Server.Faults.Clear();
        await HaltAsync();
        await Engine.DisposeAsync();
        await Downtime.DisposeAsync();
        await Stand.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }
}
