using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Warren.Engine.Instances;
using Warren.Engine.Network;
using Warren.Engine.Reconcile;
using Warren.Engine.Store;
using Warren.Engine.Tasks;
using Warren.Engine.Tests.Hosting;

namespace Warren.Engine.Tests.Runtimes.Kubernetes.World;

/// <summary>An engine whose loop keeps instances on a cluster.</summary>
/// <param name="patience">How long anything may take.</param>
/// <param name="tick">How often it is looked at.</param>
internal abstract class EngineOnCluster(TimeSpan patience, TimeSpan tick) : IAsyncDisposable
{
    private ReconcileLoop? loop;

    public TestEngine Engine { get; private set; } = null!;

    /// <summary>The namespace of the project.</summary>
    public string Place => "warren-" + Engine.Caller.ProjectId;

    /// <summary>A folder that goes with it.</summary>
    protected string Folder { get; } = Directory.CreateTempSubdirectory("warren-test-").FullName;

    protected async Task StartAsync(string kubeconfig, IEnumerable<(string Key, string Value)> settings, Action<IServiceCollection> register)
    {
        var file = Path.Combine(Folder, "kubeconfig");
        await File.WriteAllTextAsync(file, kubeconfig);
        var all = new Dictionary<string, string?>(StringComparer.Ordinal) { ["Runtime"] = "kubernetes", ["Kubernetes:Kubeconfig"] = file };
        foreach (var (key, value) in settings)
        {
            all[key] = value;
        }

        Engine = await TestEngine.StartAsync(StoreProvider.Sqlite, all, register);
        await ResumeAsync();
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

    /// <param name="address">Null: any.</param>
    public async Task<PublicIp> PublicIpAsync(string? address = null)
    {
        PublicIp? made = null;
        var order = new PublicIpOrder { Type = "5_bgp", Address = address, BandwidthName = "b", BandwidthSize = 5, ShareType = "PER" };
        await ScopedAsync<PublicIpService>(async s => made = await s.CreateAsync(Engine.Caller, order, CancellationToken.None));
        return made!;
    }

    public async Task<BackgroundTask> TaskAsync(string id)
    {
        await using var store = Engine.OpenStore();
        return (await store.Tasks.AsNoTracking().Where(t => t.InstanceId == id).ToListAsync()).OrderBy(t => t.CreatedAt).Last();
    }

    public Task UntilAsync(string id, InstanceStatus status) => UntilAsync(
        async () => await Engine.FindAsync(id) is { } row && InstanceStatusRules.Of(row) == status,
        async () => await Engine.FindAsync(id) is { } row ? $"{InstanceStatusRules.Of(row)}, not {status}: {row.FaultCode} {row.FaultReason}; {await LookAsync(id)}" : "it is gone");

    /// <summary>Until the loop has done all that was asked for.</summary>
    public Task UntilDoneAsync(string id) => UntilAsync(
        async () => await Engine.FindAsync(id) is { } row && row.ObservedGeneration == row.Generation && InstanceStatusRules.Of(row) == InstanceStatus.Running,
        async () => await Engine.FindAsync(id) is { } row ? $"not done: {InstanceStatusRules.Of(row)} {row.FaultCode} {row.FaultReason}; {await LookAsync(id)}" : "it is gone");

    public Task UntilAsync(Func<bool> condition) => UntilAsync(() => Task.FromResult(condition()), () => Task.FromResult("it did not come about"));

    public async Task UntilAsync(Func<Task<bool>> condition, Func<Task<string>>? otherwise = null)
    {
        var began = TimeProvider.System.GetTimestamp();
        while (!await condition())
        {
            if (TimeProvider.System.GetElapsedTime(began) > patience)
            {
                Assert.Fail($"{(otherwise is null ? "it did not come about" : await otherwise())}{Trouble}");
            }

            await Task.Delay(tick, TestContext.Current.CancellationToken);
        }
    }

    public virtual async ValueTask DisposeAsync()
    {
        await HaltAsync();
        if (Engine is not null)
        {
            await Engine.DisposeAsync();
        }

        Directory.Delete(Folder, recursive: true);
    }

    /// <summary>What to say besides of what did not come about.</summary>
    protected virtual string Trouble => "";

    /// <summary>What the cluster has of an instance, in words.</summary>
    protected abstract Task<string> LookAsync(string id);
}
