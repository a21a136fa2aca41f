using Warren.Live.Tests.Running;
using Warren.Postgres;

namespace Warren.Live.Tests.Chaos;

/// <summary>The long forms, each with Warrens of its own: <c>./warren chaos</c> runs them, the ordinary tests do not. How long, and with which seed: <see cref="ChaosSettings"/>.</summary>
public sealed class ChaosRuns : LiveTest
{
    private const int Lanes = 4;
    private const int KillsWanted = 200;
    private const int FakeSoak = 1000;
    private const int RealSoak = 50;

    [Fact(Explicit = true)]
    public Task Ledger()
    {
        var run = new ChaosRun("ledger", isShort: false);
        return run.JudgeAsync(async () =>
        {
            var warren = NewWarren(
                ("WARREN_Local__WarmPool", "1"), ("WARREN_Reconcile__ResyncInterval", "00:00:01"), ("WARREN_Reconcile__LeaseTime", "00:00:05"),
                ("WARREN_Reconcile__LongestBackoff", "00:00:02"));
            await warren.StartAsync();
            var trio = await warren.Api.RunningAsync(await warren.Api.CreateAsync(warren.Api.Cluster("trio", 3)));
            await using var links = new NodeLinks();
            await new LedgerScenario(run, warren, links, trio).RunAsync();
        });
    }

    [Fact(Explicit = true)]
    public Task Lifecycle()
    {
        var run = new ChaosRun("lifecycle", isShort: false);
        return run.JudgeAsync(() => WalkAsync(run, () => NewWarren(), brokers: false, copies: 2, clients: 6));
    }

    [Fact(Explicit = true)]
    public Task LifecycleOfRealBrokers()
    {
        var run = new ChaosRun("lifecycle-real", isShort: false);
        return run.JudgeAsync(() => WalkAsync(run, () => NewWarren(), brokers: true, copies: 1, clients: 2));
    }

    [Fact(Explicit = true)]
    public Task Kills()
    {
        var run = new ChaosRun("kills", isShort: false);
        return run.JudgeAsync(async () =>
        {
            var lanes = new List<KillPointScenario>();
            foreach (var lane in Enumerable.Range(1, Lanes))
            {
                var isWarm = lane == Lanes;
                var warren = NewWarren(("WARREN_Local__WarmPool", isWarm ? "1" : "0"));
                KillPointScenario.Prepare(warren);
                await warren.StartAsync();
                lanes.Add(new KillPointScenario(run, warren, lane, isWarm));
            }

            await Task.WhenAll(lanes.Select(l => l.RunAsync(() => run.HasTime || (lanes.Sum(k => k.Kills) < KillsWanted && !run.IsOverdue))));
            KillVerdict(run, lanes, KillsWanted);
        });
    }

    [Fact(Explicit = true)]
    public Task Soak()
    {
        var run = new ChaosRun("soak", isShort: false);
        return run.JudgeAsync(async () =>
        {
            var fake = NewWarren(("WARREN_Quota__InstancesPerProject", "1000"));
            await fake.StartAsync(null, "--fake-brokers");
            await new SoakScenario(run, fake, "fake", FakeSoak, atOnce: 10).RunAsync();
            await fake.StopAsync();
            var real = NewWarren();
            await real.StartAsync();
            await new SoakScenario(run, real, "real", RealSoak, atOnce: 3).RunAsync();
        });
    }

    internal static void KillVerdict(ChaosRun run, IReadOnlyList<KillPointScenario> lanes, int wanted)
    {
        var (kills, faults) = (lanes.Sum(l => l.Kills), lanes.SelectMany(l => l.Faults).ToList());
        run.Judge("kills of Warren", kills, wanted > 0 ? $"{wanted} or more" : "", kills >= wanted);
        run.Judge("of them while Warren took up what a killed one had left", lanes.Sum(l => l.KillsWhileRecovering));
        run.Judge("of them at a point that was not reached in a minute", lanes.Sum(l => l.NotReached));
        run.Judge("stuck, orphaned or wrong after a kill", faults.Count, "0", faults.Count == 0);
    }

    internal static async Task WalkAsync(ChaosRun run, Func<WarrenProcess> newWarren, bool brokers, int copies, int clients)
    {
        await using var server = await PostgresServer.StartAsync(TestContext.Current.CancellationToken);
        await using var way = new CutConnection(server.Port);
        var database = await server.CreateEmptyAsync(TestContext.Current.CancellationToken);
        var warrens = Enumerable.Range(0, copies).Select(_ => newWarren()).ToList();
        warrens.ForEach(w => LifecycleScenario.Prepare(w, way, database, brokers));
        if (brokers && Environment.IsPrivilegedProcess)
        {
            World.UseNetwork(warrens[0], run.ChoicesOf(clients + 1));
        }
        else if (brokers)
        {
            run.Note("addresses and rules of the machine are none of it: they take root");
        }

        await new LifecycleScenario(run, server, way, database, warrens, brokers).RunAsync(clients);
        foreach (var warren in warrens)
        {
            await warren.KillAsync();
            await warren.DisposeAsync(); // before its store
        }
    }
}
