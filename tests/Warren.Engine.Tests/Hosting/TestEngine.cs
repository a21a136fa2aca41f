using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Warren.Engine.Hosting;
using Warren.Engine.Iam;
using Warren.Engine.Instances;
using Warren.Engine.Network;
using Warren.Engine.Recycling;
using Warren.Engine.Runtimes;
using Warren.Engine.Runtimes.Fake;
using Warren.Engine.Security;
using Warren.Engine.Store;

namespace Warren.Engine.Tests.Hosting;

/// <summary>The engine as the server registers it, over a store of its own, with the fake runtime and a clock that the test moves. Nothing runs by itself.</summary>
internal sealed class TestEngine : IAsyncDisposable
{
    private readonly DataFolder data = new(Path.Combine(Path.GetTempPath(), $"warren-test-{RandomText.Id()[..12]}"));
    private readonly ServiceProvider services;
    private FirstCredentials first = null!;
    private int orders;

    private TestEngine(IReadOnlyDictionary<string, string?> settings, Action<IServiceCollection>? real)
    {
        var registered = new ServiceCollection().AddLogging().AddWarrenEngine(data, fakeBrokers: real is null, stopBrokers: false);
        registered.AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection(settings).Build());
        registered.AddSingleton(new BootstrapOptions());
        if (real is null)
        {
            registered.AddSingleton<TimeProvider>(Clock);
        }

        real?.Invoke(registered);
        services = registered.BuildServiceProvider();
    }

    public FakeTimeProvider Clock { get; } = new(DateTimeOffset.FromUnixTimeSeconds(1_600_000_000));

    public FakeRuntime Brokers => (FakeRuntime)Get<IBrokerRuntime>();

    public Caller Caller { get; private set; } = null!;

    public Subnet Subnet { get; private set; } = null!;

    /// <param name="provider">Where its store is: a SQLite file in its folder, or a database of the PostgreSQL of this test run.</param>
    /// <param name="settings">Besides those of the store.</param>
    /// <param name="real">Registers what a runtime other than the fake one needs, which then runs by the clock of the machine.</param>
    public static async Task<TestEngine> StartAsync(
        StoreProvider provider = StoreProvider.Sqlite, IReadOnlyDictionary<string, string?>? settings = null, Action<IServiceCollection>? real = null)
    {
        var all = (await TestStores.SettingsAsync(provider)).Concat(settings ?? new Dictionary<string, string?>(StringComparer.Ordinal)).ToDictionary(StringComparer.Ordinal);
        var engine = new TestEngine(all, real);
        await using var scope = engine.services.CreateAsyncScope();
        var store = scope.ServiceProvider.GetRequiredService<StoreContext>();
        await store.MigrateAsync(CancellationToken.None);
        await scope.ServiceProvider.GetRequiredService<Bootstrap>().RunAsync(credentials => engine.first = credentials, CancellationToken.None);
        var user = await store.Users.SingleAsync();
        engine.Subnet = await store.Subnets.AsNoTracking().SingleAsync();
        engine.Caller = new Caller
        {
            AccountId = user.AccountId,
            AccountName = engine.first.Account,
            UserId = user.Id,
            UserName = user.Name,
            ProjectId = engine.first.ProjectId,
            ProjectName = engine.first.ProjectName,
        };
        return engine;
    }

    public T Get<T>()
        where T : notnull => services.GetRequiredService<T>();

    public IEnumerable<T> All<T>() => services.GetServices<T>();

    public StoreContext OpenStore() => Get<IDbContextFactory<StoreContext>>().CreateDbContext();

    /// <summary>A good order under a name that no other has.</summary>
    public InstanceOrder Order() => new()
    {
        Name = $"order-{++orders}",
        Engine = "rabbitmq",
        StorageGb = 100,
        AccessUser = "user",
        Password = "Secret-0",
        VpcId = first.VpcId,
        SecurityGroupId = first.SecurityGroupId,
        SubnetId = first.SubnetId,
        ZoneIds = [first.ZoneId],
        ProductId = "00300-30109-0--0",
        StorageSpecCode = "dms.physical.storage.ultra",
    };

    /// <summary>Places an order, as the API does.</summary>
    public async Task<string> CreateAsync(InstanceOrder? order = null)
    {
        await using var scope = services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<InstanceService>().CreateAsync(Caller, order ?? Order(), CancellationToken.None);
    }

    /// <summary>Asks for a deletion, as the API does.</summary>
    public async Task DeleteAsync(string id)
    {
        await using var scope = services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<InstanceService>().DeleteAsync(Caller, id, Deletion.AtOnce, CancellationToken.None);
    }

    /// <summary>The row as it is now, or null.</summary>
    public async Task<Instance?> FindAsync(string id)
    {
        await using var store = OpenStore();
        return await store.Instances.AsNoTracking().SingleOrDefaultAsync(i => i.Id == id);
    }

    public async ValueTask DisposeAsync()
    {
        await services.DisposeAsync();
        Directory.Delete(data.Root, recursive: true);
    }
}
