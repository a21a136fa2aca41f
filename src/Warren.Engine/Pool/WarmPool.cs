using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Warren.Engine.Catalogue;
using Warren.Engine.Network;
using Warren.Engine.Reconcile;
using Warren.Engine.Runtimes;
using Warren.Engine.Runtimes.Local;
using Warren.Engine.Security;
using Warren.Engine.Store;

namespace Warren.Engine.Pool;

/// <summary>
/// Keeps as many blank instances as are wanted. Like the reconciler it writes down first and acts then, and every step can be repeated: what a killed Warren has
/// left half done is finished or removed by the next.
/// </summary>
internal sealed class WarmPool(
    IDbContextFactory<StoreContext> stores, IBrokerRuntime runtime, ProductCatalogue catalogue, SecretProtector secrets, FaultPoints faults,
    IOptions<LocalOptions> options, TimeProvider clock, ILogger<WarmPool> logger) : BackgroundService
{
    /// <summary>An instance that does not serve by then is replaced.</summary>
    private static readonly TimeSpan BootTimeout = TimeSpan.FromMinutes(3);

    /// <summary>For so long an order that is being carried out goes before the pool.</summary>
    private static readonly TimeSpan Courtesy = TimeSpan.FromMinutes(1);

    private static readonly TimeSpan PauseAfterFault = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan BetweenLooksAtBoots = TimeSpan.FromMilliseconds(200);

    /// <summary>The ready ones that this Warren has told of.</summary>
    private readonly HashSet<string> announced = new(StringComparer.Ordinal);

    private readonly IReadOnlyList<(Flavour Flavour, int Count)> wanted = runtime.KeepsBlanks ? Wanted(options.Value, catalogue, MachineMemory.AvailableBytes()) : [];

    /// <summary>What is to be kept ready: the smallest flavours, which are ordered most.</summary>
    /// <param name="options">How many.</param>
    /// <param name="catalogue">The flavours.</param>
    /// <param name="memory">Memory that the machine has left, bytes.</param>
    internal static IReadOnlyList<(Flavour Flavour, int Count)> Wanted(LocalOptions options, ProductCatalogue catalogue, long memory) =>
    [
        (catalogue.Flavours.First(f => f.Nodes == 1), options.WarmPool ?? (memory >= LocalOptions.MemoryForWarmPool ? 1 : 0)),
        (catalogue.Flavours.First(f => f.Nodes == 3), options.WarmTrios),
    ];

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await runtime.PreparedAsync(stoppingToken);
            while (true)
            {
                await Task.Delay(await TryLookAsync(stoppingToken), clock, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // what was begun is finished by the next Warren
        }
    }

    /// <summary>One look at the pool: takes each of its instances a step further, and begins what is missing.</summary>
    /// <returns>When to look again.</returns>
    internal async Task<TimeSpan> LookAsync(CancellationToken ct)
    {
        await using var store = await stores.CreateDbContextAsync(ct);
        var kept = await store.BlankInstances.AsNoTracking().Where(b => b.Host == runtime.Host).OrderBy(b => b.CreatedAt).ToListAsync(ct);
        foreach (var (flavour, count) in wanted)
        {
            foreach (var surplus in kept.Where(b => b.SpecCode == flavour.SpecCode && b.State != BlankState.Retired).Skip(count))
            {
                await RetireAsync(store, surplus, "it is not wanted any more", ct);
            }
        }

        foreach (var blank in kept)
        {
            await StepAsync(store, blank, ct);
            if (blank.State == BlankState.Ready && announced.Add(blank.Id))
            {
                Log.BlankReady(logger, blank.Id, blank.SpecCode);
            }
        }

        if (await MissingAsync(store, ct) is not { } missing)
        {
            var isNone = kept.Count == 0 && wanted.All(w => w.Count == 0);
            return isNone ? Timeout.InfiniteTimeSpan : kept.Exists(b => b.State == BlankState.Starting) ? BetweenLooksAtBoots : BetweenLooks;
        }

        return await BeginAsync(store, missing, ct) ? TimeSpan.Zero : PauseAfterFault;
    }

    private async Task<TimeSpan> TryLookAsync(CancellationToken ct)
    {
        try
        {
            return await LookAsync(ct);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            Log.LookFailed(logger, e);
            return PauseAfterFault;
        }
    }

    private async Task StepAsync(StoreContext store, BlankInstance blank, CancellationToken ct)
    {
        if (await runtime.RecordAsync(blank.Id, ct) is not null)
        {
            await DisownAsync(store, blank, ct);
            return;
        }

        switch (blank.State)
        {
            case BlankState.Starting:
                await BootAsync(store, blank, ct);
                break;
            case BlankState.Ready when !(await runtime.ObserveAsync(blank.Id, ct)).AllRun(Plan(blank).Addresses.Count):
                await RetireAsync(store, blank, "a node of it has ended", ct);
                break;
            case BlankState.Retired:
                await RemoveAsync(store, blank, ct);
                break;
            default:
                break;
        }
    }

    /// <summary>
    /// It carries an order: it is some customer's, and the store is restored from a copy that is older than that. An order that took it at this moment has deleted
    /// the row itself. Its addresses stay taken.
    /// </summary>
    private async Task DisownAsync(StoreContext store, BlankInstance blank, CancellationToken ct)
    {
        if (await Held(store, blank, blank.State).ExecuteDeleteAsync(ct) == 1)
        {
            Log.BlankDisowned(logger, blank.Id);
        }

        blank.State = BlankState.Retired;
    }

    private async Task BootAsync(StoreContext store, BlankInstance blank, CancellationToken ct)
    {
        var plan = Plan(blank);
        try
        {
            await runtime.ApplyAsync(plan, ct);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidOperationException)
        {
            await RetireAsync(store, blank, e.Message, ct);
            throw;
        }

        faults.Reach(FaultPoint.BlankStarted);
        var check = await runtime.CheckAsync(plan, ct);
        if (check.Serves)
        {
            await Held(store, blank, BlankState.Starting).ExecuteUpdateAsync(set => set.SetProperty(b => b.State, BlankState.Ready), ct);
            blank.State = BlankState.Ready;
            faults.Reach(FaultPoint.BlankReady);
        }
        else if (clock.GetUtcNow() - blank.CreatedAt > BootTimeout)
        {
            await RetireAsync(store, blank, check.Reason ?? "it does not come to serve", ct);
        }
    }

    /// <summary>Not if an order has taken it at the same moment: then it is nothing of the pool any more.</summary>
    private async Task RetireAsync(StoreContext store, BlankInstance blank, string reason, CancellationToken ct)
    {
        if (await Held(store, blank, blank.State).ExecuteUpdateAsync(set => set.SetProperty(b => b.State, BlankState.Retired), ct) == 1)
        {
            blank.State = BlankState.Retired;
            Log.BlankRetired(logger, blank.Id, reason);
            faults.Reach(FaultPoint.BlankRetired);
        }
    }

    private async Task RemoveAsync(StoreContext store, BlankInstance blank, CancellationToken ct)
    {
        await runtime.RemoveAsync(blank.Id, ct);
        faults.Reach(FaultPoint.BlankRemoved);
        await using var transaction = await store.Database.BeginTransactionAsync(ct);
        await store.NodeAddresses.Where(a => a.InstanceId == blank.Id).ExecuteDeleteAsync(ct);
        await Held(store, blank, BlankState.Retired).ExecuteDeleteAsync(ct);
        await transaction.CommitAsync(ct);
    }

    /// <summary>The first flavour of which there are too few, unless orders are being carried out, which go first.</summary>
    private async Task<Flavour?> MissingAsync(StoreContext store, CancellationToken ct)
    {
        foreach (var (flavour, count) in wanted.Where(w => w.Count > 0))
        {
            if (await store.BlankInstances.CountAsync(b => b.Host == runtime.Host && b.SpecCode == flavour.SpecCode && b.State != BlankState.Retired, ct) < count)
            {
                var since = clock.GetUtcNow() - Courtesy;
                return await store.Instances.AnyAsync(i => i.ObservedGeneration == 0 && i.CreatedAt > since, ct) ? null : flavour;
            }
        }

        return null;
    }

    /// <summary>Writes down a new one; the next look boots it.</summary>
    private async Task<bool> BeginAsync(StoreContext store, Flavour flavour, CancellationToken ct)
    {
        await using var transaction = await store.Database.BeginTransactionAsync(ct);
        var id = RandomText.Uuid();
        var addresses = await new AddressAllocator(store, runtime).TakeForPoolAsync(id, flavour.Nodes, ct);
        if (addresses.Count < flavour.Nodes)
        {
            return false; // what there is belongs to customers
        }

        store.BlankInstances.Add(new BlankInstance
        {
            Id = id,
            SpecCode = flavour.SpecCode,
            Addresses = string.Join(',', addresses),
            ProtectedErlangCookie = secrets.Protect(RandomText.Password(32)),
            ProtectedAgentPassword = secrets.Protect(RandomText.Password(32)),
            Host = runtime.Host,
            CreatedAt = clock.GetUtcNow(),
            State = BlankState.Starting,
        });
        await store.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        faults.Reach(FaultPoint.BlankCommitted);
        return true;
    }

    private BrokerPlan Plan(BlankInstance blank) => BrokerPlan.From(blank, catalogue.BySpecCode(blank.SpecCode)!, secrets);

    private static IQueryable<BlankInstance> Held(StoreContext store, BlankInstance blank, BlankState state) =>
        store.BlankInstances.Where(b => b.Id == blank.Id && b.State == state);
}
